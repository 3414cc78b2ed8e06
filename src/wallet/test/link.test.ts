import { describe, expect, test } from 'vitest';
import { linkAddress, linkHash, readLink, readParts, type Link } from '../src/payments/link';

const link: Link = {
  account: 'KK25E6RSEJTWNPZ3J3YS',
  name: 'Zoé / Dupont & fils',
  amount: 1250,
  note: 'Pain, 3/4 # 100 %',
  id: '0193f2a0-0000-7000-8000-000000000001',
};
const origin = 'https://monnaie.example';

describe('a payment link', () => {
  test('says the same after a way through text, whatever stands in it', () => {
    expect(readLink(linkAddress(link, origin), origin)).toEqual(link);
    const short = { ...link, amount: null, note: '', id: '' };
    expect(readLink(` ${linkAddress(short, origin)}\n`, origin)).toEqual(short);
    expect(linkHash(short).split('/')).toHaveLength(4);
  });

  test.each<[string, string]>([
    ['another site', linkAddress(link, 'https://monnaie.example.evil')],
    ['another scheme', linkAddress(link, 'http://monnaie.example')],
    ['no account', `${origin}/wallet/#/to/x/Zoé`],
    ['no name', `${origin}/wallet/#/to/${link.account}/`],
    ['an amount that is none', `${origin}/wallet/#/to/${link.account}/Zoé/1.5`],
    ['nothing', `${origin}/wallet/#/to/${link.account}/Zoé/0`],
    ['a sign that turns the text', `${origin}/wallet/#/to/${link.account}/Zo%E2%80%AEé`],
    ['broken letters', `${origin}/wallet/#/to/${link.account}/%E9`],
    ['more than belongs there', `${linkAddress(link, origin)}/more`],
  ])('is refused: %s', (_, text) => {
    expect(readLink(text, origin)).toBeNull();
  });

  test('is read from its parts, too', () => {
    expect(readParts([link.account, 'Zoé'])).toEqual({
      account: link.account,
      name: 'Zoé',
      amount: null,
      note: '',
      id: '',
    });
  });
});
