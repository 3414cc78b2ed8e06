import 'fake-indexeddb/auto';
import { verifyAsync } from '@noble/secp256k1';
import { describe, expect, test } from 'vitest';
import { Database } from '../src/device/database';
import {
  askAbove,
  asksAgain,
  closeKeys,
  findDeviceKey,
  forgetDeviceKey,
  isOpen,
  makeDeviceKey,
  protectByPasskey,
  signerOf,
  usuallyAsksAbove,
} from '../src/device/key';
import { keyFrom, NotOpened, type Opener } from '../src/device/passkey';
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
    expect(kept.wrappingKey!.extractable).toBe(false);
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

describe('a passkey that opens the key', () => {
  const message = new TextEncoder().encode('order');
  const credential = Uint8Array.of(1, 2, 3);
  /** A passkey whose PRF gives these bytes, and how often it was asked. */
  function passkey(bytes: number) {
    const open = async (opener: Opener | null) => {
      open.asked++;
      return {
        opener: opener ?? { credential, salt: new Uint8Array(32) },
        key: await keyFrom(new Uint8Array(32).fill(bytes)),
      };
    };
    open.asked = 0;
    return open;
  }

  test('takes the place of the key that the browser kept, and is asked once for several signatures', async () => {
    const db = await Database.open('passkey-test');
    const before = await makeDeviceKey(db, 'A');
    const mine = passkey(7);
    await protectByPasskey(db, before, mine);
    const kept = (await findDeviceKey(db, 'A'))!;
    expect(kept.kid).toBe(before.kid);
    expect(kept.wrappingKey).toBeUndefined();
    expect(kept.wrappedSecret).not.toEqual(before.wrappedSecret);
    expect(kept.opener!.credential).toEqual(credential);

    closeKeys();
    expect(isOpen(kept)).toBe(false);
    const again = passkey(7);
    for (const signer of [await signerOf(kept, 0, again), await signerOf(kept, 0, again)]) {
      expect(await verifyAsync(await signer.sign(message), message, kept.publicKey, { lowS: true })).toBe(true);
    }
    expect(again.asked).toBe(1);
    closeKeys();
    await (await signerOf(kept, 0, again)).sign(message);
    expect(again.asked).toBe(2);
  });

  test('is asked for again above an amount, each time, and below it not', async () => {
    const db = await Database.open('passkey-test-4');
    const kept = await protectByPasskey(db, await makeDeviceKey(db, 'A'), passkey(7));
    const mine = passkey(7);
    const pay = async (key: typeof kept, amount: number) => (await signerOf(key, amount, mine)).sign(message);
    await pay(kept, usuallyAsksAbove);
    expect(mine.asked).toBe(0);
    expect(await verifyAsync(await pay(kept, usuallyAsksAbove + 1), message, kept.publicKey, { lowS: true })).toBe(
      true,
    );
    await pay(kept, usuallyAsksAbove + 1);
    expect(mine.asked).toBe(2);
    await pay(kept, 1);
    expect(mine.asked).toBe(2);
    // Not given, nothing is signed, whatever was open; and what is below goes on.
    const refused = () => Promise.reject(new NotOpened('refused'));
    await expect((await signerOf(kept, 1_000_00, refused)).sign(message)).rejects.toThrow(NotOpened);
    await (await signerOf(kept, 1, refused)).sign(message);
  });

  test('is asked before the amount goes up, and not before it goes down', async () => {
    const db = await Database.open('passkey-test-5');
    const kept = await protectByPasskey(db, await makeDeviceKey(db, 'A'), passkey(7));
    const refused = () => Promise.reject(new NotOpened('refused'));
    await expect(askAbove(db, kept, usuallyAsksAbove + 1, refused)).rejects.toThrow(NotOpened);
    expect((await findDeviceKey(db, 'A'))!.asksAbove).toBeUndefined();
    expect(asksAgain(await askAbove(db, kept, 10_00, refused), 10_01)).toBe(true);
    const mine = passkey(7);
    const up = await askAbove(db, (await findDeviceKey(db, 'A'))!, 200_00, mine);
    expect([mine.asked, asksAgain(up, 200_00), asksAgain((await findDeviceKey(db, 'A'))!, 200_01)]).toEqual([
      1,
      false,
      true,
    ]);
  });

  test('is asked of no key that the browser keeps', async () => {
    const db = await Database.open('passkey-test-6');
    expect(asksAgain(await makeDeviceKey(db, 'A'), 1_000_00)).toBe(false);
  });

  test('that is another, or is not given, opens nothing', async () => {
    const db = await Database.open('passkey-test-2');
    const kept = await protectByPasskey(db, await makeDeviceKey(db, 'A'), passkey(7));
    closeKeys();
    await expect((await signerOf(kept, 0, passkey(8))).sign(message)).rejects.toThrow();
    closeKeys();
    const refused = () => Promise.reject(new NotOpened('refused'));
    await expect((await signerOf(kept, 0, refused)).sign(message)).rejects.toThrow(NotOpened);
  });

  test('that is not given leaves everything as it was', async () => {
    const db = await Database.open('passkey-test-3');
    const before = await makeDeviceKey(db, 'A');
    await expect(protectByPasskey(db, before, () => Promise.reject(new NotOpened('unable')))).rejects.toThrow(
      NotOpened,
    );
    const kept = (await findDeviceKey(db, 'A'))!;
    expect(kept.wrappingKey).toBeDefined();
    const signature = await (await signerOf(kept)).sign(message);
    expect(await verifyAsync(signature, message, kept.publicKey, { lowS: true })).toBe(true);
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
    ['as its QR code says it', `HTTPS://MONNAIE.EXAMPLE/D/${code}`, true],
    ['of another site', `HTTPS://EVIL.EXAMPLE/D/${code}`, false],
    ['of another kind', `HTTPS://MONNAIE.EXAMPLE/R/${code}`, false],
  ])('%s: %s', (_, text, good) => expect(readDeviceCode(text, 'https://monnaie.example') !== null).toBe(good));
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
