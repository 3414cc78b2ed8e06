import { describe, expect, test } from 'vitest';
import { everything, isAnything, matcher, type Findable, type Wanted } from '../src/payments/history';

const bread: Findable = {
  committedAt: '2026-03-02T09:00:00Z',
  kind: 'payment',
  direction: 'debit',
  amount: 1250,
  counterparty: { account: 'A', name: 'Épicerie des Tilleuls' },
  note: 'Goûter du 2',
};

const finds = (wanted: Partial<Wanted>) => matcher({ ...everything, ...wanted }, (when) => when.slice(0, 10))(bread);

describe('a movement is found', () => {
  test.each<[string, Partial<Wanted>, boolean]>([
    ['by nothing at all', {}, true],
    ['by a name without accents', { words: 'epicerie' }, true],
    ['by words of name and note in any order', { words: 'gouter TILLEULS' }, true],
    ['not when one word is missing', { words: 'epicerie pain' }, false],
    ['by its exact amount, with a comma', { words: '12,50' }, true],
    ['by its exact amount, with a point', { words: '12.5' }, true],
    ['not by another amount', { words: '12,51' }, false],
    ['by a number that stands in its note', { words: '2' }, true],
    ['by its direction', { direction: 'debit' }, true],
    ['not by the other direction', { direction: 'credit' }, false],
    ['on the first and last day asked for', { from: '2026-03-02', to: '2026-03-02' }, true],
    ['not after the last day', { to: '2026-03-01' }, false],
    ['not before the first day', { from: '2026-03-03' }, false],
  ])('%s', (_, wanted, found) => {
    expect(finds(wanted)).toBe(found);
  });

  test('blanks ask for nothing', () => {
    expect(isAnything({ ...everything, words: '  ' })).toBe(true);
    expect(isAnything({ ...everything, direction: 'credit' })).toBe(false);
  });
});
