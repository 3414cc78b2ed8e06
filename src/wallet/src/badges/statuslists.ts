// What this phone keeps of the label's status lists (Bitstring Status List, W3C), so that a badge can be checked where there is no network.

import type { Database } from '../device/database';
import { Unreachable, call } from '../ledger/http';
import type { Ledger, Signature } from '../ledger/ledger';
import { fromBase64url, type Bytes } from '../protocol/bytes';
import type { Sign1 } from '../protocol/cose';
import { Malformed } from '../protocol/malformed';

export const statusPurposes = ['revocation', 'suspension'] as const;
export type StatusPurpose = (typeof statusPurposes)[number];

export interface StatusList {
  /** `u` and base64url of the gzipped bits, as the list's credential has them. */
  encoded: string;
  /** When the list was made, and until when it may be relied on: milliseconds since 1970, by the ledger's clock. */
  madeAt: number;
  until: number;
}

/** Whether a badge key of the ledger signed a message, at a time of its own if one is given (milliseconds since 1970). */
export type Verify = (message: Sign1, at?: number) => Promise<Signature>;

const fewestBits = 131_072;
const mostBytes = 2 * 1024 * 1024;

const object = (bytes: Bytes): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Malformed('jwt: not JSON');
  }
  if (typeof value !== 'object' || value === null) throw new Malformed('jwt: not an object');
  return value as Record<string, unknown>;
};

/** A status list that came as a JWT, if the ledger signed it and all of it is there. */
export async function readStatusList(jwt: string, purpose: StatusPurpose, verify: Verify): Promise<StatusList> {
  const [head, body, end, ...rest] = jwt.split('.');
  if (!head || !body || !end || rest.length > 0) throw new Malformed('jwt: not three parts');
  const header = object(fromBase64url(head));
  const payload = fromBase64url(body);
  // A key that the header brings along proves nothing; nor does its address: the key is looked up among the ledger's own.
  if (Object.keys(header).some((name) => !['alg', 'kid', 'typ'].includes(name))) throw new Malformed('jwt: header');
  if (header.alg !== 'ES256' || typeof header.kid !== 'string') throw new Malformed('jwt: alg or kid');
  const { type, nbf, exp, credentialSubject } = object(payload);
  if (typeof nbf !== 'number' || typeof exp !== 'number') throw new Malformed('status list: period');
  const signedBytes = new TextEncoder().encode(`${head}.${body}`);
  const message = { kid: header.kid.slice(-16), payload, signature: fromBase64url(end), signedBytes };
  const signature = await verify(message, nbf * 1000);
  if (signature !== 'verified') throw new Malformed(`status list: ${signature}`);

  const subject = credentialSubject as { statusPurpose?: unknown; encodedList?: unknown } | undefined;
  if (!Array.isArray(type) || !type.includes('BitstringStatusListCredential')) throw new Malformed('status list: type');
  if (subject?.statusPurpose !== purpose) throw new Malformed('status list: purpose');
  const encoded = subject.encodedList;
  if (typeof encoded !== 'string') throw new Malformed('status list: encoded list');
  if ((await bitsOf(encoded)).length * 8 < fewestBits) throw new Malformed('status list: too short');
  return { encoded, madeAt: nbf * 1000, until: exp * 1000 };
}

/** Unpacks a list, and no more than a list can be. */
async function bitsOf(encoded: string): Promise<Bytes> {
  if (!encoded.startsWith('u')) throw new Malformed('status list: encoded list');
  const reader = new Blob([fromBase64url(encoded.slice(1))])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  const bits = new Uint8Array(mostBytes);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return bits.subarray(0, length);
      if (length + value.length > mostBytes) throw new Malformed('status list: too long');
      bits.set(value, length);
      length += value.length;
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    throw error instanceof Malformed ? error : new Malformed('status list: not gzip, or cut off');
  }
}

/** Whether the bit at an index is set; null where the list does not reach so far, or is damaged. */
export async function bitAt(list: StatusList, index: number): Promise<boolean | null> {
  try {
    const byte = (await bitsOf(list.encoded))[Math.floor(index / 8)];
    return byte === undefined ? null : (byte & (0x80 >> (index & 7))) !== 0;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

const keyOf = (purpose: StatusPurpose) => `status-list/${purpose}`;

export const keptStatusList = (db: Database, purpose: StatusPurpose): Promise<StatusList | undefined> =>
  db.get('settings', keyOf(purpose));

/** How seldom the ledger is asked for what hardly ever changes, in milliseconds. */
export const restBetween = 5 * 60_000;
const restKey = 'status-lists-asked';

/** Fetches keys and lists, unless that was done a moment ago; what cannot be had, or is not as it should be, leaves those from before. */
export async function keepStatusLists(db: Database, ledger: Ledger): Promise<void> {
  const asked = await db.get<number>('settings', restKey);
  const now = Date.now();
  if (asked !== undefined && asked <= now && now < asked + restBetween) return;
  let all = true;
  try {
    // First, so that a new key is known, and the end of an old one.
    await ledger.refreshKeys();
    for (const purpose of statusPurposes) {
      all = (await keepOne(db, ledger, purpose)) && all;
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    all = false;
  }
  if (all) await db.put('settings', now, restKey);
}

async function keepOne(db: Database, ledger: Ledger, purpose: StatusPurpose): Promise<boolean> {
  const { status, body } = await call(`/v1/status/${purpose}`, { cache: 'no-cache' });
  if (status !== 200 || typeof body !== 'string') return false;
  try {
    const list = await readStatusList(body, purpose, (message, at) => ledger.verify(message, 'badge', at));
    await db.put('settings', list, keyOf(purpose));
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}
