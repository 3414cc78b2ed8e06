import { beforeAll, describe, expect, test } from 'vitest';
import { checkOffline } from '../src/badges/offline';
import { bitAt, readStatusList, type StatusList, type StatusPurpose, type Verify } from '../src/badges/statuslists';
import { importServerKey } from '../src/ledger/ledger';
import { toBase64url } from '../src/protocol/bytes';
import type { Item } from '../src/protocol/cbor';
import { verifyEs256 } from '../src/protocol/cose';
import { serverKey, serverSign, type ServerKey } from './ledger';

let key: ServerKey;
let stranger: ServerKey;
let verify: Verify;
beforeAll(async () => {
  key = await serverKey('badge');
  stranger = await serverKey('badge');
  const known = (await importServerKey(key.jwk))!;
  verify = async (message) =>
    message.kid !== key.jwk.kid ? 'offline' : (await verifyEs256(message, known)) ? 'verified' : 'bad_signature';
});

const today = 20_500;
const noon = today * 86_400_000 + 12 * 3_600_000;

const badge = (change: Record<number, Item> = {}, by = key) => {
  const plain = ['LABEL', 'LIL-1', 'Boulangerie', '73282932000074', 2, today - 100, today, 9, '59350', 1];
  return serverSign(by, 'vnd.essledger.badge', new Map(plain.map((item, i) => [i + 1, change[i + 1] ?? item])));
};

async function encoded(...set: number[]): Promise<string> {
  const bits = new Uint8Array(131_072 / 8);
  for (const index of set) bits[index >> 3]! |= 0x80 >> (index & 7);
  const zipped = new Blob([bits]).stream().pipeThrough(new CompressionStream('gzip'));
  return `u${toBase64url(new Uint8Array(await new Response(zipped).arrayBuffer()))}`;
}

const list = async (...set: number[]): Promise<StatusList> => ({
  encoded: await encoded(...set),
  madeAt: noon - 3_600_000,
  until: noon + 3_600_000,
});

async function jwt(claims: object, header: object = {}, by = key) {
  const part = (value: object) => toBase64url(new TextEncoder().encode(JSON.stringify(value)));
  const kid = `https://label.example/keys/${by.jwk.kid}`;
  const signed = `${part({ alg: 'ES256', typ: 'JWT', kid, ...header })}.${part(claims)}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    by.pair.privateKey,
    new TextEncoder().encode(signed),
  );
  return `${signed}.${toBase64url(new Uint8Array(signature))}`;
}

const claims = async (statusPurpose: StatusPurpose) => ({
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  nbf: 1_700_000_000,
  exp: 1_700_086_400,
  credentialSubject: { type: 'BitstringStatusList', statusPurpose, encodedList: await encoded(9) },
});

describe('status list', () => {
  test('is read if a badge key of the ledger signed it', async () => {
    const read = await readStatusList(await jwt(await claims('revocation')), 'revocation', verify);
    expect(read).toMatchObject({ madeAt: 1_700_000_000_000, until: 1_700_086_400_000 });
    const bits = await Promise.all([8, 9, 10, 131_071, 131_072].map((index) => bitAt(read, index)));
    expect(bits).toEqual([false, true, false, false, null]);
  });

  test.each([
    ['another purpose', async () => jwt(await claims('suspension'))],
    [
      'another kind of credential',
      async () => jwt({ ...(await claims('revocation')), type: ['VerifiableCredential'] }),
    ],
    ['no algorithm', async () => jwt(await claims('revocation'), { alg: 'none' })],
    ['a stranger’s key', async () => jwt(await claims('revocation'), {}, stranger)],
    ['a stranger’s signature', async () => jwt(await claims('revocation'), { kid: key.jwk.kid }, stranger)],
    ['no JWT', () => Promise.resolve('x.y')],
  ])('is refused: %s', async (_, made) => {
    await expect(readStatusList(await made(), 'revocation', verify)).rejects.toThrow();
  });
});

describe('a badge without a network', () => {
  const check = async (bytes: Awaited<ReturnType<typeof badge>>, revocation?: StatusList, suspension?: StatusList) =>
    checkOffline(bytes, verify, { ...(revocation && { revocation }), ...(suspension && { suspension }) }, noon, today);

  test('is valid by the lists that this phone kept, and it is said how old they are', async () => {
    const verdict = await check(await badge(), await list(8, 10), await list());
    expect(verdict).toEqual({ state: 'valid', reason: null, listMadeAt: noon - 3_600_000 });
  });

  test('is never called valid where the phone knows too little', async () => {
    const old = { ...(await list()), until: noon - 1 };
    for (const [revocation, suspension, reason] of [
      [undefined, undefined, 'no_status_list'],
      [await list(), undefined, 'no_status_list'],
      [undefined, await list(), 'no_status_list'],
      [await list(), old, 'old_status_list'],
      [old, await list(), 'old_status_list'],
    ] as const) {
      expect(await check(await badge(), revocation, suspension)).toMatchObject({ state: 'unsure', reason });
    }
    const foreign = await check(await badge({}, stranger), await list(), await list());
    expect(foreign).toMatchObject({ state: 'unsure', reason: 'key_not_known_here' });
    expect(await check(await badge({ 8: 200_000 }), await list(), await list())).toMatchObject({ state: 'unsure' });
  });

  test('is not valid when a list says so, even an old one', async () => {
    const old = { ...(await list(9)), until: noon - 1 };
    expect(await check(await badge(), await list(9), await list())).toMatchObject({
      state: 'invalid',
      reason: 'revoked',
    });
    expect(await check(await badge(), await list(), await list(9))).toMatchObject({
      state: 'invalid',
      reason: 'suspended',
    });
    expect(await check(await badge(), old, await list())).toMatchObject({ state: 'invalid', reason: 'revoked' });
  });

  test('is not valid outside its term or with another signature', async () => {
    const bytes = await badge();
    const spoilt = bytes.slice();
    spoilt[spoilt.length - 1]! ^= 1;
    expect(await check(spoilt, await list(), await list())).toMatchObject({
      state: 'invalid',
      reason: 'bad_signature',
    });
    expect(await check(await badge({ 7: today - 1 }), await list(), await list())).toMatchObject({ reason: 'expired' });
    const future = await badge({ 6: today + 1, 7: today + 2 });
    expect(await check(future, await list(), await list())).toMatchObject({ reason: 'not_yet_valid' });
    expect(await check(bytes.slice(1), await list(), await list())).toMatchObject({ reason: 'malformed_payload' });
  });
});
