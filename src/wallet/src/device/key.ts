// The key that makes this device a wallet. WebCrypto does not know secp256k1, so the secret has to be bytes for the
// moment of signing; at rest it is encrypted with an AES key that the browser keeps and never gives out.

import { getPublicKey, signAsync, utils } from '@noble/secp256k1';
import { random, toHex, type Bytes } from '../protocol/bytes';
import { keyId, type Signer } from '../protocol/cose';
import type { Database } from './database';

export interface DeviceKey {
  account: string;
  kid: string;
  publicKey: Bytes;
  wrappingKey: CryptoKey;
  iv: Bytes;
  wrappedSecret: Bytes;
  /** False until the ledger has confirmed that it knows this key. */
  enrolled: boolean;
}

const settingName = (account: string) => `device-key/${account}`;

export const findDeviceKey = (db: Database, account: string) => db.get<DeviceKey>('settings', settingName(account));

/** Keeps the key before anyone hears of it: a lost answer to enrolment is then asked again with the same key. */
export async function makeDeviceKey(db: Database, account: string): Promise<DeviceKey> {
  const secret = utils.randomSecretKey() as Bytes;
  try {
    const publicKey = getPublicKey(secret, true) as Bytes;
    const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const iv = random(12);
    const wrapped = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: publicKey },
      wrappingKey,
      secret,
    );
    const key: DeviceKey = {
      account,
      kid: toHex(await keyId(publicKey)),
      publicKey,
      wrappingKey,
      iv,
      wrappedSecret: new Uint8Array(wrapped),
      enrolled: false,
    };
    await keepDeviceKey(db, key);
    return key;
  } finally {
    secret.fill(0);
  }
}

export const keepDeviceKey = (db: Database, key: DeviceKey) => db.put('settings', key, settingName(key.account));

export const forgetDeviceKey = (db: Database, account: string) => db.delete('settings', settingName(account));

export async function signerOf(key: DeviceKey): Promise<Signer> {
  return {
    kid: await keyId(key.publicKey),
    async sign(message) {
      const secret = new Uint8Array(
        await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: key.iv, additionalData: key.publicKey },
          key.wrappingKey,
          key.wrappedSecret,
        ),
      );
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
