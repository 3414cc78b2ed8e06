import { describe, expect, test } from 'vitest';
import { accepted, partsOf, usualChoice, type Purse } from '../src/payments/purses';
import { fromHex, toHex } from '../src/protocol/bytes';
import { orderPayload } from '../src/protocol/order';
import { uuidBytes } from '../src/protocol/uuid';

const purse = (id: string, balance: number, until: string | null, pays = true): Purse => ({
  purse: id,
  balance,
  name: id,
  until,
  where: null,
  accepted: pays,
});
const gift = purse('gift', 500, null);
const meals = purse('meals', 300, '2026-12-31');
const culture = purse('culture', 200, '2026-06-30');
const elsewhere = purse('elsewhere', 9_000, '2026-01-31', false);
const all = [gift, meals, culture, elsewhere];

describe('purses', () => {
  test('the one that ends first is in front, and one that does not pay here is not offered', () =>
    expect(accepted(all).map((one) => one.purse)).toEqual(['culture', 'meals', 'gift']));

  test('by default those that end first pay, each as far as it holds', () => {
    expect([...usualChoice(all, 350)]).toEqual(['culture', 'meals']);
    expect(partsOf(all, usualChoice(all, 350), 350)).toEqual([
      { purse: 'culture', part: 200 },
      { purse: 'meals', part: 150 },
    ]);
  });

  test('when purses do not cover the amount, ordinary money pays all of it', () => {
    expect([...usualChoice(all, 1_001)]).toEqual([]);
    expect([...usualChoice([elsewhere], 100)]).toEqual([]);
    expect([...usualChoice(all, 1_000)]).toHaveLength(3);
  });

  test('the payer may choose others, but not what they do not hold', () => {
    expect(partsOf(all, new Set(['gift']), 350)).toEqual([{ purse: 'gift', part: 350 }]);
    expect(partsOf(all, new Set(['meals']), 301)).toBeNull();
    expect(partsOf(all, new Set(['elsewhere']), 1)).toBeNull();
  });

  test('an order says which purse pays which part', () => {
    const id = uuidBytes('0190a1b2-c3d4-7e5f-8a9b-acbdcecfd0d1');
    const order = {
      ledger: 'L1',
      id,
      payer: 'PAYERA',
      payee: 'PAYEEB',
      amount: 1250,
      unit: 'MLC',
      notAfter: 1_700_000_000,
    };
    const [one, other] = [fromHex('11'.repeat(16)), fromHex('22'.repeat(16))];
    const purses = [
      { purse: one, part: 1000 },
      { purse: other, part: 250 },
    ];
    // Key 10, an array of two: [16 bytes, 1000], [16 bytes, 250].
    const field = '0a' + '82' + '82' + '50' + '11'.repeat(16) + '1903e8' + '82' + '50' + '22'.repeat(16) + '18fa';
    expect(toHex(orderPayload({ ...order, purses }))).toMatch(new RegExp(`^a8.*${field}$`));
    expect(() => orderPayload({ ...order, purses: purses.slice(1) })).toThrow();
    expect(orderPayload({ ...order, purses: [] })).toEqual(orderPayload(order));
  });
});
