// A professional's units back into euro: an order to the office's account that agrees to the fee.

import { signerOf, type DeviceKey } from '../device/key';
import type { Ledger } from '../ledger/ledger';
import { signOrder } from '../protocol/order';
import { newUuid, uuidText } from '../protocol/uuid';
import { outcomeUnknown, type Kept } from './outbox';

/** The office's account, which is paid by reconversions and by nothing else. */
export const officeAccount = 'RECONVERSION';

/** What the ledger says that it would cost now. Amounts are minor units; the net is euro cents. */
export interface Quote {
  account: string;
  payer: string;
  amount: number;
  fee: number;
  net: number;
  unit: string;
  /** Hundredths of a percent. */
  rate: number;
  leastFee: number;
  leastAmount: number;
  rounding: 'nearest_half_up';
  until: string;
}

export type ReconversionState = 'in_progress' | 'approved' | 'settled' | 'returned';

export interface Reconversion {
  payment: string;
  state: ReconversionState;
  amount: number;
  fee: number;
  net: number;
  unit: string;
  committedAt: string;
  since: string | null;
}

/** The rate of the amount, to the nearest minor unit, half a unit upwards; at least the least fee. */
export function feeOf(amount: number, rate: number, leastFee: number): number {
  const whole = 10_000n;
  return Math.max(Number((BigInt(amount) * BigInt(rate) + whole / 2n) / whole), leastFee);
}

/** Whether a quote is for what was asked and keeps to the rule that it names: nobody signs a fee that the screen explains otherwise. */
export const isHonest = (quote: Quote, payer: string, amount: number) =>
  quote.account === officeAccount &&
  quote.payer === payer &&
  quote.amount === amount &&
  quote.rounding === 'nearest_half_up' &&
  quote.fee === feeOf(amount, quote.rate, quote.leastFee) &&
  quote.net === amount - quote.fee &&
  quote.net > 0;

const orderLife = 300;

export async function makeReconversion(
  ledger: Ledger,
  key: DeviceKey,
  quote: Quote,
  officeName: string,
): Promise<Kept> {
  const now = ledger.now();
  const id = newUuid(now);
  const notAfter = Math.floor(now / 1000) + orderLife;
  const order = await signOrder(
    {
      ledger: ledger.info.ledger,
      id,
      payer: key.account,
      payee: quote.account,
      amount: quote.amount,
      unit: quote.unit,
      notAfter,
      fee: quote.fee,
    },
    await signerOf(key, quote.amount),
  );
  return {
    id: uuidText(id),
    order,
    payer: key.account,
    payee: quote.account,
    payeeName: officeName,
    amount: quote.amount,
    unit: quote.unit,
    note: null,
    request: null,
    standing: false,
    fee: quote.fee,
    notAfter,
    createdAt: Date.now(),
    attempts: 0,
    nextAttemptAt: 0,
    outcome: outcomeUnknown,
  };
}
