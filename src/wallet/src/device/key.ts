// The key that makes this device a wallet. WebCrypto does not know secp256k1, so the secret has to be bytes for the
// moment of signing; at rest it is encrypted with an AES key: one that comes from the owner's passkey, or, where there is
// none that can, one that the browser keeps and never gives out.

import { getPublicKey, signAsync, utils } from '@noble/secp256k1';
import { random, toHex, type Bytes } from '../protocol/bytes';
import { keyId, type Signer } from '../protocol/cose';
import type { Database } from './database';
import { openBy, type Opener } from './passkey';

export interface DeviceKey {
  account: string;
  kid: string;
  publicKey: Bytes;
  /** The browser's own key; absent where a passkey opens instead. */
  wrappingKey?: CryptoKey;
  /** The passkey that opens; absent where the browser's own key does. */
  opener?: Opener;
  /** Above which amount, in minor units, the passkey is asked for again although it opened the key a moment ago; absent: `usuallyAsksAbove`. */
  asksAbove?: number;
  iv: Bytes;
  wrappedSecret: Bytes;
  /** False until the ledger has confirmed that it knows this key. */
  enrolled: boolean;
}

const settingName = (account: string) => `device-key/${account}`;

/** What passkeys opened, by the key's id: somebody who pays three times in a row is asked once. */
const opened = new Map<string, CryptoKey>();
/** So long after the page was last seen it asks again, in milliseconds. */
const staysOpen = 5 * 60_000;
let closing: ReturnType<typeof setTimeout> | undefined;

/** 50 units: beyond what one buys in passing. */
export const usuallyAsksAbove = 50_00;

/** Whether an amount, in minor units, is one for which the passkey is asked again. A key that the browser keeps asks nobody. */
export const asksAgain = (key: DeviceKey, amount: number) =>
  key.opener !== undefined && amount > (key.asksAbove ?? usuallyAsksAbove);

/** To be called once by a page whose keys a passkey may open: what is open closes a while after nobody looks any more. */
export function closeWhenUnseen() {
  document.addEventListener('visibilitychange', () => {
    clearTimeout(closing);
    if (document.visibilityState === 'hidden') closing = setTimeout(closeKeys, staysOpen);
  });
}

/** Whether the key signs without anybody being asked. */
export const isOpen = (key: DeviceKey) => key.wrappingKey !== undefined || opened.has(key.kid);

/** From now on passkeys are asked for again. */
export const closeKeys = () => opened.clear();

export const findDeviceKey = (db: Database, account: string) => db.get<DeviceKey>('settings', settingName(account));

async function wrapped(secret: Bytes, publicKey: Bytes, key: CryptoKey) {
  const iv = random(12);
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: publicKey }, key, secret);
  return { iv, wrappedSecret: new Uint8Array(bytes) };
}

/** Keeps the key before anyone hears of it: a lost answer to enrolment is then asked again with the same key. */
export async function makeDeviceKey(db: Database, account: string): Promise<DeviceKey> {
  const secret = utils.randomSecretKey() as Bytes;
  try {
    const publicKey = getPublicKey(secret, true) as Bytes;
    const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const key: DeviceKey = {
      account,
      kid: toHex(await keyId(publicKey)),
      publicKey,
      wrappingKey,
      ...(await wrapped(secret, publicKey, wrappingKey)),
      enrolled: false,
    };
    await keepDeviceKey(db, key);
    return key;
  } finally {
    secret.fill(0);
  }
}

/**
 * From now on a passkey opens the key, and the browser alone cannot. The new form replaces the old one in one write.
 * @throws NotOpened and then nothing has changed.
 */
export async function protectByPasskey(db: Database, key: DeviceKey, open = openBy): Promise<DeviceKey> {
  const { opener, key: outer } = await open(null);
  const secret = await secretOf(key);
  try {
    const { wrappingKey, ...rest } = key;
    const next: DeviceKey = { ...rest, opener, ...(await wrapped(secret, key.publicKey, outer)) };
    await keepDeviceKey(db, next);
    opened.set(key.kid, outer);
    return next;
  } finally {
    secret.fill(0);
  }
}

/**
 * From now on the passkey is asked for again above another amount, in minor units. To go up takes the passkey: whoever found the wallet open goes down only.
 * @throws NotOpened and then nothing has changed.
 */
export async function askAbove(db: Database, key: DeviceKey, amount: number, open = openBy): Promise<DeviceKey> {
  if (amount > (key.asksAbove ?? usuallyAsksAbove)) (await secretOf(key, open, true)).fill(0);
  const next = { ...key, asksAbove: amount };
  await keepDeviceKey(db, next);
  return next;
}

export const keepDeviceKey = (db: Database, key: DeviceKey) => db.put('settings', key, settingName(key.account));

export const forgetDeviceKey = (db: Database, account: string) => db.delete('settings', settingName(account));

async function secretOf(key: DeviceKey, open = openBy, afresh = false): Promise<Bytes> {
  const outer = key.wrappingKey ?? (afresh ? undefined : opened.get(key.kid)) ?? (await open(key.opener!)).key;
  const bytes = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: key.iv, additionalData: key.publicKey },
    outer,
    key.wrappedSecret,
  );
  if (key.opener) opened.set(key.kid, outer);
  return new Uint8Array(bytes);
}

/**
 * @param amount What is signed away, in minor units: above the holder's threshold the passkey is asked for whatever was open. Left out: it is no money.
 * @throws NotOpened when it signs, where the passkey is not given.
 */
export async function signerOf(key: DeviceKey, amount = 0, open = openBy): Promise<Signer> {
  return {
    kid: await keyId(key.publicKey),
    async sign(message) {
      const secret = await secretOf(key, open, asksAgain(key, amount));
      try {
        // r‖s over SHA-256 of the message. Only low-S is accepted by the ledger; a high-S twin would be a second
        // spelling of one order.
        return (await signAsync(message, secret, { prehash: true, lowS: true, format: 'compact' })) as Bytes;
      } finally {
        secret.fill(0);
      }
    },
  };
}
