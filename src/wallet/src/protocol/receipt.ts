import { toHex } from './bytes';
import { Algorithm, Fields, readSign1, type Sign1 } from './cose';
import { Malformed } from './malformed';
import { isUuid7, uuidText } from './uuid';

/** The ledger's signed word that a payment stands in its book. */
export interface Receipt {
  ledger: string;
  payment: string;
  position: number;
  entryHash: string;
  orderDigest: string;
  amount: number;
  unit: string;
  payer: string;
  payee: string;
  /** Unix milliseconds. */
  committedAt: number;
}

export const receiptType = 'vnd.essledger.receipt';

export function readReceipt(bytes: Uint8Array): { receipt: Receipt; signed: Sign1 } {
  const signed = readSign1(bytes, receiptType, Algorithm.ES256);
  const fields = new Fields(signed.payload);
  const ledger = fields.text(1, 16);
  const id = fields.bytes(2, 16);
  if (!isUuid7(id)) throw new Malformed('order id is not a version 7 id');
  const receipt: Receipt = {
    ledger,
    payment: uuidText(id),
    position: fields.integer(3, 1),
    entryHash: toHex(fields.bytes(4, 32)),
    orderDigest: toHex(fields.bytes(5, 32)),
    amount: fields.integer(6, 1),
    unit: fields.text(7, 8),
    payer: fields.text(8, 22),
    payee: fields.text(9, 22),
    committedAt: fields.integer(10, 0),
  };
  fields.end();
  return { receipt, signed };
}
