// Payment orders that left, or will leave, this device. An order is kept before the network hears of it, and is
// asked again with the same bytes until the ledger has said one of two final things: paid, or refused.

import type { Answer, ProblemBody } from '../ledger/http';
import { problemOf } from '../ledger/http';
import type { Bytes } from '../protocol/bytes';

/** What the ledger answers to an order it has carried out. */
export interface Payment {
  payment: string;
  position: number;
  state: 'done';
  amount: number;
  unit: string;
  payer: string;
  payee: string;
  committedAt: string;
  receipt: string;
}

export type Outcome =
  | { state: 'paid'; payment: Payment }
  | { state: 'refused'; problem: ProblemBody }
  | { state: 'unknown'; retryAfter: number | null; askById?: boolean };

/** An order as kept. Times are milliseconds of this device's clock, except `notAfter` (unix seconds of the ledger). */
export interface Kept {
  id: string;
  order: Bytes;
  payer: string;
  payee: string;
  payeeName: string;
  amount: number;
  unit: string;
  note: string | null;
  request: string | null;
  standing: boolean;
  /** The payee's till reads it from our screen: we have no network. */
  shown?: boolean;
  /** The link that asked for it. */
  ask?: string;
  /** The payment that it gives back: it is a refund. */
  refunds?: string;
  /** Agreed to: it is a reconversion. */
  fee?: number;
  notAfter: number;
  createdAt: number;
  attempts: number;
  nextAttemptAt: number;
  outcome: Outcome;
}

export const outcomeUnknown: Outcome = { state: 'unknown', retryAfter: null };

/** What an answer to `POST /v1/payments` proves. When in doubt: nothing. */
export function judge(id: string, answer: Answer): Outcome {
  if (answer.status === 200 || answer.status === 201) {
    const payment = answer.body as Partial<Payment> | null;
    const ours = answer.type === 'application/json' && payment?.payment === id && payment.state === 'done';
    return ours ? { state: 'paid', payment: payment as Payment } : outcomeUnknown;
  }
  const unknown: Outcome = { state: 'unknown', retryAfter: answer.retryAfter };
  // Without a code it is not the ledger that speaks, but something on the way.
  const problem = problemOf(answer);
  if (!problem || answer.status < 400 || answer.status >= 500 || answer.status === 429) return unknown;
  if (problem.code === 'order_id_reused') return { ...unknown, askById: true };
  return { state: 'refused', problem };
}

/** Seconds until the next attempt: 1, 2, 4 … 60, spread by up to a quarter so that phones do not return together. */
export function backoff(attempts: number, retryAfter: number | null, chance: number): number {
  const wait = Math.min(60, 2 ** Math.min(attempts - 1, 6));
  return Math.max(wait, retryAfter ?? 0) * (1 + chance / 4);
}

export interface OutboxDoors {
  keep(order: Kept): Promise<void>;
  all(): Promise<Kept[]>;
  send(order: Bytes, id: string): Promise<Answer>;
  /** Asks for a payment by its id, as its payer; null when the ledger knows of none or cannot be asked. */
  ask(id: string): Promise<Payment | null>;
  now(): number;
  chance(): number;
  /** Runs `act` after `delay` ms unless cancelled. */
  later(delay: number, act: () => void): () => void;
  /** Runs `act` while no other tab runs it for the same name. */
  alone<T>(name: string, act: () => Promise<T>): Promise<T>;
}

export class Outbox {
  private readonly orders = new Map<string, Kept>();
  private readonly watchers = new Set<() => void>();
  private cancelTimer = () => {};

  constructor(private readonly doors: OutboxDoors) {}

  /** Reads what earlier lives of this wallet kept, and takes up what has no final answer yet. */
  async start(): Promise<void> {
    for (const order of await this.doors.all()) this.orders.set(order.id, order);
    await this.retry();
  }

  list(): Kept[] {
    return [...this.orders.values()].sort((a, b) => b.createdAt - a.createdAt);
  }

  get(id: string): Kept | undefined {
    return this.orders.get(id);
  }

  pending(): Kept[] {
    return this.list().filter((order) => order.outcome.state === 'unknown');
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Safe to call again with the same order, in this tab or after a restart. */
  async pay(order: Kept): Promise<Outcome> {
    if (!this.orders.has(order.id)) {
      await this.doors.keep(order);
      this.orders.set(order.id, order);
    }
    return this.attempt(order.id);
  }

  /** Sends again every order without a final answer, now. */
  async retry(): Promise<void> {
    await Promise.all(this.pending().map((order) => this.attempt(order.id)));
  }

  private attempt(id: string): Promise<Outcome> {
    return this.doors.alone(`essledger-order-${id}`, async () => {
      const before = this.orders.get(id)!;
      if (before.outcome.state !== 'unknown') return before.outcome;
      const outcome = await this.outcomeOf(before);
      const attempts = before.attempts + 1;
      const wait = outcome.state === 'unknown' ? backoff(attempts, outcome.retryAfter, this.doors.chance()) : 0;
      const after = { ...before, outcome, attempts, nextAttemptAt: this.doors.now() + wait * 1000 };
      this.orders.set(id, after);
      await this.doors.keep(after);
      this.schedule();
      for (const watcher of this.watchers) watcher();
      return outcome;
    });
  }

  private async outcomeOf(order: Kept): Promise<Outcome> {
    try {
      const outcome = judge(order.id, await this.doors.send(order.order, order.id));
      if (outcome.state !== 'unknown' || !outcome.askById) return outcome;
      const payment = await this.doors.ask(order.id);
      const ours = payment?.payee === order.payee && payment.amount === order.amount && payment.unit === order.unit;
      return ours ? { state: 'paid', payment } : outcome;
    } catch {
      return outcomeUnknown;
    }
  }

  private schedule() {
    this.cancelTimer();
    const next = Math.min(...this.pending().map((order) => order.nextAttemptAt));
    if (!Number.isFinite(next)) return;
    this.cancelTimer = this.doors.later(Math.max(0, next - this.doors.now()), () => {
      const due = this.pending().filter((order) => order.nextAttemptAt <= this.doors.now());
      if (due.length === 0) this.schedule();
      for (const order of due) void this.attempt(order.id);
    });
  }
}
