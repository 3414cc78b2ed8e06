import { expect, test } from 'vitest';
import { codeWith, grouped } from '../src/payments/topup';

// As the server writes it (EPC069-12): the amount is the eighth line.
const code = 'BCD\n002\n1\nSCT\nCCOPFRPP\nMonnaie locale\nFR1420041010050500013M02606\n\n\nRF47AAAAAAAAAAAAAAAAAAAA';

test('an amount is written into the code in euro, and taken out again', () => {
  const asked = codeWith(code, 12_50);
  expect(asked).toBe(code.replace('M02606\n\n', 'M02606\nEUR12.50\n'));
  expect(codeWith(asked, 5).split('\n')[7]).toBe('EUR0.05');
  expect(codeWith(asked, 99_999_999_999).split('\n')[7]).toBe('EUR999999999.99');
  expect(codeWith(asked, null)).toBe(code);
});

test('an IBAN is read in groups of four', () => {
  expect(grouped('FR1420041010050500013M02606')).toBe('FR14 2004 1010 0505 0001 3M02 606');
});
