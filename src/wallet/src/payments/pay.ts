// From a scanned code to an order in the outbox.

import { signerOf, type DeviceKey } from '../device/key';
import type { Database } from '../device/database';
import { call, json, postCose, Problem, traced, type Caller } from '../ledger/http';
import type { Ledger } from '../ledger/ledger';
import type { Bytes } from '../protocol/bytes';
import { Malformed } from '../protocol/malformed';
import { signOrder } from '../protocol/order';
import { readRequest, type PaymentRequest } from '../protocol/request';
import { newUuid, uuidBytes, uuidText } from '../protocol/uuid';
import type { Part } from './purses';
import { Outbox, outcomeUnknown, type Kept, type Payment } from './outbox';

export type Standing = 'active' | 'suspended' | 'expired' | 'withdrawn' | 'renounced' | 'none';

/** The request as the ledger sees it now. */
export interface LiveRequest {
  state: 'open' | 'paid' | 'expired' | 'cancelled';
  payee: { account: string; name: string; label: { standing: Standing; grant: string } | null };
  amount: number | null;
  unit: string;
}

export type Reading =
  | { state: 'payable'; request: PaymentRequest; live: LiveRequest }
  /** Signed by the ledger, but not to be paid (any more). */
  | { state: 'closed'; request: PaymentRequest; reason: 'paid' | 'expired' | 'cancelled' | 'gone' }
  /** Signed by the ledger; whether it is still open cannot be asked just now. */
  | { state: 'offline'; request: PaymentRequest | null }
  | { state: 'unknown_code'; reason: 'malformed' | 'unknown_key' | 'bad_signature' | 'other_ledger' | 'mismatch' };

/** Nothing of a code is shown as true before its signature holds and the ledger has confirmed it by its id. */
export async function readPayable(bytes: Bytes, ledger: Ledger): Promise<Reading> {
  let read: ReturnType<typeof readRequest>;
  try {
    read = readRequest(bytes);
  } catch (error) {
    if (error instanceof Malformed) return { state: 'unknown_code', reason: 'malformed' };
    throw error;
  }
  const { request, signed } = read;
  const verdict = await ledger.verify(signed, 'request');
  if (verdict === 'offline') return { state: 'offline', request: null };
  if (verdict !== 'verified') return { state: 'unknown_code', reason: verdict };
  const { unit, mutualCredit } = ledger.info;
  if (request.ledger !== ledger.info.ledger || ![unit, mutualCredit].includes(request.unit)) {
    return { state: 'unknown_code', reason: 'other_ledger' };
  }
  try {
    const live = await json<LiveRequest>(`/v1/payment-requests/${request.request}`);
    if (live.payee.account !== request.payee || (live.amount ?? null) !== request.amount) {
      return { state: 'unknown_code', reason: 'mismatch' };
    }
    return live.state === 'open'
      ? { state: 'payable', request, live }
      : { state: 'closed', request, reason: live.state };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return { state: 'closed', request, reason: 'gone' };
    return { state: 'offline', request };
  }
}

/** Five minutes: long enough for a tunnel, short enough that an unanswered order is soon known to be void. */
const orderLife = 300;

/** Two minutes for an order that is shown: the till is there, and the code must not be of use to who photographs it later. */
const shownLife = 120;

/** Whether a request can be paid by showing a code: it names an amount, and its time is not over. */
export const isShowable = (request: PaymentRequest, ledger: Ledger) =>
  request.amount !== null && !request.standing && (request.expiresAt ?? Infinity) * 1000 > ledger.now();

/** Whom an order pays, and for what: by a code of theirs, or by their account alone. */
export type Aim = Pick<PaymentRequest, 'ledger' | 'payee' | 'unit' | 'standing'> & {
  request: string | null;
  /** The payment that is given back. */
  refunds?: string;
  /** The link that asks for it. */
  ask?: string;
};

export async function makeOrder(
  ledger: Ledger,
  key: DeviceKey,
  request: Aim,
  payeeName: string,
  amount: number,
  note: string,
  way: 'sent' | 'shown' = 'sent',
  parts: Part[] = [],
): Promise<Kept> {
  const now = ledger.now();
  const id = newUuid(now);
  const notAfter = Math.floor(now / 1000) + (way === 'shown' ? shownLife : orderLife);
  const order = await signOrder(
    {
      ledger: request.ledger,
      id,
      payer: key.account,
      payee: request.payee,
      amount,
      unit: request.unit,
      notAfter,
      ...(request.request ? { request: uuidBytes(request.request) } : {}),
      ...(request.refunds ? { refunds: uuidBytes(request.refunds) } : {}),
      ...(note ? { note } : {}),
      ...(parts.length > 0 ? { purses: parts.map(({ purse, part }) => ({ purse: uuidBytes(purse), part })) } : {}),
    },
    await signerOf(key, amount),
  );
  return {
    id: uuidText(id),
    order,
    payer: key.account,
    payee: request.payee,
    payeeName,
    amount,
    unit: request.unit,
    note: note || null,
    request: request.request,
    standing: request.standing,
    notAfter,
    createdAt: Date.now(),
    attempts: 0,
    nextAttemptAt: 0,
    outcome: outcomeUnknown,
    ...(way === 'shown' ? { shown: true } : {}),
    ...(request.refunds ? { refunds: request.refunds } : {}),
    ...(request.ask ? { ask: request.ask } : {}),
  };
}

export function openOutbox(db: Database, caller: Caller): Outbox {
  return new Outbox({
    keep: (order) => db.put('outbox', order),
    all: () => db.all<Kept>('outbox'),
    // No token: the signature is the authority, and a session that ended must not stop a payment's second attempt.
    send: (order, id) => call('/v1/payments', traced(postCose(order), id)),
    ask: (id) =>
      caller.call<Payment>(`/v1/payments/${id}`).catch((error: unknown) => {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }),
    now: () => Date.now(),
    chance: () => Math.random(),
    later(delay, act) {
      const timer = setTimeout(act, delay);
      return () => clearTimeout(timer);
    },
    alone: (name, act) => (navigator.locks ? (navigator.locks.request(name, act) as ReturnType<typeof act>) : act()),
  });
}
