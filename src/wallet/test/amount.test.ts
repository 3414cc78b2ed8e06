import { describe, expect, test } from 'vitest';
import { formatAmount, parseAmount, pressKey } from '../src/money/amount';

describe('what a person types', () => {
  test.each([
    ['12,50', 1250],
    ['12.50', 1250],
    ['12,5', 1250],
    ['12', 1200],
    ['12,', 1200],
    ['0,01', 1],
    ['007', 700],
    [' 3,20 ', 320],
    ['1 234,50', 123450],
    ['1\u202f234,50', 123450],
    ['1\u00a0234\u00a0567', 123456700],
    ['90071992547409,91', Number.MAX_SAFE_INTEGER],
    ['90071992547409,92', null], // not an exact integer any more
    ['0', null],
    ['0,00', null],
    ['', null],
    [',', null],
    [',50', null],
    ['-5', null],
    ['12,505', null],
    ['1.234,50', null], // is the point a decimal sign or not? ask again
    ['1,234.50', null],
    ['1 23,00', null],
    ['12e3', null],
    ['١٢', null],
    ['12 MLC', null],
  ])('%j is %j', (text, amount) => expect(parseAmount(text)).toBe(amount));
});

describe('what a person reads', () => {
  test.each([
    [0, 'fr', '0,00\u00a0MLC'],
    [5, 'fr', '0,05\u00a0MLC'],
    [1250, 'fr', '12,50\u00a0MLC'],
    [123450, 'fr', '1\u202f234,50\u00a0MLC'],
    [123456789, 'fr', '1\u202f234\u202f567,89\u00a0MLC'],
    [-1250, 'fr', '\u221212,50\u00a0MLC'],
    [123450, 'en', '1,234.50\u00a0MLC'],
  ] as const)('%i in %s is %j', (minor, language, text) => expect(formatAmount(minor, 'MLC', language)).toBe(text));

  test('a fraction of a minor unit is a mistake, not a rounding', () => {
    expect(() => formatAmount(12.5, 'MLC', 'fr')).toThrow();
  });
});

describe('keypad', () => {
  test.each([
    ['12,50', '12,50'],
    ['12,505', '12,50'], // a third decimal changes nothing
    ['1,,5', '1,5'],
    [',5', '0,5'],
    ['0012', '12'],
    ['12345678', '1234567'],
    ['12<', '1'],
    ['<', ''],
  ])('keys %s show %s', (keys, shown) => {
    expect([...keys].reduce((text, key) => pressKey(text, key === '<' ? 'back' : key), '')).toBe(shown);
  });
});
