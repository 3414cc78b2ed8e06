// The till behind its screens: who is signed in, for which shop, and the sale under way.

import { Database } from '../device/database';
import { Caller, Problem, Unreachable, post, postCose } from '../ledger/http';
import { Ledger } from '../ledger/ledger';
import { Session, SignedOut } from '../ledger/session';
import { random, toBase64url, toHex, type Bytes } from '../protocol/bytes';
import { readCode } from '../protocol/code';
import { Malformed } from '../protocol/malformed';
import { readShownOrder } from '../protocol/order';
import { uuidText } from '../protocol/uuid';
import { bookDay, isWord, type Word } from '../ui/words';
import { begin, turnHeader, type Cashier, type NotBegun, type Turn } from './cashiers';
import { hear, readState, type News, type Sale } from './sale';

export interface Shop {
  merchant: string;
  account: string;
  name: string;
  /** In which it asks for payment, the ledger's first; absent in what an earlier version kept. */
  units?: string[];
}

/** One of a shop's tills, as the merchant named it on the desk. */
export interface NamedTill {
  till: string;
  /** Its shop's account. */
  account: string;
  name: string;
}

/** What a customer showed, once it was found to be for this sale. */
export type Shown = { kind: 'card'; card: Bytes } | { kind: 'order'; order: Bytes };

const cardSize = 16;
/** What is remembered of a device that is none of the shop's named tills. */
const unnamed = 'none';

interface Paid {
  committedAt: string;
}

export interface Takings {
  day: string;
  unit: string;
  count: number;
  total: number;
  refundCount?: number;
  refundTotal?: number;
}

/** A shop's closure of its takings: numbered, in the book for good. Sums in minor units. */
export interface Closure {
  account: string;
  number: number;
  closedAt: string;
  period: { count: number; total: number; refundCount: number; refundTotal: number };
  perpetual: { count: number; total: number; refundCount: number; refundTotal: number };
}

export class Till {
  /** Whether who is signed in sees what the shop takes, and closes it; a cashier does not. */
  private keeper = false;
  /** Those who take turns at this till by a code; none: it is not shared. */
  cashiers: Cashier[] = [];
  /** Whose turn it is; null: nobody's yet, or it is not shared. */
  turn: Turn | null = null;
  private locksAfter = 5;
  private locking: ReturnType<typeof setTimeout> | undefined;
  shops: Shop[] = [];
  shop: Shop | null = null;
  /** The tills of the shop that are in use. */
  tills: NamedTill[] = [];
  /** Which of them this device is; null: none that was named. */
  place: NamedTill | null = null;
  /** Whether somebody has yet to say which till this device is. */
  asksPlace = false;
  sale: Sale | null = null;
  takings: Takings | null = null;
  signedIn = false;
  signInFault: 'failed' | 'ended' | null = null;
  private closing: string | null = null;
  private attempt: { key: string; ask: string } | null = null;
  private readonly watchers = new Set<() => void>();

  private constructor(
    readonly db: Database,
    readonly session: Session,
    readonly caller: Caller,
    readonly ledger: Ledger,
  ) {}

  static async open(): Promise<Till> {
    const db = await Database.open('essledger-till');
    const session = new Session(db, 'till');
    const returned = await session.finish();
    const till = new Till(db, session, new Caller(session), await Ledger.load(db));
    if (returned === 'failed') till.signInFault = 'failed';
    if (await session.isSignedIn()) await till.identify();
    return till;
  }

  /** Whether whoever works here now sees what the shop takes, and closes it. */
  get keeps() {
    return this.keeper && (this.turn?.keeps ?? true);
  }

  /** Whether whoever works here now gives money back. */
  get refunds() {
    return this.turn?.refunds ?? true;
  }

  /** Whether somebody has to say by their code who they are. */
  get isLocked() {
    return this.cashiers.length > 0 && !this.turn;
  }

  /** By whom a call is made, for the takings by cashier. */
  private get signed(): HeadersInit {
    return this.turn ? { [turnHeader]: this.turn.turn } : {};
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private changed() {
    for (const watcher of this.watchers) watcher();
  }

  private async identify(): Promise<void> {
    try {
      const me = await this.caller.call<{ shops?: Shop[]; roles: string[] }>('/v1/me');
      this.shops = me.shops ?? [];
      this.keeper = me.roles.includes('merchant');
      await this.db.put('settings', this.shops, 'shops');
      await this.db.put('settings', this.keeper, 'keeps');
    } catch (error) {
      if (error instanceof SignedOut || (error instanceof Problem && error.status === 401)) return this.leave();
      if (!(error instanceof Unreachable)) throw error;
      this.shops = (await this.db.get<Shop[]>('settings', 'shops')) ?? [];
      this.keeper = (await this.db.get<boolean>('settings', 'keeps')) ?? false;
      if (this.shops.length === 0) throw error;
    }
    this.signedIn = true;
    const last = await this.db.get<string>('settings', 'shop');
    this.shop = this.shops.find((shop) => shop.merchant === last) ?? (this.shops.length === 1 ? this.shops[0]! : null);
    await this.findPlace();
    this.sale = (await this.db.get<Sale>('settings', 'sale')) ?? null;
    // A page closed during a sale: how did it end?
    if (this.sale) await this.hear(await readState(this.sale.request));
  }

  async choose(shop: Shop | null): Promise<void> {
    this.shop = shop;
    this.takings = null;
    if (shop) await this.db.put('settings', shop.merchant, 'shop');
    else await this.db.delete('settings', 'shop');
    await this.findPlace();
    this.changed();
  }

  /** Which of the shop's tills this device is, as it was told once. A till that was ended on the desk is asked for anew. */
  private async findPlace(): Promise<void> {
    this.endTurn();
    this.place = null;
    this.asksPlace = false;
    this.tills = [];
    if (!this.shop) return;
    const { merchant, account } = this.shop;
    const kept = `tills/${account}`;
    try {
      const { items } = await this.caller.call<{ items: NamedTill[] }>(`/v1/merchants/${merchant}/tills`);
      this.tills = items.filter((one) => one.account === account);
      await this.db.put('settings', this.tills, kept);
    } catch (error) {
      if (error instanceof SignedOut) return this.leave();
      if (!(error instanceof Unreachable) && !(error instanceof Problem)) throw error;
      this.tills = (await this.db.get<NamedTill[]>('settings', kept)) ?? [];
    }
    const told = await this.db.get<string>('settings', `till/${account}`);
    this.place = this.tills.find(({ till }) => till === told) ?? null;
    this.asksPlace = this.tills.length > 0 && !this.place && told !== unnamed;
    await this.findCashiers();
  }

  /** Who takes turns at this till. Kept, so that a till without a network does not open to anybody. */
  async findCashiers(): Promise<void> {
    const { shop, place } = this;
    if (!shop || !place) {
      this.cashiers = [];
      return;
    }
    const kept = `cashiers/${place.till}`;
    let cashiers: Cashier[];
    try {
      const found = await this.caller.call<{ locksAfterMinutes: number; cashiers: Cashier[] }>(
        `/v1/merchants/${shop.merchant}/tills/${place.till}/cashiers`,
      );
      cashiers = found.cashiers;
      this.locksAfter = found.locksAfterMinutes;
      await this.db.put('settings', cashiers, kept);
    } catch (error) {
      if (error instanceof SignedOut) return this.leave();
      if (!(error instanceof Unreachable) && !(error instanceof Problem)) throw error;
      cashiers = (await this.db.get<Cashier[]>('settings', kept)) ?? [];
    }
    // Until here those of before are asked for: a till that looks never stands open.
    this.cashiers = cashiers;
    this.changed();
  }

  /** Somebody takes over by their code; null: it is their turn. */
  async takeTurn(cashier: Cashier, code: string): Promise<NotBegun | null> {
    const turn = await begin(this, cashier, code).catch(async (error: unknown) => {
      if (!(error instanceof SignedOut)) throw error;
      await this.leave();
      return null;
    });
    if (!turn || 'why' in turn) return turn;
    this.turn = turn;
    this.takings = null;
    this.touch();
    this.changed();
    return null;
  }

  /** The next one says who they are. */
  endTurn(): void {
    clearTimeout(this.locking);
    this.turn = null;
    this.takings = null;
    this.changed();
  }

  /** Somebody is here: without a touch the till locks after a while, but never under a code that a customer is aiming at. */
  touch(): void {
    if (!this.turn) return;
    clearTimeout(this.locking);
    const left = Math.min(this.locksAfter * 60_000, Date.parse(this.turn.until) - this.ledger.now());
    this.locking = setTimeout(
      () => (this.sale?.phase === 'waiting' ? this.touch() : this.endTurn()),
      Math.max(1000, left),
    );
  }

  /** From now on this device is that till; null: none that was named. */
  async beAt(place: NamedTill | null): Promise<void> {
    await this.db.put('settings', place?.till ?? unnamed, `till/${this.shop!.account}`);
    this.endTurn();
    this.place = place;
    this.asksPlace = false;
    await this.findCashiers();
    this.changed();
  }

  askPlace(): void {
    this.asksPlace = true;
    this.changed();
  }

  async readTakings(): Promise<void> {
    const shop = this.shop;
    if (!shop || !this.keeps) return;
    try {
      const takings = await this.caller.call<Takings>(
        `/v1/merchants/${shop.merchant}/takings?day=${bookDay(this.ledger.now())}`,
        { headers: this.signed },
      );
      if (shop === this.shop) this.takings = takings;
    } catch (error) {
      if (error instanceof SignedOut) return this.leave();
      // Old takings would be wrong takings.
      this.takings = null;
    }
    this.changed();
  }

  /** Closes the takings of all shops of this merchant since they were closed last; those of this shop. */
  async close(): Promise<Closure> {
    const { merchant, account } = this.shop!;
    this.closing ??= toHex(random(16));
    const address = `/v1/merchants/${merchant}/closures`;
    const made = await this.caller.call<{ closures: Closure[] }>(
      address,
      // Asked again after a lost answer, it is the same closure.
      post({}, { 'idempotency-key': this.closing, ...this.signed }),
    );
    this.closing = null;
    return made.closures.find((one) => one.account === account)!;
  }

  async charge(amount: number, unit: string): Promise<void> {
    const shop = this.shop!;
    // Trying again after a lost answer must not open a second request.
    const asked = { payee: shop.account, amount, unit, ...(this.place ? { till: this.place.till } : {}) };
    const ask = JSON.stringify(asked);
    if (this.attempt?.ask !== ask) this.attempt = { key: toHex(random(16)), ask };
    try {
      const made = await this.caller.call<{ request: string; uri: string; expiresAt: string | null }>(
        '/v1/payment-requests',
        post(asked, { 'idempotency-key': this.attempt.key, ...this.signed }),
      );
      this.attempt = null;
      await this.keep({
        request: made.request,
        amount,
        unit,
        uri: made.uri,
        code: made.uri.slice(made.uri.lastIndexOf('/') + 1),
        expiresAt: made.expiresAt ? Date.parse(made.expiresAt) : null,
        phase: 'waiting',
        connected: true,
        committedAt: null,
      });
    } catch (error) {
      if (error instanceof SignedOut) return this.leave();
      if (error instanceof Problem) {
        this.attempt = null;
        if (error.code === 'turn_over') return this.endTurn();
        // The till may have been ended on the desk: then which one this device is has to be said anew.
        if (error.code === 'invalid_field' && this.place) {
          await this.findPlace();
          this.changed();
        }
      }
      throw error;
    }
  }

  async hear(news: News): Promise<void> {
    if (!this.sale) return;
    const after = hear(this.sale, news);
    if (after === this.sale) return;
    await this.keep(after);
    if (after.phase === 'paid') void this.readTakings();
  }

  /** Asks to cancel, and then believes only what the ledger says the state is. */
  async cancel(): Promise<boolean> {
    const request = this.sale!.request;
    try {
      await this.caller.call(`/v1/payment-requests/${request}/cancel`, post({}));
    } catch (error) {
      if (error instanceof SignedOut) return false;
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error;
    }
    if (this.sale?.request === request) await this.hear(await readState(request));
    return this.sale?.phase !== 'waiting';
  }

  /** What the customer shows, instead of scanning: their card, or the order that their phone signed without a network. */
  readShown(text: string): Shown | Word {
    const code = readCode(text, location.origin);
    if (code.kind === 'card')
      return code.bytes.length === cardSize ? { kind: 'card', card: code.bytes } : 'shown.notOurs';
    if (code.kind !== 'order') return code.kind === 'request' ? 'shown.ownCode' : 'shown.notOurs';
    try {
      const order = readShownOrder(code.bytes);
      const sale = this.sale!;
      if (order.payee !== this.shop!.account) return 'shown.otherPayee';
      if (order.amount !== sale.amount || order.unit !== sale.unit) return 'shown.otherAmount';
      if (!order.request || uuidText(order.request) !== sale.request) return 'shown.otherSale';
      if (order.notAfter * 1000 < this.ledger.now()) return 'shown.late';
      return { kind: 'order', order: code.bytes };
    } catch (error) {
      if (error instanceof Malformed) return 'shown.notOurs';
      throw error;
    }
  }

  /** Sends what the customer showed. The same bytes may be sent again after a lost answer: they pay once. */
  payShown(order: Bytes): Promise<Word | null> {
    return this.settle(() => this.caller.call<Paid>('/v1/payments', postCose(order)));
  }

  /** Pays the sale by card and PIN. How many tries are left is said after a wrong one. */
  payByCard(card: Bytes, pin: string): Promise<Word | null> {
    const { request } = this.sale!;
    return this.settle(() =>
      this.caller.call<Paid>('/v1/card-payments', post({ request, card: toBase64url(card), pin }, this.signed)),
    );
  }

  /** The sentence why nothing was paid, or null when it was. */
  private async settle(pay: () => Promise<Paid>): Promise<Word | null> {
    try {
      const { committedAt } = await pay();
      await this.hear({ type: 'paid', committedAt });
      return null;
    } catch (error) {
      if (error instanceof SignedOut) {
        await this.leave();
        return null;
      }
      if (error instanceof Unreachable) return 'shown.unknown';
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'turn_over') this.endTurn();
      const word = `shown.${error.code}`;
      return isWord(word) ? word : 'shown.refused';
    }
  }

  /** Back to the keypad. */
  async next(): Promise<void> {
    await this.keep(null);
  }

  private async keep(sale: Sale | null): Promise<void> {
    this.sale = sale;
    this.changed();
    if (sale?.phase === 'waiting') await this.db.put('settings', sale, 'sale');
    else await this.db.delete('settings', 'sale');
  }

  async signOut(): Promise<void> {
    await this.session.signOut();
    await this.leave();
    this.signInFault = null;
    this.changed();
  }

  private async leave(): Promise<void> {
    this.signedIn = false;
    this.signInFault = 'ended';
    this.endTurn();
    this.shops = [];
    this.takings = null;
    await this.db.delete('settings', 'shops');
    this.changed();
  }
}
