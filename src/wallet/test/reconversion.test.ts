import { describe, expect, test } from 'vitest';
import orders from '../../../mobile-api-spec/vectors/order.json';
import { feeOf, isHonest, type Quote } from '../src/payments/reconversion';
import { toHex } from '../src/protocol/bytes';
import { orderPayload } from '../src/protocol/order';
import { uuidBytes } from '../src/protocol/uuid';

interface Vector {
  name: string;
  message: string;
  says: { [field: string]: string | number };
}

const quote: Quote = {
  account: 'RECONVERSION',
  payer: 'SHOP',
  amount: 1010,
  fee: 51,
  net: 959,
  unit: 'MLC',
  rate: 500,
  leastFee: 0,
  leastAmount: 0,
  rounding: 'nearest_half_up',
  until: '2026-11-26T12:00:00Z',
};

describe('fee', () => {
  test.each([
    [1010, 500, 0, 51], // 50.5, half a cent upwards
    [1009, 500, 0, 50], // 50.45
    [1011, 500, 0, 51], // 50.55
    [100, 200, 50, 50], // the least fee
    [1, 2500, 0, 0],
    [Number.MAX_SAFE_INTEGER, 200, 0, 180_143_985_094_820], // no sum that a float loses
    [5000, 0, 0, 0],
  ])('of %d at %d hundredths of a percent, at least %d: %d', (amount, rate, least, fee) =>
    expect(feeOf(amount, rate, least)).toBe(fee),
  );
});

describe('quote', () => {
  test('that keeps to its rule may be signed', () => expect(isHonest(quote, 'SHOP', 1010)).toBe(true));

  test.each([
    ['another fee than the rule gives', { fee: 60, net: 950 }],
    ['another net than is left', { net: 1000 }],
    ['another amount than was asked', { amount: 2000, fee: 100, net: 1900 }],
    ['another account', { payer: 'OTHER' }],
    ['another payee', { account: 'SOMEBODY' }],
    ['another rule', { rounding: 'upwards' as 'nearest_half_up' }],
    ['nothing left', { rate: 0, leastFee: 1010, fee: 1010, net: 0 }],
  ])('with %s may not', (_, change) => expect(isHonest({ ...quote, ...change }, 'SHOP', 1010)).toBe(false));
});

test('an order with a fee has the bytes of the published vectors', () => {
  const valid = orders.valid as Vector[];
  for (const name of ['a fee of 0', 'a reconversion']) {
    const vector = valid.find((one) => one.name === name)!;
    expect(vector, name).toBeDefined();
    const says = vector.says;
    const order = {
      ledger: String(says.ledger),
      id: uuidBytes(String(says.id)),
      payer: String(says.payer),
      payee: String(says.payee),
      amount: Number(says.amount),
      unit: String(says.unit),
      notAfter: Number(says.notAfter),
      fee: Number(says.fee),
    };
    expect(vector.message, name).toContain(toHex(orderPayload(order)));
  }
});

test('a fee below nothing is never signed', () =>
  expect(() =>
    orderPayload({
      ledger: 'L',
      id: new Uint8Array(16),
      payer: 'A',
      payee: 'B',
      amount: 1,
      unit: 'MLC',
      notAfter: 1,
      fee: -1,
    }),
  ).toThrow());
