// What the ledger says of itself: its id, its unit, its keys, and what time it is there.

import type { Database } from '../device/database';
import { fromBase64url, toHex, type Bytes } from '../protocol/bytes';
import { keyId, verifyEs256, type Sign1 } from '../protocol/cose';
import { Unreachable, json } from './http';

export interface LedgerInfo {
  ledger: string;
  unit: string;
  /** The unit in which admitted firms owe each other; null: there is none. */
  mutualCredit?: string | null;
  name: string;
  time: string;
  limits: { maxAmount?: number };
  /** Who signs the checkpoints of the public logs, as verifier keys. */
  logKeys: { book: string; vkey: string }[];
  demo?: boolean;
}

export type Purpose = 'request' | 'receipt' | 'badge';

export type Signature = 'verified' | 'unknown_key' | 'bad_signature' | 'offline';

interface ServerKey extends JsonWebKey {
  kid: string;
  purpose?: string;
  /** The period in which it signs, in seconds since 1970; a key that still does has no end. */
  nbf?: number;
  exp?: number;
}

/** The keys as last fetched, and when that was by the ledger's clock, in milliseconds since 1970. */
interface KeySet {
  keys: ServerKey[];
  seenAt: number | null;
}

export class Ledger {
  private constructor(
    private readonly db: Database,
    public info: LedgerInfo,
    private skew: number,
    private keySet: KeySet,
  ) {}

  /** From the server, or as last seen when it cannot be reached. */
  static async load(db: Database): Promise<Ledger> {
    const kept = await db.get<{ info: LedgerInfo; skew: number }>('settings', 'ledger');
    const keySet = (await db.get<KeySet>('settings', 'key-set')) ?? { keys: [], seenAt: null };
    const ledger = new Ledger(db, kept?.info as LedgerInfo, kept?.skew ?? 0, keySet);
    try {
      await ledger.refresh();
      if (keySet.seenAt === null) await ledger.refreshKeys();
    } catch (error) {
      if (!(error instanceof Unreachable) || !kept) throw error;
    }
    return ledger;
  }

  async refresh(): Promise<void> {
    const before = Date.now();
    const info = await json<LedgerInfo>('/v1/ledger');
    this.info = info;
    this.skew = estimateSkew(before, Date.now(), info.time) ?? this.skew;
    await this.db.put('settings', { info, skew: this.skew }, 'ledger');
  }

  /** The time at the ledger, in milliseconds: a phone whose clock is wrong must still sign orders that are accepted. */
  now(): number {
    return Date.now() + this.skew;
  }

  /** When the keys were last fetched, in milliseconds since 1970. */
  get keysSeenAt(): number | null {
    return this.keySet.seenAt;
  }

  /**
   * Whether a key of the ledger for this purpose signed a message. Retired keys stay: what they signed in their time holds.
   * @param at When the message says that it was signed, if it says so, in milliseconds since 1970: a key speaks for its own time only.
   */
  async verify(message: Sign1, purpose: Purpose, at?: number): Promise<Signature> {
    let key = await this.key(message.kid, purpose, at);
    if (!key) {
      try {
        await this.refreshKeys();
      } catch (error) {
        if (error instanceof Unreachable) return 'offline';
        throw error;
      }
      key = await this.key(message.kid, purpose, at);
    }
    if (!key) return 'unknown_key';
    return (await verifyEs256(message, key)) ? 'verified' : 'bad_signature';
  }

  async refreshKeys(): Promise<void> {
    const { keys } = await json<{ keys: ServerKey[] }>('/.well-known/jwks.json');
    this.keySet = { keys, seenAt: this.now() };
    await this.db.put('settings', this.keySet, 'key-set');
  }

  private async key(kid: string, purpose: Purpose, at?: number): Promise<CryptoKey | null> {
    const jwk = this.keySet.keys.find((key) => key.kid === kid && key.purpose === purpose);
    return jwk && (at === undefined || inItsTime(jwk, at)) ? importServerKey(jwk) : null;
  }
}

const inItsTime = ({ nbf = 0, exp = Infinity }: ServerKey, at: number) => nbf * 1000 <= at && at <= exp * 1000;

/** A published key, if its id is truly the digest of what it is. */
export async function importServerKey(jwk: ServerKey): Promise<CryptoKey | null> {
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || !jwk.x || !jwk.y) return null;
  if (toHex(await keyId(subjectPublicKeyInfo(fromBase64url(jwk.x), fromBase64url(jwk.y)))) !== jwk.kid) return null;
  return crypto.subtle.importKey(
    'jwk',
    { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y },
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  );
}

function subjectPublicKeyInfo(x: Bytes, y: Bytes): Bytes {
  const prefix = '3059301306072a8648ce3d020106082a8648ce3d030107034200' + '04';
  return Uint8Array.from((prefix + toHex(x) + toHex(y)).match(/../g)!, (pair) => parseInt(pair, 16));
}

/** The server's clock minus ours, if the call was quick enough to tell; small differences are not worth a correction. */
export function estimateSkew(before: number, after: number, serverTime: string): number | null {
  const there = Date.parse(serverTime);
  if (!Number.isFinite(there) || after < before || after - before > 10_000) return null;
  const skew = there - (before + after) / 2;
  return Math.abs(skew) < 2000 ? 0 : Math.round(skew);
}
