// What can be said of a badge without a network: by the ledger's keys and the status lists as this phone last saw them. It never says "valid" without
// saying how old that knowledge is, and where it knows too little it says so.

import type { Bytes } from '../protocol/bytes';
import { readBadge } from '../protocol/badge';
import { bitAt, type StatusList, type StatusPurpose, type Verify } from './statuslists';

export interface OfflineVerdict {
  state: 'valid' | 'invalid' | 'unsure';
  /** One word, of those of `badge.reason.…`; null where it is valid. */
  reason: string | null;
  /** When the older of the two lists was made, in milliseconds since 1970; null where none was looked at. */
  listMadeAt: number | null;
}

const invalid = (reason: string, listMadeAt: number | null = null): OfflineVerdict => ({
  state: 'invalid',
  reason,
  listMadeAt,
});
const unsure = (reason: string, listMadeAt: number | null = null): OfflineVerdict => ({
  state: 'unsure',
  reason,
  listMadeAt,
});

/**
 * @param now The time, in milliseconds since 1970.
 * @param today The number of the day in Paris, since 1970.
 */
export async function checkOffline(
  bytes: Bytes,
  verify: Verify,
  lists: Partial<Record<StatusPurpose, StatusList>>,
  now: number,
  today: number,
): Promise<OfflineVerdict> {
  let read;
  try {
    read = readBadge(bytes);
  } catch {
    return invalid('malformed_payload');
  }
  const { badge, signed } = read;
  const signature = await verify(signed);
  // A key that this phone has not seen may be new; with a network, the ledger would have told.
  if (signature === 'offline') return unsure('key_not_known_here');
  if (signature !== 'verified') return invalid(signature);
  if (today < badge.from) return invalid('not_yet_valid');
  if (today > badge.until) return invalid('expired');

  const { revocation, suspension } = lists;
  if (!revocation || !suspension) return unsure('no_status_list');
  const madeAt = Math.min(revocation.madeAt, suspension.madeAt);
  const revoked = await bitAt(revocation, badge.statusIndex);
  const suspended = await bitAt(suspension, badge.statusIndex);
  if (revoked) return invalid('revoked', madeAt);
  if (suspended) return invalid('suspended', madeAt);
  if (revoked === null || suspended === null) return unsure('no_status_list', madeAt);
  if (now > Math.min(revocation.until, suspension.until)) return unsure('old_status_list', madeAt);
  return { state: 'valid', reason: null, listMadeAt: madeAt };
}
