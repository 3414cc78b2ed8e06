import { getPublicKey, signAsync } from '@noble/secp256k1';
import { describe, expect, test } from 'vitest';
import confirmations from '../../../mobile-api-spec/vectors/cooperation.json';
import keys from '../../../mobile-api-spec/vectors/keys.json';
import proofs from '../../../mobile-api-spec/vectors/proof.json';
import { fromBase64url, fromHex, toBase64url, toHex, type Bytes } from '../src/protocol/bytes';
import { confirmationPayload, dayNumber, parisDay, signConfirmation, textDigest } from '../src/protocol/cooperation';
import { keyId, type Signer } from '../src/protocol/cose';
import { signProof } from '../src/protocol/proof';

// Those who signed the vectors sign as RFC 6979 says, so our messages must be the same to the byte.
async function signerOf(message: string): Promise<Signer> {
  for (const { kid, secret } of Object.values(keys.devices)) {
    if (!message.includes(`0448${kid}`)) continue;
    const bytes = fromHex(secret);
    return {
      kid: await keyId(getPublicKey(bytes, true) as Bytes),
      sign: async (said) => (await signAsync(said, bytes)) as Bytes,
    };
  }
  throw new Error('signed by nobody we know');
}

describe('confirmation of a cooperation', () => {
  test.each(confirmations.valid)('vector “$name”', async ({ says, message }) => {
    const confirmation = { ...says, text: fromBase64url(says.text) };
    expect(toHex(await signConfirmation(confirmation, await signerOf(message)))).toBe(message);
  });

  const plain = {
    ledger: 'L',
    cooperation: '0199a1b2-c3d4-731c-bc2c-35bd407aef91',
    text: new Uint8Array(32),
    participant: 'A',
    day: '2026-06-01',
  };
  test('a text is never signed in place of its digest', () => {
    expect(() => confirmationPayload({ ...plain, text: new Uint8Array(31) })).toThrow();
  });

  test('the digest is over the text to the letter', async () => {
    // Made by sha256sum.
    expect(toHex(await textDigest('Café\n'))).toBe('ab4ff0780be67e1eef32bd012331f8896311f5fbe326c1d65dc542b99987aca3');
    const all = await Promise.all(['Café', 'Cafe\u0301', 'Café ', 'Café\r\n', 'Café\n'].map(textDigest));
    expect(new Set(all.map(toBase64url)).size).toBe(5);
  });
});

describe('proof of a key', () => {
  test.each(proofs.valid)('vector “$name”', async ({ says, message }) => {
    const proof = { ...says, challenge: fromBase64url(says.challenge), publicKey: fromBase64url(says.key) };
    expect(toHex(await signProof(proof, await signerOf(message)))).toBe(message);
  });
});

describe('day', () => {
  test.each([
    ['1970-01-01', 0],
    ['2026-06-01', 20605],
    ['2028-02-29', 21243],
  ])('%s is number %d', (day, number) => expect(dayNumber(day)).toBe(number));

  test.each(['2027-02-29', '1969-12-31', '1.6.2026', '2026-6-1', ''])('%j is none', (day) =>
    expect(() => dayNumber(day)).toThrow(),
  );

  test.each([
    ['2026-06-01T21:59:59Z', '2026-06-01'],
    ['2026-06-01T22:00:00Z', '2026-06-02'],
    ['2026-12-31T23:30:00Z', '2027-01-01'],
  ])('at %s it is %s in Paris', (instant, day) => expect(parisDay(Date.parse(instant))).toBe(day));
});
