// COSE_Sign1 (RFC 9052) as the ledger writes it: tag 18, exactly three protected headers, nothing unprotected.

import { concat, sha256, toHex, type Bytes } from './bytes';
import { Tagged, decode, encode, type CborMap } from './cbor';
import { Malformed } from './malformed';

export const Algorithm = { ES256: -7, ES256K: -47 } as const;
type AlgorithmId = (typeof Algorithm)[keyof typeof Algorithm];

const sign1Tag = 18;
const header = { algorithm: 1, kid: 4, type: 16 } as const;

export interface Sign1 {
  /** 16 lower-case hex digits. */
  kid: string;
  payload: Bytes;
  signature: Bytes;
  signedBytes: Bytes;
}

export interface Signer {
  kid: Bytes;
  sign(message: Bytes): Promise<Bytes>;
}

/** What is signed: the Sig_structure with no external data. */
const signatureInput = (protectedHeader: Bytes, payload: Bytes) =>
  encode(['Signature1', protectedHeader, new Uint8Array(0), payload]);

export async function sign1(type: string, payload: Bytes, signer: Signer): Promise<Bytes> {
  const protectedHeader = encode(
    new Map<number, number | string | Bytes>([
      [header.algorithm, Algorithm.ES256K],
      [header.kid, signer.kid],
      [header.type, type],
    ]),
  );
  const signature = await signer.sign(signatureInput(protectedHeader, payload));
  return encode(new Tagged(sign1Tag, [protectedHeader, new Map(), payload, signature]));
}

export function readSign1(bytes: Uint8Array, type: string, algorithm: AlgorithmId): Sign1 {
  const outer = decode(bytes);
  if (!(outer instanceof Tagged) || outer.tag !== sign1Tag) throw new Malformed('cose: not a COSE_Sign1');
  if (!Array.isArray(outer.item) || outer.item.length !== 4) throw new Malformed('cose: not four parts');
  const [protectedHeader, unprotected, payload, signature] = outer.item;
  if (!(unprotected instanceof Map) || unprotected.size !== 0) throw new Malformed('cose: unprotected header');
  if (!(protectedHeader instanceof Uint8Array) || !(payload instanceof Uint8Array)) {
    throw new Malformed('cose: header and payload must be byte strings');
  }
  if (!(signature instanceof Uint8Array) || signature.length !== 64) throw new Malformed('cose: signature length');
  const fields = decode(protectedHeader);
  if (!(fields instanceof Map) || fields.size !== 3) throw new Malformed('cose: protected header');
  const kid = fields.get(header.kid);
  if (fields.get(header.algorithm) !== algorithm) throw new Malformed('cose: algorithm');
  if (fields.get(header.type) !== type) throw new Malformed('cose: type');
  if (!(kid instanceof Uint8Array) || kid.length !== 8) throw new Malformed('cose: key id');
  return { kid: toHex(kid), payload, signature, signedBytes: signatureInput(protectedHeader, payload) };
}

export function verifyEs256(message: Sign1, key: CryptoKey): Promise<boolean> {
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, message.signature, message.signedBytes);
}

/** The id of a key: the first 8 bytes of SHA-256 of its standard spelling. */
export const keyId = async (spelling: Bytes): Promise<Bytes> => (await sha256(spelling)).slice(0, 8);

/**
 * A payload's fields, taken one by one with their type and range; `end` refuses whatever nobody asked for.
 * Reading this way, a field that is not listed cannot slip through.
 */
export class Fields {
  private readonly rest: CborMap;

  constructor(payload: Uint8Array) {
    const map = decode(payload);
    if (!(map instanceof Map)) throw new Malformed('payload is not a map');
    this.rest = new Map(map);
  }

  private take(key: number): unknown {
    const value = this.rest.get(key);
    this.rest.delete(key);
    return value;
  }

  has(key: number) {
    return this.rest.has(key);
  }

  /** A field that is read otherwise. */
  skip(key: number) {
    this.take(key);
  }

  text(key: number, longest: number): string {
    const value = this.take(key);
    if (typeof value !== 'string' || value === '' || new TextEncoder().encode(value).length > longest) {
      throw new Malformed(`field ${key}: text of at most ${longest} bytes`);
    }
    return value;
  }

  integer(key: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.take(key);
    if (typeof value !== 'number' || value < least || value > most) throw new Malformed(`field ${key}: integer`);
    return value;
  }

  bytes(key: number, length: number): Bytes {
    const value = this.take(key);
    if (!(value instanceof Uint8Array) || value.length !== length) throw new Malformed(`field ${key}: ${length} bytes`);
    return concat(value);
  }

  /** A flag that is either absent or true: "false" has one spelling only. */
  flag(key: number): boolean {
    if (!this.has(key)) return false;
    if (this.take(key) !== true) throw new Malformed(`field ${key}: true or absent`);
    return true;
  }

  end() {
    if (this.rest.size > 0) throw new Malformed(`unknown field ${String([...this.rest.keys()][0])}`);
  }
}
