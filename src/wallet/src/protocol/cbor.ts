// Deterministic CBOR (RFC 8949 §4.2), and only the part of it that signed payloads use.
// What this decoder accepts, this encoder writes back byte for byte; everything else is refused.

import { compare, concat, type Bytes } from './bytes';
import { Malformed } from './malformed';

export type Key = number | bigint | string;
export type CborMap = Map<Key, Item>;
/** Integers are numbers while they are exact, and bigints beyond. */
export type Item = number | bigint | boolean | string | Bytes | Item[] | CborMap | Tagged;

export class Tagged {
  constructor(
    readonly tag: number,
    readonly item: Item,
  ) {}
}

const enum Major {
  Unsigned = 0,
  Negative = 1,
  Bytes = 2,
  Text = 3,
  Array = 4,
  Map = 5,
  Tag = 6,
  Simple = 7,
}

const deepest = 8;
const largest = 2n ** 64n - 1n;

export function encode(item: Item): Bytes {
  if (typeof item === 'number' || typeof item === 'bigint') return encodeInteger(item);
  if (typeof item === 'boolean') return Uint8Array.of(item ? 0xf5 : 0xf4);
  if (typeof item === 'string') {
    // TextEncoder would quietly replace half of a surrogate pair.
    if (/\p{Surrogate}/u.test(item)) throw new Error('text is not well-formed Unicode');
    const utf8 = new TextEncoder().encode(item);
    return concat(head(Major.Text, utf8.length), utf8);
  }
  if (item instanceof Uint8Array) return concat(head(Major.Bytes, item.length), item);
  if (Array.isArray(item)) return concat(head(Major.Array, item.length), ...item.map(encode));
  if (item instanceof Tagged) return concat(head(Major.Tag, item.tag), encode(item.item));
  const entries = [...item].map(([key, value]) => [encode(key), encode(value)] as const);
  entries.sort(([a], [b]) => compare(a, b));
  return concat(head(Major.Map, entries.length), ...entries.flat());
}

function encodeInteger(value: number | bigint): Bytes {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`not an exact integer: ${value}`);
  const exact = BigInt(value);
  if (exact > largest || exact < -1n - largest) throw new Error('integer out of range');
  return exact >= 0n ? head(Major.Unsigned, exact) : head(Major.Negative, -1n - exact);
}

function head(major: Major, value: number | bigint): Bytes {
  const argument = BigInt(value);
  const kind = major << 5;
  if (argument < 24n) return Uint8Array.of(kind | Number(argument));
  const size = argument < 0x100n ? 1 : argument < 0x1_0000n ? 2 : argument < 0x1_0000_0000n ? 4 : 8;
  const bytes = new Uint8Array(1 + size);
  bytes[0] = kind | (24 + Math.log2(size));
  for (let i = 0; i < size; i++) bytes[size - i] = Number((argument >> BigInt(8 * i)) & 0xffn);
  return bytes;
}

export function decode(bytes: Uint8Array): Item {
  const reader = new Reader(bytes);
  const item = reader.item(0);
  if (!reader.atEnd) throw new Malformed('cbor: trailing bytes');
  return item;
}

class Reader {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get atEnd() {
    return this.at === this.bytes.length;
  }

  item(depth: number): Item {
    if (depth > deepest) throw new Malformed('cbor: nested too deeply');
    const first = this.take(1)[0]!;
    const major: Major = first >> 5;
    const argument = this.argument(first & 31, major);
    switch (major) {
      case Major.Unsigned:
        return exact(argument);
      case Major.Negative:
        return exact(-1n - argument);
      case Major.Bytes:
        return this.take(this.length(argument)).slice();
      case Major.Text:
        return this.text(this.length(argument));
      case Major.Array:
        return Array.from({ length: this.length(argument) }, () => this.item(depth + 1));
      case Major.Map:
        return this.map(this.length(argument), depth + 1);
      case Major.Tag:
        return new Tagged(Number(argument), this.item(depth + 1));
      case Major.Simple:
        return argument === 21n;
    }
  }

  private argument(info: number, major: Major): bigint {
    if (major === Major.Simple) {
      if (info !== 20 && info !== 21) throw new Malformed('cbor: a float or a simple value other than true and false');
      return BigInt(info);
    }
    if (info < 24) return BigInt(info);
    if (info > 27) throw new Malformed(info === 31 ? 'cbor: indefinite length' : 'cbor: reserved length');
    const size = 1 << (info - 24);
    let value = 0n;
    for (const byte of this.take(size)) value = (value << 8n) | BigInt(byte);
    const smallest = size === 1 ? 24n : 1n << BigInt(4 * size);
    if (value < smallest) throw new Malformed('cbor: not the shortest form');
    return value;
  }

  /** A length that the remaining bytes cannot hold is refused before anything is allocated for it. */
  private length(argument: bigint): number {
    if (argument > BigInt(this.bytes.length - this.at)) throw new Malformed('cbor: ends too early');
    return Number(argument);
  }

  private take(count: number): Bytes {
    if (count > this.bytes.length - this.at) throw new Malformed('cbor: ends too early');
    const part = this.bytes.subarray(this.at, this.at + count) as Bytes;
    this.at += count;
    return part;
  }

  private text(length: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(length));
    } catch (error) {
      if (error instanceof Malformed) throw error;
      throw new Malformed('cbor: invalid UTF-8');
    }
  }

  private map(count: number, depth: number): CborMap {
    const map: CborMap = new Map();
    let previous: Uint8Array | undefined;
    for (let i = 0; i < count; i++) {
      const start = this.at;
      const key = this.item(depth);
      const spelling = this.bytes.subarray(start, this.at);
      if (typeof key !== 'number' && typeof key !== 'bigint' && typeof key !== 'string') {
        throw new Malformed('cbor: a map key is neither a number nor text');
      }
      if (previous && compare(previous, spelling) >= 0) throw new Malformed('cbor: map keys out of order or repeated');
      previous = spelling;
      map.set(key, this.item(depth));
    }
    return map;
  }
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
