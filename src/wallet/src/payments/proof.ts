import type { Ledger } from '../ledger/ledger';
import { fromBase64url, sha256, toHex, type Bytes } from '../protocol/bytes';
import { Malformed } from '../protocol/malformed';
import { readReceipt, type Receipt } from '../protocol/receipt';
import type { Payment } from './outbox';

export type ReceiptCheck = { verified: true; receipt: Receipt } | { verified: false; reason: string };

/** Whether the ledger's signature holds, and is over this very payment (and this very order, where we have it). */
export async function checkReceipt(payment: Payment, order: Bytes | null, ledger: Ledger): Promise<ReceiptCheck> {
  const no = (reason: string): ReceiptCheck => ({ verified: false, reason });
  try {
    const { receipt, signed } = readReceipt(fromBase64url(payment.receipt));
    const verdict = await ledger.verify(signed, 'receipt');
    if (verdict !== 'verified') return no(verdict);
    const same =
      receipt.ledger === ledger.info.ledger &&
      receipt.payment === payment.payment &&
      receipt.position === payment.position &&
      receipt.amount === payment.amount &&
      receipt.unit === payment.unit &&
      receipt.payer === payment.payer &&
      receipt.payee === payment.payee;
    if (!same) return no('other_payment');
    if (order && toHex(await sha256(order)) !== receipt.orderDigest) return no('other_order');
    return { verified: true, receipt };
  } catch (error) {
    if (error instanceof Malformed) return no('malformed');
    throw error;
  }
}
