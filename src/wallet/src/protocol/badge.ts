import { Algorithm, Fields, readSign1, type Sign1 } from './cose';

/** A label badge as its owner signed it into a code. */
export interface Badge {
  issuer: string;
  grant: string;
  holder: string;
  holderId: string;
  level: number;
  /** Day numbers since 1970. */
  from: number;
  until: number;
  statusIndex: number;
  commune: string;
  kind: number;
}

export function readBadge(bytes: Uint8Array): { badge: Badge; signed: Sign1 } {
  const signed = readSign1(bytes, 'vnd.essledger.badge', Algorithm.ES256);
  const fields = new Fields(signed.payload);
  const badge: Badge = {
    issuer: fields.text(1, 16),
    grant: fields.text(2, 16),
    holder: fields.text(3, 32),
    holderId: fields.text(4, 64),
    level: fields.integer(5, 0),
    from: fields.integer(6, 0),
    until: fields.integer(7, 0),
    statusIndex: fields.integer(8, 0),
    commune: fields.text(9, 16),
    kind: fields.integer(10, 0),
  };
  fields.end();
  return { badge, signed };
}
