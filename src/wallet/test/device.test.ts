import 'fake-indexeddb/auto';
import { verifyAsync } from '@noble/secp256k1';
import { describe, expect, test } from 'vitest';
import { Database } from '../src/device/database';
import { findDeviceKey, forgetDeviceKey, makeDeviceKey, signerOf } from '../src/device/key';
import { estimateSkew } from '../src/ledger/ledger';
import { toBase32 } from '../src/protocol/base32';
import { toHex } from '../src/protocol/bytes';
import { scramble } from '../src/ui/picture';
import { readDeviceCode } from '../src/wallet/wallet';

describe('device key', () => {
  test('survives in the database and signs; its secret lies there encrypted only', async () => {
    const db = await Database.open('key-test');
    const made = await makeDeviceKey(db, 'PAYERA');
    const kept = (await findDeviceKey(db, 'PAYERA'))!;
    expect(toHex(kept.publicKey)).toBe(toHex(made.publicKey));
    expect(kept.enrolled).toBe(false);
    expect(kept.wrappedSecret).toHaveLength(32 + 16);
    expect(kept.wrappingKey.extractable).toBe(false);
    const signer = await signerOf(kept);
    expect(toHex(signer.kid)).toBe(kept.kid);
    const message = new TextEncoder().encode('order');
    const signature = await signer.sign(message);
    expect(signature).toHaveLength(64);
    expect(await verifyAsync(signature, message, kept.publicKey, { lowS: true })).toBe(true);
  });

  test('each account has its own, and it can be forgotten', async () => {
    const db = await Database.open('key-test-2');
    const one = await makeDeviceKey(db, 'A');
    const two = await makeDeviceKey(db, 'B');
    expect(one.kid).not.toBe(two.kid);
    await forgetDeviceKey(db, 'A');
    expect(await findDeviceKey(db, 'A')).toBeUndefined();
    expect((await findDeviceKey(db, 'B'))!.kid).toBe(two.kid);
  });
});

describe('code of a new device', () => {
  const key = Uint8Array.from({ length: 33 }, (_, i) => (i === 0 ? 2 : i));
  const code = toBase32(key);
  test.each([
    ['as shown', code, true],
    ['in groups and lower case', code.toLowerCase().replace(/(.{4})/g, '$1 '), true],
    ['one character short', code.slice(1), false],
    ['not a compressed key', toBase32(Uint8Array.from(key, (b, i) => (i === 0 ? 4 : b))), false],
    ['empty', '', false],
  ])('%s: %s', (_, text, good) => expect(readDeviceCode(text) !== null).toBe(good));
});

describe('clock', () => {
  test.each([
    ['right to the second', 1000, 1200, 1500, 0],
    ['ten minutes slow', 0, 200, 600_100, 600_000],
    ['ten minutes fast', 600_000, 600_200, 100, -600_000],
    ['told after too long a wait', 0, 20_000, 600_000, null],
    ['changed during the call', 1000, 0, 1000, null],
  ])('%s', (_, before, after, there, skew) =>
    expect(estimateSkew(before, after, new Date(there).toISOString())).toBe(skew),
  );
  test('nonsense is no estimate', () => expect(estimateSkew(0, 1, 'soon')).toBeNull());
});

test('pictures of neighbouring payments differ', () => {
  const ids = Array.from({ length: 200 }, (_, i) => `0190a1b2-c3d4-7e5f-8a9b-${String(i).padStart(12, '0')}`);
  expect(new Set(ids.map((id) => scramble(id).slice(0, 9).join())).size).toBe(ids.length);
});
