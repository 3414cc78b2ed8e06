// What this phone keeps of the label's status lists (Bitstring Status List, W3C), so that a badge can be checked where there is no network.

import type { Database } from '../device/database';
import { Unreachable, call } from '../ledger/http';
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

/** Whether a badge key of the ledger signed a message. */
export type Verify = (message: Sign1) => Promise<'verified' | 'unknown_key' | 'bad_signature' | 'offline'>;

const object = (bytes: Bytes): Record<string, unknown> => {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof value !== 'object' || value === null) throw new Malformed('jwt: not an object');
  return value as Record<string, unknown>;
};

/** A status list that came as a JWT, if the ledger signed it. */
export async function readStatusList(jwt: string, purpose: StatusPurpose, verify: Verify): Promise<StatusList> {
  const [head, body, end, ...rest] = jwt.split('.');
  if (!head || !body || !end || rest.length > 0) throw new Malformed('jwt: not three parts');
  const header = object(fromBase64url(head));
  const payload = fromBase64url(body);
  // The key is looked up among the ledger's own, whatever address the header gives.
  const kid = typeof header.kid === 'string' ? header.kid.slice(-16) : '';
  if (header.alg !== 'ES256') throw new Malformed('jwt: alg');
  const signedBytes = new TextEncoder().encode(`${head}.${body}`);
  const verdict = await verify({ kid, payload, signature: fromBase64url(end), signedBytes });
  if (verdict !== 'verified') throw new Malformed(`status list: ${verdict}`);

  const { type, nbf, exp, credentialSubject } = object(payload);
  const subject = credentialSubject as { statusPurpose?: unknown; encodedList?: unknown } | undefined;
  if (!Array.isArray(type) || !type.includes('BitstringStatusListCredential')) throw new Malformed('status list: type');
  if (subject?.statusPurpose !== purpose) throw new Malformed('status list: purpose');
  const encoded = subject.encodedList;
  if (typeof encoded !== 'string' || !encoded.startsWith('u')) throw new Malformed('status list: encoded list');
  if (typeof nbf !== 'number' || typeof exp !== 'number') throw new Malformed('status list: period');
  return { encoded, madeAt: nbf * 1000, until: exp * 1000 };
}

/** Whether the bit at an index is set; null where the list does not reach so far. */
export async function bitAt(list: StatusList, index: number): Promise<boolean | null> {
  const zipped = new Blob([fromBase64url(list.encoded.slice(1))]);
  const bits = new Uint8Array(
    await new Response(zipped.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
  );
  const byte = bits[index >> 3];
  return byte === undefined ? null : (byte & (0x80 >> (index & 7))) !== 0;
}

const keyOf = (purpose: StatusPurpose) => `status-list/${purpose}`;

export const keptStatusList = (db: Database, purpose: StatusPurpose): Promise<StatusList | undefined> =>
  db.get('settings', keyOf(purpose));

/** Fetches both lists; without a network those from before stay. */
export async function keepStatusLists(db: Database, verify: Verify): Promise<void> {
  for (const purpose of statusPurposes) {
    try {
      const { status, body } = await call(`/v1/status/${purpose}`);
      if (status === 200 && typeof body === 'string') {
        await db.put('settings', await readStatusList(body, purpose, verify), keyOf(purpose));
      }
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof Malformed)) throw error;
    }
  }
}
