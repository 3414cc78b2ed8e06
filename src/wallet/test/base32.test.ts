import { describe, expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../src/protocol/base32';
import { Malformed } from '../src/protocol/malformed';

const ascii = (text: string) => new TextEncoder().encode(text);

// RFC 4648 §10, without padding.
const vectors = [
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
] as const;

describe('base32', () => {
  test.each(vectors)('%j is written %j', (text, base32) => expect(toBase32(ascii(text))).toBe(base32));
  test.each(vectors)('%j is read back from %j', (text, base32) => expect(fromBase32(base32)).toEqual(ascii(text)));
  test('long strings keep every bit', () => {
    const bytes = Uint8Array.from({ length: 255 }, (_, i) => i ^ 0xa5);
    expect(fromBase32(toBase32(bytes))).toEqual(bytes);
  });

  test.each([
    ['M', 'impossible length'],
    ['MZX', 'impossible length'],
    ['MZXW6Y', 'impossible length'],
    ['MZ', 'spare bits'],
    ['MZXR', 'spare bits'],
    ['my', 'alphabet'],
    ['MY======', 'alphabet'],
    ['M1', 'alphabet'],
  ])('%s is refused: %s', (text, why) => {
    expect(() => fromBase32(text)).toThrow(Malformed);
    expect(() => fromBase32(text)).toThrow(why);
  });
});
