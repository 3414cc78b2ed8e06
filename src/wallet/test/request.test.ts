import { beforeAll, describe, expect, test } from 'vitest';
import { importServerKey } from '../src/ledger/ledger';
import { verifyEs256 } from '../src/protocol/cose';
import type { Item } from '../src/protocol/cbor';
import { Malformed } from '../src/protocol/malformed';
import { readReceipt } from '../src/protocol/receipt';
import { readRequest, requestType } from '../src/protocol/request';
import { uuidBytes } from '../src/protocol/uuid';
import { serverKey, serverSign, type Change, type ServerKey } from './ledger';

let key: ServerKey;
beforeAll(async () => {
  key = await serverKey('request');
});

const id = uuidBytes('0190a1b2-c3d4-7e5f-8a9b-acbdcecfd0d1');
const fields = (change: Record<number, Item | undefined> = {}) => {
  const all: Record<number, Item | undefined> = { 1: 'L1', 2: id, 3: 'PAYEEB', 4: 'Boulangerie', 6: 'MLC', ...change };
  return new Map(Object.entries(all).flatMap(([k, v]) => (v === undefined ? [] : [[Number(k), v] as [number, Item]])));
};

describe('request', () => {
  test('says who is to be paid, how much, in what', async () => {
    const bytes = await serverSign(key, requestType, fields({ 5: 1250, 7: 1_700_000_000, 8: 'T4-17', 9: 'G-2024-1' }));
    const { request, signed } = readRequest(bytes);
    expect(request).toEqual({
      ledger: 'L1',
      request: '0190a1b2-c3d4-7e5f-8a9b-acbdcecfd0d1',
      payee: 'PAYEEB',
      payeeName: 'Boulangerie',
      amount: 1250,
      unit: 'MLC',
      expiresAt: 1_700_000_000,
      reference: 'T4-17',
      grant: 'G-2024-1',
      standing: false,
    });
    expect(signed.kid).toBe(key.jwk.kid);
    expect(await verifyEs256(signed, (await importServerKey(key.jwk))!)).toBe(true);
  });

  test('absent fields stay absent, and a printed code says so', async () => {
    const { request } = readRequest(await serverSign(key, requestType, fields({ 11: true })));
    expect(request).toMatchObject({ amount: null, expiresAt: null, reference: null, grant: null, standing: true });
  });

  test('one changed bit anywhere: refused, or no longer signed', async () => {
    const bytes = await serverSign(key, requestType, fields({ 5: 1250 }));
    const publicKey = (await importServerKey(key.jwk))!;
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      try {
        const { signed } = readRequest(changed);
        if (signed.kid === key.jwk.kid) expect(await verifyEs256(signed, publicKey), `byte ${at}`).toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
      }
    }
  });

  test.each([
    ['no ledger', { 1: undefined }],
    ['no id', { 2: undefined }],
    ['no payee', { 3: undefined }],
    ['no name', { 4: undefined }],
    ['no unit', { 6: undefined }],
    ['an id of 15 bytes', { 2: id.slice(1) }],
    ['an id that is text', { 2: '0190a1b2-c3d4' }],
    ['an id of version 4', { 2: uuidBytes('0190a1b2-c3d4-4e5f-8a9b-acbdcecfd0d1') }],
    ['a name of 33 bytes', { 4: 'é'.repeat(16) + 'x' }],
    ['an empty name', { 4: '' }],
    ['an amount of zero', { 5: 0 }],
    ['a negative amount', { 5: -1250 }],
    ['an amount beyond exact numbers', { 5: 2n ** 53n }],
    ['an amount in text', { 5: '1250' }],
    ['a reference of 17 bytes', { 8: 'x'.repeat(17) }],
    ['"standing" said to be false', { 11: false }],
    ['"standing" said to be 1', { 11: 1 }],
    ['key 10', { 10: 1 }],
    ['an unlisted key', { 12: 1 }],
    ['key 0', { 0: 1 }],
    ['a negative key', { [-1]: 1 }],
  ] as [string, Record<number, Item | undefined>][])('%s is malformed', async (_, change) => {
    const bytes = await serverSign(key, requestType, fields(change));
    expect(() => readRequest(bytes)).toThrow(Malformed);
  });

  test.each([
    ['another type', () => ({ header: header([16, 'vnd.essledger.receipt']) })],
    ['a type with its prefix', () => ({ header: header([16, 'application/vnd.essledger.request']) })],
    ['another algorithm', () => ({ header: header([1, -47]) })],
    ['a key id of seven bytes', () => ({ header: header([4, key.kid.slice(1)]) })],
    ['one header more', () => ({ header: header([3, 0]) })],
    ['something unprotected', () => ({ unprotected: new Map([[4, key.kid]]) })],
    ['another tag', () => ({ tag: 98 })],
  ] as [string, () => Change][])('%s is malformed', async (_, change) => {
    const bytes = await serverSign(key, requestType, fields(), change());
    expect(() => readRequest(bytes)).toThrow(Malformed);
  });
});

const header = (...changed: [number, Item][]) =>
  new Map<number, Item>([[1, -7], [4, key.kid], [16, requestType], ...changed]);

test('a published key whose id is not its own is not used', async () => {
  expect(await importServerKey({ ...key.jwk, kid: '0000000000000000' })).toBeNull();
});

test('a receipt is not a request, and is read in full', async () => {
  const receipt = new Map<number, Item>([
    [1, 'L1'],
    [2, id],
    [3, 42],
    [4, new Uint8Array(32).fill(1)],
    [5, new Uint8Array(32).fill(2)],
    [6, 1250],
    [7, 'MLC'],
    [8, 'PAYERA'],
    [9, 'PAYEEB'],
    [10, 1_700_000_000_123],
  ]);
  const bytes = await serverSign(key, 'vnd.essledger.receipt', receipt);
  expect(() => readRequest(bytes)).toThrow(Malformed);
  expect(readReceipt(bytes).receipt).toMatchObject({ position: 42, amount: 1250, orderDigest: '02'.repeat(32) });
  const more = await serverSign(key, 'vnd.essledger.receipt', new Map([...receipt, [11, 1]]));
  expect(() => readReceipt(more)).toThrow(Malformed);
});
