import { getPublicKey, signAsync } from '@noble/secp256k1';
import { describe, expect, test } from 'vitest';
import keys from '../../../mobile-api-spec/vectors/keys.json';
import mandates from '../../../mobile-api-spec/vectors/mandate.json';
import { fromHex, toHex, type Bytes } from '../src/protocol/bytes';
import { keyId } from '../src/protocol/cose';
import { mandatePayload, signMandate } from '../src/protocol/mandate';
import { ceilingsFor, dueDays, isLastOfShortMonth, yearAfter, type Rhythm } from '../src/payments/schedule';

describe('mandate', () => {
  // What is above the largest exact integer no wallet signs.
  const exact = mandates.valid.filter(({ says }) => Number.isSafeInteger(says.perPayment));
  test.each(exact)('vector “$name”', async ({ says, message }) => {
    const device = Object.values(keys.devices).find(({ kid }) => message.includes(`0448${kid}`))!;
    const secret = fromHex(device.secret);
    const signer = {
      kid: await keyId(getPublicKey(secret, true) as Bytes),
      sign: async (said: Bytes) => (await signAsync(said, secret)) as Bytes,
    };
    const mandate = { payee: null, ...says } as Parameters<typeof signMandate>[0];
    expect(toHex(await signMandate(mandate, signer))).toBe(message);
  });

  test('a ceiling is an amount', () => {
    const plain = { ledger: 'L', id: '0199a1b2-c3d4-731c-bc2c-35bd407aef91', payer: 'A', payee: null, unit: 'MLC' };
    const more = { perPayment: 1, perPeriod: 1, periodDays: 1, lastDay: '2027-01-01' };
    expect(() => mandatePayload({ ...plain, ...more, perPayment: 0 })).toThrow();
    expect(() => mandatePayload({ ...plain, ...more, perPeriod: 0.5 })).toThrow();
    expect(() => mandatePayload({ ...plain, ...more })).not.toThrow();
  });
});

describe('schedule', () => {
  // The ledger's own test has the same days.
  test.each<[Rhythm, string, string, number, string]>([
    ['once', '2026-12-01', '2027-12-31', 1, '2026-12-01'],
    ['week', '2026-12-28', '2027-01-18', 28, '2026-12-28 2027-01-04 2027-01-11 2027-01-18'],
    ['month', '2026-12-05', '2027-03-04', 5, '2026-12-05 2027-01-05 2027-02-05'],
    ['month', '2027-12-31', '2028-05-31', 31, '2027-12-31 2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31'],
    ['month', '2027-02-28', '2027-05-01', 31, '2027-02-28 2027-03-31 2027-04-30'],
    ['month', '2027-02-28', '2027-05-01', 28, '2027-02-28 2027-03-28 2027-04-28'],
  ])('%s from %s to %s', (every, firstDay, lastDay, dayOfMonth, due) => {
    const schedule = { every, firstDay, lastDay, dayOfMonth };
    expect(dueDays(schedule, 99).join(' ')).toBe(due);
    expect(dueDays(schedule, 1)).toEqual([due.slice(0, 10)]);
  });

  test('what is signed allows each due day once, five days late at most, and nothing beside', () => {
    const schedule = { every: 'month' as const, firstDay: '2026-12-31', dayOfMonth: 31, lastDay: '2027-06-30' };
    expect(ceilingsFor(schedule, 3000, '2026-12-01')).toEqual({
      perPayment: 3000,
      perPeriod: 3000,
      periodDays: 28,
      lastDay: '2027-07-05',
    });
    expect(ceilingsFor({ ...schedule, every: 'week' }, 1, '2026-12-01').periodDays).toBe(7);
    const once = ceilingsFor({ ...schedule, every: 'once' }, 1, '2026-12-01');
    expect([once.lastDay, once.periodDays]).toEqual(['2027-01-05', 36]);
  });

  test('the last day of a short month may mean the last of each', () => {
    expect(['2027-02-28', '2028-02-28', '2027-04-30', '2027-01-31', '2027-01-30'].map(isLastOfShortMonth)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect([yearAfter('2027-11-26'), yearAfter('2028-02-29')]).toEqual(['2028-11-26', '2029-02-28']);
  });
});
