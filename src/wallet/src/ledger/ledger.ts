// What the ledger says of itself: its id, its unit, its keys, and what time it is there.

import type { Database } from '../device/database';
import { fromBase64url, toHex, type Bytes } from '../protocol/bytes';
import { keyId, verifyEs256, type Sign1 } from '../protocol/cose';
import { Unreachable, json } from './http';

export interface LedgerInfo {
  ledger: string;
  unit: string;
  name: string;
  time: string;
  limits: { maxAmount?: number };
  demo?: boolean;
}

export type Purpose = 'request' | 'receipt' | 'badge';

interface ServerKey extends JsonWebKey {
  kid: string;
  purpose?: string;
}

export class Ledger {
  private constructor(
    private readonly db: Database,
    public info: LedgerInfo,
    private skew: number,
    private keys: ServerKey[],
  ) {}

  /** From the server, or as last seen when it cannot be reached. */
  static async load(db: Database): Promise<Ledger> {
    const kept = await db.get<{ info: LedgerInfo; skew: number }>('settings', 'ledger');
    const keys = (await db.get<ServerKey[]>('settings', 'server-keys')) ?? [];
    const ledger = new Ledger(db, kept?.info as LedgerInfo, kept?.skew ?? 0, keys);
    try {
      await ledger.refresh();
      if (keys.length === 0) await ledger.refreshKeys();
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

  async verify(message: Sign1, purpose: Purpose): Promise<'verified' | 'unknown_key' | 'bad_signature' | 'offline'> {
    let key = await this.key(message.kid, purpose);
    if (!key) {
      try {
        await this.refreshKeys();
      } catch (error) {
        if (error instanceof Unreachable) return 'offline';
        throw error;
      }
      key = await this.key(message.kid, purpose);
    }
    if (!key) return 'unknown_key';
    return (await verifyEs256(message, key)) ? 'verified' : 'bad_signature';
  }

  private async refreshKeys(): Promise<void> {
    this.keys = (await json<{ keys: ServerKey[] }>('/.well-known/jwks.json')).keys;
    await this.db.put('settings', this.keys, 'server-keys');
  }

  private async key(kid: string, purpose: Purpose): Promise<CryptoKey | null> {
    const jwk = this.keys.find((key) => key.kid === kid && key.purpose === purpose);
    return jwk ? importServerKey(jwk) : null;
  }
}

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
