import { Algorithm, Fields, readSign1, type Sign1 } from './cose';
import { Malformed } from './malformed';
import { isUuid7, uuidText } from './uuid';

/** A payment request as the ledger signed it into a code. */
export interface PaymentRequest {
  ledger: string;
  request: string;
  payee: string;
  payeeName: string;
  amount: number | null;
  unit: string;
  /** Unix seconds. */
  expiresAt: number | null;
  reference: string | null;
  grant: string | null;
  standing: boolean;
}

export const requestType = 'vnd.essledger.request';

/** Strict reading. The signature is not checked here: `signed` is what there is to check. */
export function readRequest(bytes: Uint8Array): { request: PaymentRequest; signed: Sign1 } {
  const signed = readSign1(bytes, requestType, Algorithm.ES256);
  const fields = new Fields(signed.payload);
  const ledger = fields.text(1, 16);
  const id = fields.bytes(2, 16);
  if (!isUuid7(id)) throw new Malformed('request id is not a version 7 id');
  const request: PaymentRequest = {
    ledger,
    request: uuidText(id),
    payee: fields.text(3, 22),
    payeeName: fields.text(4, 32),
    amount: fields.has(5) ? fields.integer(5, 1) : null,
    unit: fields.text(6, 8),
    expiresAt: fields.has(7) ? fields.integer(7, 0) : null,
    reference: fields.has(8) ? fields.text(8, 16) : null,
    grant: fields.has(9) ? fields.text(9, 16) : null,
    standing: fields.flag(11),
  };
  // Key 10 is not used by requests; it and any other key is refused.
  fields.end();
  return { request, signed };
}
