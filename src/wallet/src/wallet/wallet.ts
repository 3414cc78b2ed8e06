// The wallet behind its screens: who is signed in, with which account, on which device key.

import { Database } from '../device/database';
import {
  askAbove,
  closeWhenUnseen,
  findDeviceKey,
  forgetDeviceKey,
  isOpen,
  keepDeviceKey,
  makeDeviceKey,
  protectByPasskey,
  signerOf,
  type DeviceKey,
} from '../device/key';
import { isPasskeyAtHand, NotOpened } from '../device/passkey';
import { Caller, Problem, Unreachable, post, postCose } from '../ledger/http';
import { Ledger } from '../ledger/ledger';
import { Session, SignedOut } from '../ledger/session';
import type { Outbox } from '../payments/outbox';
import { openOutbox } from '../payments/pay';
import type { Purse } from '../payments/purses';
import { fromBase32, toBase32 } from '../protocol/base32';
import { fromBase64url, toHex, type Bytes } from '../protocol/bytes';
import { readCode } from '../protocol/code';
import { keyId } from '../protocol/cose';
import { signProof } from '../protocol/proof';

export interface Account {
  account: string;
  kind: 'resident' | 'merchant' | 'ess' | 'public';
  state: 'pending' | 'active' | 'closed';
  name: string;
}

export interface Me {
  person: string;
  name: string;
  roles: string[];
  accounts: Account[];
}

export interface UnitBalance {
  unit: string;
  balance: number;
  /** How far below zero and above an admitted firm may go. */
  floor: number | null;
  ceiling: number | null;
}

export interface Balance {
  /** All of it, purses included. */
  balance: number;
  purses?: Purse[];
  unit: string;
  /** What a firm owes others, or has to receive, in mutual credit; absent: it is not admitted. */
  credit?: UnitBalance | undefined;
  /** When we learned it, by this device's clock. */
  readAt: number;
}

/** A device key of the account, as the ledger has it. */
export interface Device {
  kid: string;
  blocked: boolean;
  /** For one that a bureau entered: from when on it could sign. */
  activeFrom: string | null;
  /** For a till's: the most that it gives back at a time. */
  refundsUpTo: number | null;
  toConfirm: boolean;
}

export interface Movement {
  position: number;
  committedAt: string;
  kind: string;
  direction: 'debit' | 'credit';
  amount: number;
  unit: string;
  counterparty: { account: string; name: string | null } | null;
  payment: string | null;
  refundOf: string | null;
  note: string | null;
  /** What authorised a payment; null: it is none. */
  means: 'device' | 'card' | 'mandate' | null;
  /** Who used the payer's mandate, told to the payer; null: the ledger, on an arranged day. */
  delegate: { account: string; name: string | null } | null;
}

export interface Party {
  account: string;
  name: string | null;
}

/** A payee whom the ledger knows by this name. */
export interface Known {
  account: string;
  name: string;
  /** Of their label; null: they have none; left out: an individual. */
  standing?: string | null;
}

/** A payment request that was delivered to the one who is to pay it. */
export interface Ask {
  ask: string;
  payee: Party;
  payeeKind: Account['kind'] | null;
  payer: Party;
  amount: number;
  unit: string;
  note: string | null;
  state: 'asked' | 'paid' | 'refused' | 'expired' | 'withdrawn';
  expiresAt: string;
  /** Its code, for the one who is asked, while it can be paid. */
  uri: string | null;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export type Stage = 'signed_out' | 'no_account' | 'pending' | 'closed' | 'enrol' | 'vouch' | 'ready';

export class Wallet {
  me: Me | null = null;
  account: Account | null = null;
  key: DeviceKey | null = null;
  balance: Balance | null = null;
  movements: Movement[] | null = null;
  devices: Device[] = [];
  /** What others ask of this account and wait for. */
  asks: Ask[] = [];
  /** This device, while it waits for a bureau's second person or for its day. */
  entered: Device | null = null;
  /** This device was refused, or blocked: its key signs no more. */
  refused = false;
  /** What is on the screen was kept from an earlier time. */
  stale = false;
  signInFault: 'failed' | 'ended' | null = null;
  private needsVouching = false;
  private readonly watchers = new Set<() => void>();

  private constructor(
    readonly db: Database,
    readonly session: Session,
    readonly caller: Caller,
    readonly ledger: Ledger,
    readonly outbox: Outbox,
  ) {}

  static async open(): Promise<Wallet> {
    const db = await Database.open('essledger-wallet');
    const session = new Session(db, 'wallet');
    const returned = await session.finish();
    const caller = new Caller(session);
    const wallet = new Wallet(db, session, caller, await Ledger.load(db), openOutbox(db, caller));
    if (returned === 'failed') wallet.signInFault = 'failed';
    if (await session.isSignedIn()) await wallet.identify();
    wallet.outbox.watch(() => void wallet.refresh());
    addEventListener('online', () => {
      void wallet.outbox.retry();
      void wallet.keepStatusLists();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void wallet.keepStatusLists();
    });
    closeWhenUnseen();
    void wallet.outbox.start();
    void wallet.keepStatusLists();
    void wallet.keepTold();
    // Ask that the browser keep our key and outbox when it clears space.
    void navigator.storage?.persist?.().catch(() => false);
    return wallet;
  }

  /** So that a badge can be checked where there is no network. Loaded after all the rest, and kept by the service worker. */
  async keepStatusLists(): Promise<void> {
    try {
      const { keepStatusLists } = await import('../badges/statuslists');
      await keepStatusLists(this.db, this.ledger);
    } catch (error) {
      // The next occasion is as good; whoever checks a badge meanwhile is told how old the lists are.
      console.warn(error);
    }
  }

  /** Where notifications are on, what changed meanwhile is told to the ledger. */
  private async keepTold(): Promise<void> {
    try {
      if (!this.me || !(await this.db.get('settings', 'push'))) return;
      const { keep } = await import('../device/push');
      await keep(this.db, this.caller);
    } catch (error) {
      // At the next start.
      console.warn(error);
    }
  }

  get stage(): Stage {
    if (!this.me) return 'signed_out';
    if (!this.account) return 'no_account';
    if (this.account.state !== 'active') return this.account.state === 'closed' ? 'closed' : 'pending';
    if (this.key?.enrolled) return 'ready';
    return this.needsVouching ? 'vouch' : 'enrol';
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private changed() {
    for (const watcher of this.watchers) watcher();
  }

  /** Learns who is signed in; without a network, who was. */
  async identify(): Promise<void> {
    try {
      this.me = await this.caller.call<Me>('/v1/me');
      this.stale = false;
      await this.db.put('settings', this.me, 'me');
    } catch (error) {
      if (error instanceof SignedOut || (error instanceof Problem && error.status === 401)) return this.leave();
      if (!(error instanceof Unreachable)) throw error;
      this.me = (await this.db.get<Me>('settings', 'me')) ?? null;
      this.stale = true;
      if (!this.me) throw error;
    }
    await this.choose((await this.db.get<string>('settings', 'account')) ?? null);
  }

  async choose(account: string | null): Promise<void> {
    const accounts = this.me?.accounts ?? [];
    this.account =
      accounts.find((one) => one.account === account) ??
      accounts.find((one) => one.kind === 'resident') ??
      accounts[0] ??
      null;
    this.key = null;
    this.movements = null;
    this.devices = [];
    this.asks = [];
    this.entered = null;
    this.refused = false;
    this.balance = null;
    if (this.account) {
      await this.db.put('settings', this.account.account, 'account');
      this.key = (await findDeviceKey(this.db, this.account.account)) ?? null;
      this.needsVouching = this.key?.enrolled === false;
      this.balance = (await this.db.get<Balance>('settings', `balance/${this.account.account}`)) ?? null;
    }
    this.changed();
  }

  /** Orders of this account that still wait for a final answer. */
  get pending() {
    return this.outbox.pending().filter((order) => order.payer === this.account?.account);
  }

  /** Balance and last movements. What was known stays on the screen when the ledger cannot be reached. */
  async refresh(): Promise<void> {
    const account = this.account?.account;
    if (!account) return;
    try {
      const [state, page, asks] = await Promise.all([
        this.caller.call<{ balance: number; unit: string; keys: Device[]; purses: Purse[]; balances: UnitBalance[] }>(
          `/v1/accounts/${account}`,
        ),
        this.entries(null, 5),
        // A balance is shown all the same.
        this.asksOf(true).catch(() => this.asks),
      ]);
      if (account !== this.account?.account) return;
      const { balance, purses, unit } = state;
      this.balance = {
        balance,
        purses,
        unit,
        credit: state.balances.find((one) => one.unit !== unit),
        readAt: Date.now(),
      };
      this.movements = page.items;
      this.asks = asks;
      this.devices = state.keys.filter((key) => !key.blocked);
      this.refused = state.keys.some((key) => key.blocked && key.kid === this.key?.kid);
      this.stale = false;
      await this.db.put('settings', this.balance, `balance/${account}`);
    } catch (error) {
      if (error instanceof SignedOut) await this.leave();
      else this.stale = true;
    }
    this.changed();
  }

  /** What can be paid in a unit without a purse: in mutual credit down to the floor; null: not known. */
  reach(unit: string): number | null {
    const credit = this.balance?.credit;
    if (unit === this.ledger.info.unit) return this.ordinary;
    return credit?.unit === unit ? credit.balance + (credit.floor ?? 0) : null;
  }

  /** What is not in a purse. */
  get ordinary(): number | null {
    return (
      this.balance && this.balance.balance - (this.balance.purses ?? []).reduce((sum, one) => sum + one.balance, 0)
    );
  }

  /** The purses, each with whether it pays this payee today. */
  async pursesAt(payee: string): Promise<Purse[]> {
    const query = new URLSearchParams({ payee });
    return (await this.caller.call<Page<Purse>>(`/v1/accounts/${this.account!.account}/purses?${query}`)).items;
  }

  /** The professionals with these words in their names. */
  async professionals(words: string): Promise<Known[]> {
    const query = new URLSearchParams({ q: words });
    const { items } = await this.caller.call<Page<Professional>>(`/v1/payees?${query}`);
    return items.filter(({ account }) => account !== this.account!.account).map(knownOf);
  }

  /** Whom an account belongs to: a professional by the ledger's own word, an individual only if the name given is theirs. Null: it does not agree. */
  async payee(account: string, name: string): Promise<Known | null> {
    const query = new URLSearchParams({ account });
    const [professional] = (await this.caller.call<Page<Professional>>(`/v1/payees?${query}`)).items;
    if (professional) return knownOf(professional);
    const address = `/v1/accounts/${encodeURIComponent(account)}/name-check`;
    try {
      const { agrees } = await this.caller.call<{ agrees: boolean }>(address, post({ name: name.trim() }));
      return agrees ? { account, name: name.trim() } : null;
    } catch (error) {
      if (error instanceof Problem && error.status < 500 && error.status !== 429) return null;
      throw error;
    }
  }

  /** Whom this account's holder wants to find at once; kept on this device. */
  async favourites(): Promise<Known[]> {
    return (await this.db.get<Known[]>('settings', `favourites/${this.account!.account}`)) ?? [];
  }

  async keepFavourite({ account, name }: Known, kept: boolean): Promise<void> {
    const others = (await this.favourites()).filter((one) => one.account !== account);
    await this.db.put(
      'settings',
      kept ? [{ account, name }, ...others] : others,
      `favourites/${this.account!.account}`,
    );
  }

  /** Whom this account paid last from this device, each once. */
  get recent(): Known[] {
    const paid = this.outbox
      .list()
      .filter(
        ({ payer, outcome, fee, refunds }) =>
          payer === this.account?.account && outcome.state === 'paid' && fee === undefined && !refunds,
      );
    return [
      ...new Map(
        paid.toReversed().map(({ payee, payeeName }) => [payee, { account: payee, name: payeeName }]),
      ).values(),
    ]
      .toReversed()
      .slice(0, 6);
  }

  /** What was asked of this account and by it, the newest first; or only what waits for its answer. */
  async asksOf(waiting = false): Promise<Ask[]> {
    const address = `/v1/accounts/${this.account!.account}/asks${waiting ? '?waiting=true' : ''}`;
    return (await this.caller.call<Page<Ask>>(address)).items;
  }

  /** Delivers a request into somebody's wallet. Repeated with the same key it is one. */
  ask(payer: Known, amount: number, note: string, key: string): Promise<Ask> {
    const body = {
      payee: this.account!.account,
      payer: payer.account,
      payerName: payer.name,
      amount,
      note: note || null,
    };
    return this.caller.call('/v1/asks', post(body, { 'idempotency-key': key }));
  }

  /** @param block Nothing more of this asker is shown. */
  async refuseAsk(ask: string, block: boolean): Promise<void> {
    await this.caller.call(`/v1/asks/${ask}/refuse`, post({ block }));
    this.asks = this.asks.filter((one) => one.ask !== ask);
    this.changed();
  }

  async withdrawAsk(ask: string): Promise<void> {
    await this.caller.call(`/v1/asks/${ask}/withdraw`, { method: 'POST' });
  }

  async blockedAskers(): Promise<Party[]> {
    return (await this.caller.call<Page<Party>>(`/v1/accounts/${this.account!.account}/blocked-askers`)).items;
  }

  async unblockAsker(asker: string): Promise<void> {
    await this.caller.call(`/v1/accounts/${this.account!.account}/blocked-askers/${asker}`, { method: 'DELETE' });
  }

  /** The associations that can have a share of what is exchanged, and the one that the holder chose. */
  async associations(): Promise<{ all: Party[]; chosen: string | null }> {
    const [page, choice] = await Promise.all([
      this.caller.call<Page<Party>>('/v1/associations'),
      this.caller.call<{ association: Party | null }>(`/v1/accounts/${this.account!.account}/association`),
    ]);
    return { all: page.items, chosen: choice.association?.account ?? null };
  }

  /** Chooses one; null: none any more. */
  async chooseAssociation(association: string | null): Promise<void> {
    await this.caller.call(`/v1/accounts/${this.account!.account}/association`, {
      ...post({ association }),
      method: 'PUT',
    });
  }

  /** Devices that a bureau entered and that cannot sign yet: the time to refuse them. */
  get newcomers(): Device[] {
    const now = this.ledger.now();
    return this.devices.filter(
      (device) => device.toConfirm || (device.activeFrom && Date.parse(device.activeFrom) > now),
    );
  }

  /** Blocks another device of the account; after the answer no server honours it. */
  async blockDevice(kid: string): Promise<void> {
    await this.caller.call(`/v1/accounts/${this.account!.account}/keys/${kid}`, { method: 'DELETE' });
    await this.refresh();
  }

  entries(after: string | null, limit: number): Promise<Page<Movement>> {
    const query = new URLSearchParams({ limit: String(limit), ...(after ? { after } : {}) });
    return this.caller.call(`/v1/accounts/${this.account!.account}/entries?${query}`);
  }

  /** The movement that the book has at a position of this account; null: it has none there. */
  async movementAt(position: number): Promise<Movement | null> {
    const { items } = await this.entries(String(position + 1), 1);
    return items[0]?.position === position ? items[0] : null;
  }

  async requestAccount(): Promise<void> {
    await this.caller.call(
      '/v1/accounts',
      // One key for ever for this person: asking twice opens one account.
      post({ kind: 'resident', holder: { name: this.me!.name } }, { 'idempotency-key': 'wallet-resident-account' }),
    );
    await this.identify();
  }

  /** Makes this device's key, once, and registers it. May be repeated after a lost answer. */
  async enrol(): Promise<void> {
    const account = this.account!.account;
    if (!this.key) {
      this.key = await makeDeviceKey(this.db, account);
      // Whoever signs in by a passkey of this device is asked for it now; without it the browser keeps the key.
      if (isPasskeyAtHand()) await this.protect().catch(unlessNotOpened);
    }
    try {
      await this.register(this.key.publicKey, this.key);
      this.key = { ...this.key, enrolled: true };
      await keepDeviceKey(this.db, this.key);
      this.needsVouching = false;
    } catch (error) {
      if (!(error instanceof Problem) || !vouchCodes.has(error.code)) throw error;
      this.needsVouching = true;
    }
    this.changed();
  }

  /** Has a passkey open this device's key from now on. @throws NotOpened and then nothing has changed. */
  async protect(): Promise<void> {
    this.key = await protectByPasskey(this.db, this.key!);
    this.changed();
  }

  /** Has the passkey asked for again above another amount, in minor units. @throws NotOpened and then nothing has changed. */
  async askAbove(amount: number): Promise<void> {
    this.key = await askAbove(this.db, this.key!, amount);
    this.changed();
  }

  /** Whether this device can sign without asking anybody. */
  get isOpen(): boolean {
    return this.key !== null && isOpen(this.key);
  }

  /** What a new device shows so that another, or a bureau, can vouch for it. */
  get deviceCode(): string {
    return this.key ? toBase32(this.key.publicKey) : '';
  }

  /** Looks whether somebody has vouched for this device. */
  async lookForWord(): Promise<void> {
    const { account, key } = this;
    if (!account || !key || key.enrolled) return;
    const { keys } = await this.caller.call<{ keys: Device[] }>(`/v1/accounts/${account.account}`);
    const mine = keys.find((one) => one.kid === key.kid);
    this.refused = mine?.blocked === true;
    const waits = mine?.toConfirm || (mine?.activeFrom && Date.parse(mine.activeFrom) > this.ledger.now());
    this.entered = mine && !mine.blocked && waits ? mine : null;
    if (mine && !mine.blocked && !waits) {
      this.key = { ...key, enrolled: true };
      await keepDeviceKey(this.db, this.key);
      this.needsVouching = false;
    }
    this.changed();
  }

  /** A device that was refused or blocked asks anew, with another key: the old one signs nothing any more. */
  async startAgain(): Promise<void> {
    await forgetDeviceKey(this.db, this.account!.account);
    this.key = this.entered = null;
    this.refused = this.needsVouching = false;
    this.changed();
  }

  /**
   * This device vouches for another one of the same account. Says whether the account had it already.
   * @param refundsUpTo It is a till's: it can only give back, at most so much at a time.
   */
  vouchFor(publicKey: Bytes, refundsUpTo: number | null = null): Promise<'added' | 'known'> {
    return this.register(publicKey, this.key!, refundsUpTo);
  }

  private async register(
    publicKey: Bytes,
    signedBy: DeviceKey,
    refundsUpTo: number | null = null,
  ): Promise<'added' | 'known'> {
    const account = this.account!.account;
    const { challenge } = await this.caller.call<{ challenge: string }>(
      `/v1/accounts/${account}/key-challenge`,
      post({}),
    );
    const proof = await signProof(
      { ledger: this.ledger.info.ledger, account, challenge: fromBase64url(challenge), publicKey },
      await signerOf(signedBy),
    );
    try {
      const limit = refundsUpTo === null ? '' : `?refundsUpTo=${refundsUpTo}`;
      await this.caller.call(`/v1/accounts/${account}/keys${limit}`, postCose(proof));
      return 'added';
    } catch (error) {
      // The answer to an earlier attempt was lost: the ledger knows the key, which is what we wanted.
      if (error instanceof Problem && alreadyCodes.has(error.code)) return 'known';
      throw error;
    }
  }

  /** Blocks the key at the ledger first, and only then erases it here. */
  async removeDevice(): Promise<void> {
    const { account, kid } = this.key!;
    await this.caller.call(`/v1/accounts/${account}/keys/${kid}`, { method: 'DELETE' }).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
    });
    await forgetDeviceKey(this.db, account);
    this.key = null;
    this.needsVouching = false;
    this.changed();
  }

  async signOut(): Promise<void> {
    // Who signs in here next is not told of this holder's money.
    if (await this.db.get('settings', 'push')) {
      const { stop } = await import('../device/push');
      await stop(this.db, this.caller).catch(console.warn);
    }
    await this.session.signOut();
    await this.leave();
    this.signInFault = null;
    this.changed();
  }

  private async leave(): Promise<void> {
    this.signInFault = 'ended';
    // What was read under the session goes with it; the key and the orders under way are the device's, not the session's.
    for (const { account } of this.me?.accounts ?? []) await this.db.delete('settings', `balance/${account}`);
    this.me = this.account = this.balance = this.movements = this.key = null;
    for (const name of ['me', 'account']) await this.db.delete('settings', name);
    this.changed();
  }
}

interface Professional {
  account: string;
  name: string;
  label: { standing: string } | null;
}

const knownOf = ({ account, name, label }: Professional): Known => ({
  account,
  name,
  standing: label?.standing ?? null,
});

const vouchCodes = new Set(['endorsement_required', 'unknown_key']);
const alreadyCodes = new Set(['key_already_registered', 'key_exists', 'already_registered']);

function unlessNotOpened(error: unknown) {
  if (!(error instanceof NotOpened)) throw error;
}

/** A key's mark in groups, for people to compare on two screens. */
export const markText = (kid: string) => kid.match(/.{4}/g)!.join(' ');

export const markOf = async (publicKey: Bytes) => markText(toHex(await keyId(publicKey)));

/** The key of a new device, from its code or the letters below it. */
export function readDeviceCode(text: string, origin: string): Bytes | null {
  const scanned = readCode(text, origin);
  if (scanned.kind !== 'device' && /\//.test(text)) return null;
  const code = scanned.kind === 'device' ? scanned.base32 : text;
  try {
    const bytes = fromBase32(code.replace(/[\s-]/g, '').toUpperCase());
    return bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3) ? bytes : null;
  } catch {
    return null;
  }
}
