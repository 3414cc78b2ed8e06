import { describe, expect, test } from 'vitest';
import { hear, type News, type Sale } from '../src/till/sale';

const sale: Sale = {
  request: 'r',
  amount: 1250,
  unit: 'MLC',
  expiresAt: null,
  uri: 'HTTPS://MONNAIE.EXAMPLE/R/ABCD',
  code: 'ABCD',
  phase: 'waiting',
  connected: true,
  committedAt: null,
};
const open: News = { type: 'state', state: 'open' };
const isPaid: News = { type: 'state', state: 'paid' };
const paid: News = { type: 'paid', committedAt: '2025-01-02T03:04:05Z' };
const cancelled: News = { type: 'state', state: 'cancelled' };
const expired: News = { type: 'state', state: 'expired' };
const lost: News = { type: 'lost' };
const connected: News = { type: 'connected' };

describe('a sale', () => {
  test.each([
    ['waits while it is open', [open, open], 'waiting', true],
    ['is paid by the event', [open, paid], 'paid', true],
    ['is paid by re-reading', [lost, isPaid], 'paid', true],
    ['stays paid whatever is heard next', [paid, lost, cancelled, expired, open], 'paid', true],
    ['stays cancelled', [cancelled, open, lost], 'cancelled', true],
    ['stays expired', [expired, open], 'expired', true],
    ['says that it lost the connection', [open, lost], 'waiting', false],
    ['says that it found it again', [lost, connected], 'waiting', true],
  ] as [string, News[], string, boolean][])('%s', (_, news, phase, on) => {
    expect(news.reduce(hear, sale)).toMatchObject({ phase, connected: on });
  });

  test('paid twice is shown once: the second news changes nothing', () => {
    const once = hear(sale, paid);
    expect(hear(once, paid)).toBe(once);
    expect(hear(once, isPaid)).toBe(once);
  });

  test('the event after the state adds the time, not a second payment', () => {
    expect(hear(hear(sale, isPaid), paid)).toMatchObject({ phase: 'paid', committedAt: '2025-01-02T03:04:05Z' });
  });
});
