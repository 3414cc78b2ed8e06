import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../src/protocol/bytes';
import { Tagged, decode, encode, type Item } from '../src/protocol/cbor';
import { Malformed } from '../src/protocol/malformed';

// RFC 8949 appendix A, as far as signed payloads use it.
const accepted: [string, Item][] = [
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['18ff', 255],
  ['190100', 256],
  ['19ffff', 65535],
  ['1a00010000', 65536],
  ['1affffffff', 4294967295],
  ['1b0000000100000000', 4294967296],
  ['1b001fffffffffffff', Number.MAX_SAFE_INTEGER],
  ['1b0020000000000000', 2n ** 53n],
  ['1bffffffffffffffff', 2n ** 64n - 1n],
  ['20', -1],
  ['382e', -47],
  ['3bffffffffffffffff', -(2n ** 64n)],
  ['40', new Uint8Array(0)],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['60', ''],
  ['62c3bc', 'ü'],
  ['64f0908591', '\u{10151}'],
  ['63efbbbf', '\ufeff'], // a byte order mark is text like any other
  ['f4', false],
  ['f5', true],
  ['83010203', [1, 2, 3]],
  ['a0', new Map()],
  [
    'a201020304',
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  [
    'a401021820032004616105',
    new Map<number | string, Item>([
      [1, 2],
      [32, 3],
      [-1, 4],
      ['a', 5],
    ]),
  ],
  ['d28140', new Tagged(18, [new Uint8Array(0)])],
];

const refused: [string, string][] = [
  ['', 'ends too early'],
  ['1817', 'shortest'],
  ['1900ff', 'shortest'],
  ['1a0000ffff', 'shortest'],
  ['1b00000000ffffffff', 'shortest'],
  ['3817', 'shortest'],
  ['580161', 'shortest'],
  ['7800', 'shortest'],
  ['9800', 'shortest'],
  ['b800', 'shortest'],
  ['d81240', 'shortest'],
  ['5f4100ff', 'indefinite'],
  ['7f6161ff', 'indefinite'],
  ['9fff', 'indefinite'],
  ['bfff', 'indefinite'],
  ['ff', 'simple'],
  ['1c', 'reserved'],
  ['5d', 'reserved'],
  ['a203040102', 'order or repeated'],
  ['a201020102', 'order or repeated'],
  ['a2616101' + '0102', 'order or repeated'],
  ['a22001' + '0102', 'order or repeated'], // −1 sorts after every non-negative key
  ['a14001', 'neither a number nor text'],
  ['a1f501', 'neither a number nor text'],
  ['61ff', 'UTF-8'],
  ['62c080', 'UTF-8'], // overlong
  ['63eda080', 'UTF-8'], // half of a surrogate pair
  ['0000', 'trailing'],
  ['a000', 'trailing'],
  ['18', 'ends too early'],
  ['4201', 'ends too early'],
  ['6261', 'ends too early'],
  ['8201', 'ends too early'],
  ['a101', 'ends too early'],
  ['5bffffffffffffffff', 'ends too early'],
  ['9bffffffffffffffff', 'ends too early'],
  ['bbffffffffffffffff', 'ends too early'],
  ['f6', 'simple'],
  ['f7', 'simple'],
  ['f0', 'simple'],
  ['f820', 'simple'],
  ['f97e00', 'simple'],
  ['fb3ff199999999999a', 'simple'],
  ['81818181818181818100', 'deeply'],
];

describe('cbor', () => {
  test.each(accepted)('%s is read', (hex, item) => expect(decode(fromHex(hex))).toEqual(item));
  test.each(accepted)('%s is written back', (hex, item) => expect(toHex(encode(item))).toBe(hex));
  test.each(refused)('%s is refused: %s', (hex, why) => {
    expect(() => decode(fromHex(hex))).toThrow(Malformed);
    expect(() => decode(fromHex(hex))).toThrow(why);
  });

  test('keys are written in order, whatever order they were set in', () => {
    const backwards = new Map<number | string, Item>([
      ['a', 5],
      [-1, 4],
      [32, 3],
      [1, 2],
    ]);
    expect(toHex(encode(backwards))).toBe('a401021820032004616105');
  });

  test.each([[1.5], [2 ** 53], [2n ** 64n], ['\ud800']])('%s cannot be written', (item) => {
    expect(() => encode(item)).toThrow();
  });

  test('what is accepted has one spelling only: any changed byte is refused or means something else', () => {
    const original = fromHex('d284' + '43a10126' + 'a0' + '47a201020319ffff' + '4401020304');
    for (let at = 0; at < original.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = original.slice();
        changed[at]! ^= 1 << bit;
        let item: Item;
        try {
          item = decode(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed);
          continue;
        }
        expect(toHex(encode(item))).toBe(toHex(changed));
      }
    }
  });
});
