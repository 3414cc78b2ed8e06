// Sign-in: OAuth 2.1 code flow with PKCE, as a public client. The refresh token rests in IndexedDB, where a script of
// another origin cannot reach; the access token lives in memory only.

import type { Database } from '../device/database';
import { random, sha256, toBase64url } from '../protocol/bytes';
import { Problem, Unreachable, call } from './http';

export class SignedOut extends Error {
  override name = 'SignedOut';
}

interface Tokens {
  access_token: string;
  refresh_token?: string;
  expires_in?: number;
}

const refreshSetting = 'refresh-token';
const pendingSetting = 'essledger-sign-in';

/** Only one tab at a time may spend the refresh token, for each one is good once. */
const alone = <T>(name: string, act: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request(name, act) as Promise<T>) : act();

export class Session {
  private accessToken: string | null = null;
  private goodUntil = 0;

  constructor(
    private readonly db: Database,
    private readonly client: 'wallet' | 'till',
  ) {}

  private get redirectUri() {
    return `${location.origin}/${this.client}/`;
  }

  async isSignedIn(): Promise<boolean> {
    return (await this.db.get<string>('settings', refreshSetting)) !== undefined;
  }

  /** Leaves the page. `hash` is where to come back to. */
  async start(hash: string): Promise<void> {
    const verifier = toBase64url(random(32));
    const state = toBase64url(random(16));
    sessionStorage.setItem(pendingSetting, JSON.stringify({ verifier, state, hash }));
    const query = new URLSearchParams({
      client_id: this.client,
      redirect_uri: this.redirectUri,
      response_type: 'code',
      response_mode: 'query',
      scope: 'openid offline_access',
      state,
      code_challenge: toBase64url(await sha256(new TextEncoder().encode(verifier))),
      code_challenge_method: 'S256',
      ui_locales: document.documentElement.lang,
    });
    location.assign(`/connect/authorize?${query}`);
  }

  /** On the way back from sign-in: takes the code out of the address and spends it. Says whether that worked. */
  async finish(): Promise<'not_returning' | 'signed_in' | 'failed'> {
    const query = new URLSearchParams(location.search);
    if (!query.has('code') && !query.has('error')) return 'not_returning';
    const pending = JSON.parse(sessionStorage.getItem(pendingSetting) ?? 'null') as {
      verifier: string;
      state: string;
      hash: string;
    } | null;
    sessionStorage.removeItem(pendingSetting);
    history.replaceState(null, '', `${location.pathname}${pending?.hash ?? ''}`);
    const code = query.get('code');
    if (!code || !pending || query.get('state') !== pending.state) return 'failed';
    try {
      await this.exchange({
        grant_type: 'authorization_code',
        code,
        redirect_uri: this.redirectUri,
        code_verifier: pending.verifier,
      });
      return 'signed_in';
    } catch (error) {
      if (error instanceof Problem || error instanceof Unreachable || error instanceof SignedOut) return 'failed';
      throw error;
    }
  }

  async access(renew = false): Promise<string> {
    const stale = this.accessToken;
    if (!renew && stale && Date.now() < this.goodUntil) return stale;
    return alone(`essledger-refresh-${this.client}`, async () => {
      if (this.accessToken && this.accessToken !== stale) return this.accessToken;
      const refresh = await this.db.get<string>('settings', refreshSetting);
      if (!refresh) throw new SignedOut();
      return this.exchange({ grant_type: 'refresh_token', refresh_token: refresh });
    });
  }

  private async exchange(form: Record<string, string>): Promise<string> {
    const answer = await call('/connect/token', {
      method: 'POST',
      body: new URLSearchParams({ ...form, client_id: this.client }),
    });
    const tokens = answer.body as Tokens;
    if (answer.status === 200 && typeof tokens?.access_token === 'string') {
      if (tokens.refresh_token) await this.db.put('settings', tokens.refresh_token, refreshSetting);
      this.accessToken = tokens.access_token;
      this.goodUntil = Date.now() + Math.max(10, (tokens.expires_in ?? 300) - 30) * 1000;
      return tokens.access_token;
    }
    const refusal = (answer.body as { error?: unknown } | null)?.error;
    if (answer.status < 500 && answer.status !== 429 && typeof refusal === 'string') {
      await this.forget();
      throw new SignedOut(refusal);
    }
    throw new Unreachable(`/connect/token: ${answer.status}`);
  }

  async signOut(): Promise<void> {
    const refresh = await this.db.get<string>('settings', refreshSetting);
    await this.forget();
    if (!refresh) return;
    await call('/connect/revocation', {
      method: 'POST',
      body: new URLSearchParams({ token: refresh, token_type_hint: 'refresh_token', client_id: this.client }),
    }).catch(() => undefined);
  }

  private async forget(): Promise<void> {
    this.accessToken = null;
    await this.db.delete('settings', refreshSetting);
  }
}
