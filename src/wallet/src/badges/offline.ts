// What can be said of a badge without a network: by the ledger's keys and the status lists as this phone last saw them. It never says "valid" without
// saying how old that knowledge is, and where it knows too little it says so.

import type { Bytes } from '../protocol/bytes';
import { readBadge } from '../protocol/badge';
import { bitAt, type StatusList, type StatusPurpose, type Verify } from './statuslists';

export interface OfflineVerdict {
  state: 'valid' | 'invalid' | 'unsure';
  /** One word, of those of `badge.reason.…`; null where it is valid. */
  reason: string | null;
  /** When the older of the two lists was made, in milliseconds since 1970; null where one is missing. */
  listMadeAt: number | null;
}

/** What the phone knew, and since when. Times are in milliseconds since 1970, by the ledger's clock. */
export interface Knowledge {
  verify: Verify;
  /** When the keys were last fetched; null: there are none. */
  keysSeenAt: number | null;
  lists: Partial<Record<StatusPurpose, StatusList>>;
}

// Clocks that were never compared may differ by so much.
const tolerance = 2 * 60_000;

/**
 * @param now The time, in milliseconds since 1970.
 * @param today The number of the day in Paris, since 1970.
 */
export async function checkOffline(
  bytes: Bytes,
  { verify, keysSeenAt, lists }: Knowledge,
  now: number,
  today: number,
): Promise<OfflineVerdict> {
  const { revocation, suspension } = lists;
  const listMadeAt = revocation && suspension ? Math.min(revocation.madeAt, suspension.madeAt) : null;
  const invalid = (reason: string): OfflineVerdict => ({ state: 'invalid', reason, listMadeAt });
  const unsure = (reason: string): OfflineVerdict => ({ state: 'unsure', reason, listMadeAt });

  let read;
  try {
    read = readBadge(bytes);
  } catch {
    return invalid('malformed');
  }
  const { badge, signed } = read;
  const signature = await verify(signed);
  // A key that this phone has not seen may be new; with a network, the ledger would have told.
  if (signature === 'offline') return unsure('key_not_known_here');
  if (signature !== 'verified') return invalid(signature);

  // What was seen already is not to come: the clock of this phone is behind, and no date can be judged by it.
  if (now + tolerance < Math.max(keysSeenAt ?? 0, revocation?.madeAt ?? 0, suspension?.madeAt ?? 0)) {
    return unsure('clock_behind');
  }
  const revoked = revocation ? await bitAt(revocation, badge.statusIndex) : null;
  const suspended = suspension ? await bitAt(suspension, badge.statusIndex) : null;
  if (revoked) return invalid('revoked');
  if (suspended) return invalid('suspended');
  if (today < badge.from) return invalid('not_yet_valid');
  if (today > badge.until) return invalid('expired');
  if (!revocation || !suspension || revoked === null || suspended === null) return unsure('no_status_list');
  if (now > Math.min(revocation.until, suspension.until)) return unsure('old_status_list');
  return { state: 'valid', reason: null, listMadeAt };
}
