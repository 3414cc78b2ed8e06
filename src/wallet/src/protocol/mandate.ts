// A mandate: what the payer's device signs once, so that the ledger or a delegate may pay without it, up to a ceiling.

import type { Bytes } from './bytes';
import { encode, type Item } from './cbor';
import { dayNumber } from './cooperation';
import { sign1, type Signer } from './cose';
import { uuidBytes } from './uuid';

export const mandateType = 'vnd.essledger.mandate';

export interface Mandate {
  ledger: string;
  /** A version 7 id, made on this device. */
  id: string;
  payer: string;
  /** The only one who may be paid; null: anybody. */
  payee: string | null;
  /** The most of one payment, and of all payments of a period, in minor units. */
  perPayment: number;
  perPeriod: number;
  unit: string;
  periodDays: number;
  /** `YYYY-MM-DD` in Europe/Paris. */
  lastDay: string;
}

export function mandatePayload(mandate: Mandate): Bytes {
  for (const amount of [mandate.perPayment, mandate.perPeriod])
    if (!Number.isSafeInteger(amount) || amount < 1) throw new Error('a ceiling is at least one minor unit');
  const fields = new Map<number, Item>([
    [1, mandate.ledger],
    [2, uuidBytes(mandate.id)],
    [3, mandate.payer],
  ]);
  if (mandate.payee !== null) fields.set(4, mandate.payee);
  fields.set(5, mandate.perPayment);
  fields.set(6, mandate.unit);
  fields.set(7, mandate.perPeriod);
  fields.set(8, mandate.periodDays);
  fields.set(9, dayNumber(mandate.lastDay));
  return encode(fields);
}

export const signMandate = (mandate: Mandate, signer: Signer): Promise<Bytes> =>
  sign1(mandateType, mandatePayload(mandate), signer);
