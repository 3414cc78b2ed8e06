// Mandates as the ledger tells them, in words, and whom a code asks to pay.

import { readPayable, type Standing } from '../payments/pay';
import { fromBase32 } from '../protocol/base32';
import { dayNumber } from '../protocol/cooperation';
import type { PaymentRequest } from '../protocol/request';
import { amountText, dayNumberText, t } from '../ui/words';
import type { Wallet } from './wallet';

export interface GivenMandate {
  mandate: string;
  state: 'active' | 'revoked' | 'ended';
  payee: string | null;
  payeeName: string | null;
  delegate: string | null;
  delegateName: string | null;
  perPayment: number;
  perPeriod: number;
  unit: string;
  periodDays: number;
  firstDay: string;
  lastDay: string;
  paidInPeriod: number;
}

export interface ReceivedMandate {
  payer: { account: string; name: string | null };
  mandate: GivenMandate;
}

export const dayWords = (day: string) => dayNumberText(dayNumber(day));

export const ceilingWords = (one: GivenMandate) =>
  t('mandates.ceilings', {
    payment: amountText(one.perPayment, one.unit),
    period: amountText(one.perPeriod, one.unit),
    days: one.periodDays,
    last: dayWords(one.lastDay),
  });

export interface Payee {
  account: string;
  name: string;
  standing: Standing | null;
  /** By a code that the ledger signed; else by a name that was compared. */
  byCode: boolean;
  /** The request of the code, while it can be paid. */
  request: PaymentRequest | null;
}

/** The payee of a code of ours, also of a sale that is over; null: the ledger did not sign it, does not answer, or it is our own. */
export async function payeeOf(base32: string, wallet: Wallet): Promise<Payee | null> {
  try {
    const reading = await readPayable(fromBase32(base32), wallet.ledger);
    if (reading.state !== 'payable' && reading.state !== 'closed') return null;
    const { payee: account, payeeName } = reading.request;
    if (account === wallet.account!.account) return null;
    const live = reading.state === 'payable' ? reading.live.payee : null;
    return {
      account,
      name: live?.name ?? payeeName,
      standing: live?.label?.standing ?? null,
      byCode: true,
      request: live && reading.request,
    };
  } catch (error) {
    console.warn(error);
    return null;
  }
}
