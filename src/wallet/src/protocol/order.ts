// A payment order: what the payer's device signs, and nothing else moves the payer's money.

import { encode, type Item } from './cbor';
import { Malformed } from './malformed';
import { isUuid7 } from './uuid';
import { Algorithm, Fields, readSign1, sign1, type Signer } from './cose';
import type { Bytes } from './bytes';

export const orderType = 'vnd.essledger.order';
export const longestNote = 140;

export interface Order {
  ledger: string;
  id: Bytes;
  payer: string;
  payee: string;
  amount: number;
  unit: string;
  /** Unix seconds; the ledger accepts the order until then, and at most ten minutes ahead. */
  notAfter: number;
  request?: Bytes;
  note?: string;
  /** The payment that this one gives back, wholly or in part. */
  refunds?: Bytes;
  /** Agreed to, in minor units: stands in a reconversion, and nowhere else. */
  fee?: number;
  /** Which purses pay which part, together the amount; absent: ordinary money. */
  purses?: { purse: Bytes; part: number }[];
}

export function orderPayload(order: Order): Bytes {
  if (!Number.isSafeInteger(order.amount) || order.amount < 1)
    throw new Error('an order moves at least one minor unit');
  const fields = new Map<number, Item>([
    [1, order.ledger],
    [2, order.id],
    [3, order.payer],
    [4, order.payee],
    [5, order.amount],
    [6, order.unit],
    [7, order.notAfter],
  ]);
  if (order.request) fields.set(8, order.request);
  if (order.note) {
    const fault = noteFault(order.note);
    if (fault) throw new Error(`note: ${fault}`);
    fields.set(9, order.note);
  }
  if (order.purses?.length) {
    if (order.purses.reduce((sum, { part }) => sum + part, 0) !== order.amount)
      throw new Error('purses pay the amount');
    fields.set(
      10,
      order.purses.map(({ purse, part }) => [purse, part]),
    );
  }
  if (order.refunds) fields.set(11, order.refunds);
  if (order.fee !== undefined) {
    if (!Number.isSafeInteger(order.fee) || order.fee < 0) throw new Error('a fee is no less than nothing');
    fields.set(12, order.fee);
  }
  return encode(fields);
}

export const signOrder = (order: Order, signer: Signer): Promise<Bytes> =>
  sign1(orderType, orderPayload(order), signer);

/**
 * An order that a payer shows: keys 1 to 8 and no other. Strict reading; only the ledger can tell whether the signature holds.
 * @throws Malformed
 */
export function readShownOrder(bytes: Uint8Array): Order {
  const { payload } = readSign1(bytes, orderType, Algorithm.ES256K);
  const fields = new Fields(payload);
  const ledger = fields.text(1, 16);
  const id = fields.bytes(2, 16);
  if (!isUuid7(id)) throw new Malformed('order id is not a version 7 id');
  const order: Order = {
    ledger,
    id,
    payer: fields.text(3, 22),
    payee: fields.text(4, 22),
    amount: fields.integer(5, 1),
    unit: fields.text(6, 8),
    notAfter: fields.integer(7, 0),
    ...(fields.has(8) ? { request: fields.bytes(8, 16) } : {}),
  };
  fields.end();
  return order;
}

/** Why a note cannot be sent, or null. Bidirectional controls could make a receipt read other than it is. */
export function noteFault(note: string): 'too_long' | 'forbidden_character' | null {
  if ([...note].length > longestNote) return 'too_long';
  return /[\p{Cc}\p{Surrogate}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(note) ? 'forbidden_character' : null;
}
