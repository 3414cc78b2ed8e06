// What this phone keeps of paper notes: who holds it, which places and phones there are, and the slips that have not reached the ledger.

import type { Database } from '../device/database';
import type { DeviceKey } from '../device/key';
import { call, problemOf, type Answer } from '../ledger/http';
import { fromHex, toBase64url, type Bytes } from '../protocol/bytes';
import { Malformed } from '../protocol/malformed';
import { fits, readSlip, verifySlip, type NoteCount, type SignedSlip } from '../protocol/slip';

/** What the office's page told this phone when it last had a network. */
export interface Desk {
  ledger: string;
  unit: string;
  person: string;
  kinds: { series: string; denomination: number }[];
  places: { id: string; name: string; mine: boolean }[];
  /** The confirmed phones: whose signature is whose can be said without a network. */
  phones: { kid: string; key: string; person: string; name: string }[];
}

export type State =
  | { name: 'offered' }
  | { name: 'signed' }
  | { name: 'recorded'; doubt: string | null }
  | { name: 'refused'; code: string; detail: string };

/** A slip as kept. */
export interface KeptSlip {
  id: string;
  sent: Bytes;
  received?: Bytes;
  /** Whether this phone handed the notes over, or counted them. */
  mine: 'sent' | 'received';
  from: string;
  to: string;
  notes: NoteCount[];
  at: number;
  state: State;
}

export const databaseName = 'essledger-notes';
export const findDesk = (db: Database) => db.get<Desk>('settings', 'desk');
export const keepDesk = (db: Database, desk: Desk) => db.put('settings', desk, 'desk');

/** Whose phone signed, where this phone knows it and the signature is good; null: it does not, or it is not. */
export async function signerOfSlip(desk: Desk, signed: SignedSlip): Promise<{ person: string; name: string } | null> {
  const phone = desk.phones.find(({ kid }) => kid === signed.message.kid);
  return phone && (await verifySlip(signed, fromHex(phone.key))) ? phone : null;
}

export type Why = 'unreadable' | 'elsewhere' | 'unknown' | 'own' | 'notHere' | 'differs' | 'answered';

/** What a scanned slip is to this phone: one to count, an answer to one of its own, or why neither. */
export async function look(
  desk: Desk,
  key: DeviceKey,
  kept: readonly KeptSlip[],
  bytes: Bytes,
): Promise<
  | { is: 'offer'; signed: SignedSlip; by: string }
  | { is: 'answer'; signed: SignedSlip; to: KeptSlip; by: string }
  | { is: 'nothing'; why: Why }
> {
  const nothing = (why: Why) => ({ is: 'nothing', why }) as const;
  let signed;
  try {
    signed = readSlip(bytes);
  } catch (error) {
    if (error instanceof Malformed) return nothing('unreadable');
    throw error;
  }
  const { slip } = signed;
  if (slip.ledger !== desk.ledger) return nothing('elsewhere');
  if (signed.message.kid === key.kid) return nothing('own');
  const by = await signerOfSlip(desk, signed);
  if (!by) return nothing('unknown');
  if (by.person === desk.person) return nothing('own');
  const known = kept.find(({ id }) => id === slip.id);
  if (slip.first) {
    if (known?.mine !== 'sent' || !(await fits(readSlip(known.sent), signed))) return nothing('differs');
    return { is: 'answer', signed, to: known, by: by.name };
  }
  if (known) return nothing(known.mine === 'received' ? 'answered' : 'differs');
  if (!desk.places.some(({ id, mine }) => mine && id === slip.to)) return nothing('notHere');
  return { is: 'offer', signed, by: by.name };
}

/** What an answer of the ledger proves. When in doubt: nothing, and the slip is sent again. */
export function judgeSlip(answer: Answer): State {
  if (answer.status === 200 && answer.type === 'application/json') {
    const { doubt } = answer.body as { doubt: string | null };
    return { name: 'recorded', doubt };
  }
  const problem = problemOf(answer);
  if (!problem || answer.status < 400 || answer.status >= 500 || answer.status === 429) return { name: 'signed' };
  return { name: 'refused', code: problem.code, detail: problem.detail };
}

/** Sends whatever both have signed. The ledger records a slip once, whichever of the two phones brings it first. */
export async function sendAll(db: Database): Promise<void> {
  for (const slip of await db.all<KeptSlip>('outbox')) {
    if (slip.state.name !== 'signed' || !slip.received) continue;
    const body = JSON.stringify({ sent: toBase64url(slip.sent), received: toBase64url(slip.received) });
    try {
      const answer = await call('/v1/paper/slips', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const state = judgeSlip(answer);
      if (state.name !== 'signed') await db.put('outbox', { ...slip, state });
    } catch {
      return; // No network. Nothing is known, and nothing is lost.
    }
  }
}
