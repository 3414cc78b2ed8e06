// A ledger's own keys for tests: signs requests and receipts the way the server does, and publishes the keys.

import { toHex, type Bytes } from '../src/protocol/bytes';
import { Tagged, encode, type Item } from '../src/protocol/cbor';
import { keyId } from '../src/protocol/cose';

export interface ServerKey {
  pair: CryptoKeyPair;
  kid: Bytes;
  jwk: JsonWebKey & { kid: string; purpose: string };
}

export async function serverKey(purpose: string): Promise<ServerKey> {
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const kid = await keyId(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { pair, kid, jwk: { kty: kty!, crv: crv!, x: x!, y: y!, kid: toHex(kid), purpose } };
}

export async function serverSign(key: ServerKey, type: string, fields: Map<number, Item>, change: Change = {}) {
  const header = encode(
    change.header ??
      new Map<number, Item>([
        [1, -7],
        [4, key.kid],
        [16, type],
      ]),
  );
  const payload = encode(fields);
  const input = encode(['Signature1', header, new Uint8Array(0), payload]);
  const signature = new Uint8Array(
    await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.pair.privateKey, input),
  );
  return encode(new Tagged(change.tag ?? 18, [header, change.unprotected ?? new Map(), payload, signature]));
}

export interface Change {
  header?: Map<number, Item>;
  unprotected?: Map<number, Item>;
  tag?: number;
}
