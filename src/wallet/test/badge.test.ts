import 'fake-indexeddb/auto';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkOffline, type Knowledge } from '../src/badges/offline';
import {
  bitAt,
  keepStatusLists,
  keptStatusList,
  readStatusList,
  restBetween,
  type StatusList,
  type StatusPurpose,
  type Verify,
} from '../src/badges/statuslists';
import { Database } from '../src/device/database';
import { Ledger, importServerKey } from '../src/ledger/ledger';
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
  return zip(bits);
}

async function zip(bits: Uint8Array<ArrayBuffer>): Promise<string> {
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

const withList = async (encodedList: string) => {
  const plain = await claims('revocation');
  return { ...plain, credentialSubject: { ...plain.credentialSubject, encodedList } };
};

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
    ['a key brought along', async () => jwt(await claims('revocation'), { jwk: key.jwk })],
    ['a header that must be understood', async () => jwt(await claims('revocation'), { crit: ['b64'], b64: false })],
    ['no kid', async () => jwt(await claims('revocation'), { kid: undefined })],
    ['no JWT', () => Promise.resolve('x.y')],
    ['no JSON', () => Promise.resolve('eyJh.eyJh.AAAA')],
    ['a list that was cut off', async () => jwt(await withList((await encoded(9)).slice(0, -8)))],
    ['a list that is not zipped', async () => jwt(await withList('uAAAA'))],
    ['a list of too few', async () => jwt(await withList(await zip(new Uint8Array(16))))],
    ['a list that would fill the phone', async () => jwt(await withList(await zip(new Uint8Array(64 << 20))))],
  ])('is refused: %s', async (_, made) => {
    await expect(readStatusList(await made(), 'revocation', verify)).rejects.toThrow();
  });
});

const checkWith = (
  bytes: Awaited<ReturnType<typeof badge>>,
  lists: Knowledge['lists'],
  { now = noon, keysSeenAt = noon - 60_000, by = verify } = {},
) => checkOffline(bytes, { verify: by, keysSeenAt, lists }, now, Math.floor(now / 86_400_000));

describe('a badge without a network', () => {
  const check = async (bytes: Awaited<ReturnType<typeof badge>>, revocation?: StatusList, suspension?: StatusList) =>
    checkWith(bytes, { ...(revocation && { revocation }), ...(suspension && { suspension }) });

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
    for (const index of [131_072, 200_000, 2 ** 31, 2 ** 40]) {
      const beyond = await check(await badge({ 8: index }), await list(), await list());
      expect(beyond).toMatchObject({ state: 'unsure', reason: 'no_status_list' });
    }
    const damaged = { ...(await list()), encoded: (await encoded()).slice(0, -8) };
    for (const [revocation, suspension] of [
      [damaged, await list()],
      [await list(), damaged],
    ] as const) {
      expect(await check(await badge(), revocation, suspension)).toMatchObject({
        state: 'unsure',
        reason: 'no_status_list',
      });
    }
  });

  test('is not judged by a clock that is behind what this phone has seen', async () => {
    const both = { revocation: await list(), suspension: await list() };
    const behind = { state: 'unsure', reason: 'clock_behind' };
    expect(await checkWith(await badge(), both, { now: noon - 2 * 3_600_000 })).toMatchObject(behind);
    expect(await checkWith(await badge(), {}, { keysSeenAt: noon + 300_000 })).toMatchObject(behind);
    // Even where it would be long since expired, or not yet valid: by which day?
    expect(await checkWith(await badge({ 6: today }), both, { now: noon - 86_400_000 })).toMatchObject(behind);
    // A minute is what clocks may differ by.
    expect(await checkWith(await badge(), both, { keysSeenAt: noon + 60_000 })).toMatchObject({ state: 'valid' });
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
    expect(await check(bytes.slice(1), await list(), await list())).toMatchObject({ reason: 'malformed' });
  });
});

describe('what the phone keeps', () => {
  const badgeKey = (made: ServerKey, period: { nbf: number; exp?: number }) => ({ ...made.jwk, ...period });
  const seconds = Math.floor(Date.now() / 1000);
  const day = 86_400;
  let served: Record<string, unknown>;
  const asked: string[] = [];

  async function phone(name: string) {
    served = {
      '/v1/ledger': { ledger: 'L', unit: 'MLC', name: 'Ledger', time: new Date().toISOString(), limits: {} },
      '/.well-known/jwks.json': { keys: [badgeKey(key, { nbf: seconds - 9 * day })] },
      '/v1/status/revocation': await jwt(fresh(await claims('revocation'))),
      '/v1/status/suspension': await jwt(fresh(await claims('suspension'))),
    };
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path);
      const body = served[path];
      if (body === undefined) throw new TypeError('no network');
      return typeof body === 'string' ? new Response(body) : Response.json(body);
    });
    asked.length = 0;
    const db = await Database.open(name);
    return { db, ledger: await Ledger.load(db) };
  }
  const fresh = (plain: object) => ({ ...plain, nbf: seconds - 60, exp: seconds + day });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test('is asked for seldom, and its keys before its lists', async () => {
    const { db, ledger } = await phone('kept-1');
    await keepStatusLists(db, ledger);
    await keepStatusLists(db, ledger);
    const lists = ['/.well-known/jwks.json', '/v1/status/revocation', '/v1/status/suspension'];
    expect(asked).toEqual(['/v1/ledger', '/.well-known/jwks.json', ...lists]);
    expect(await keptStatusList(db, 'revocation')).toMatchObject({ madeAt: (seconds - 60) * 1000 });
    expect(ledger.keysSeenAt).toBeGreaterThan(Date.now() - 60_000);

    vi.useFakeTimers({ now: Date.now() + restBetween, toFake: ['Date'] });
    await keepStatusLists(db, ledger);
    expect(asked.slice(5)).toEqual(lists);
  });

  test.each<[string, (name: string) => Promise<void>]>([
    ['there is no answer', async () => void delete served['/v1/status/suspension']],
    [
      'a stranger signed',
      async () => void (served['/v1/status/suspension'] = await jwt(fresh(await claims('suspension')), {}, stranger)),
    ],
    ['the answer is somebody else’s', async () => void (served['/v1/status/suspension'] = '<h1>Free Wi-Fi</h1>')],
    ['it is the other list', async () => void (served['/v1/status/suspension'] = served['/v1/status/revocation'])],
  ])('stays as it was, and is asked for again, when %s', async (why, spoil) => {
    const { db, ledger } = await phone(`kept-2-${why}`);
    await keepStatusLists(db, ledger);
    const before = await keptStatusList(db, 'suspension');
    vi.useFakeTimers({ now: Date.now() + restBetween, toFake: ['Date'] });
    await spoil(why);
    await keepStatusLists(db, ledger);
    expect(await keptStatusList(db, 'suspension')).toEqual(before);
    const count = asked.length;
    await keepStatusLists(db, ledger);
    expect(asked.length).toBeGreaterThan(count);
  });

  test('a key that has retired still speaks for its time, and for no other', async () => {
    const { db, ledger } = await phone('kept-3');
    const [old, now] = [stranger, key];
    served['/.well-known/jwks.json'] = {
      keys: [
        badgeKey(old, { nbf: seconds - 30 * day, exp: seconds - 9 * day }),
        badgeKey(now, { nbf: seconds - 9 * day }),
      ],
    };
    await keepStatusLists(db, ledger);
    served = {}; // From here on there is no network.
    const again = await Ledger.load(db);
    const by: Verify = (message, at) => again.verify(message, 'badge', at);

    // A sticker that was printed then does not say when it was signed; it holds.
    const term = { 6: Math.floor(seconds / day) - 20, 7: Math.floor(seconds / day) + 20 };
    const lists = {
      revocation: await keptStatusList(db, 'revocation'),
      suspension: await keptStatusList(db, 'suspension'),
    };
    const knowledge = { by, now: Date.now(), keysSeenAt: again.keysSeenAt! };
    const check = async (signer: ServerKey, index: number) =>
      checkWith(await badge({ ...term, 8: index }, signer), lists as Knowledge['lists'], knowledge);
    expect(await check(old, 7)).toMatchObject({ state: 'valid', listMadeAt: (seconds - 60) * 1000 });
    expect(await check(now, 7)).toMatchObject({ state: 'valid' });
    expect(await check(old, 9)).toMatchObject({ state: 'invalid', reason: 'revoked' });
    expect(await check(await serverKey('badge'), 7)).toMatchObject({ state: 'unsure', reason: 'key_not_known_here' });

    // A list says when: whoever finds the old key cannot make one today.
    const made = async (nbf: number) =>
      readStatusList(await jwt({ ...(await claims('revocation')), nbf, exp: nbf + day }, {}, old), 'revocation', by);
    await expect(made(seconds - 60)).rejects.toThrow();
    expect(await made(seconds - 20 * day)).toMatchObject({ madeAt: (seconds - 20 * day) * 1000 });
  });
});
