// A slip of paper notes: what two phones sign when notes go from hand to hand, the second over the first one's bytes. Neither needs a network.

import { verifyAsync } from '@noble/secp256k1';
import { equal, sha256, type Bytes } from './bytes';
import { decode, encode, type Item } from './cbor';
import { Algorithm, Fields, readSign1, sign1, type Sign1, type Signer } from './cose';
import { Malformed } from './malformed';
import { isUuid7, uuidBytes, uuidText } from './uuid';

export const slipType = 'vnd.essledger.slip';

/** So many of one kind of note. */
export interface NoteCount {
  series: string;
  /** The face value, in hundredths. */
  denomination: number;
  count: number;
}

export interface Slip {
  ledger: string;
  id: string;
  from: string;
  to: string;
  /** In the order of a drawer: by denomination, then by series. */
  notes: NoteCount[];
  /** Unix seconds of the phone that signs. */
  at: number;
  /** SHA-256 of the first slip's bytes; absent in the first one itself. */
  first?: Bytes;
}

export interface SignedSlip {
  slip: Slip;
  message: Sign1;
  bytes: Bytes;
}

export const mostKinds = 12;
const place = /^(VAULT|DRAWER\.[A-Z2-7]{12})$/;

/** The order of a drawer. */
export const inOrder = (notes: readonly NoteCount[]): NoteCount[] =>
  [...notes].sort((a, b) => a.denomination - b.denomination || (a.series < b.series ? -1 : 1));

export const worth = (notes: readonly NoteCount[]) => notes.reduce((sum, n) => sum + n.denomination * n.count, 0);

export function slipPayload(slip: Slip): Bytes {
  const fields = new Map<number, Item>([
    [1, slip.ledger],
    [2, uuidBytes(slip.id)],
    [3, slip.from],
    [4, slip.to],
    [5, inOrder(slip.notes).map((n) => [n.series, n.denomination, n.count])],
    [6, slip.at],
  ]);
  if (slip.first) fields.set(7, slip.first);
  return encode(fields);
}

export const signSlip = (slip: Slip, signer: Signer): Promise<Bytes> => sign1(slipType, slipPayload(slip), signer);

/** The second signature: the same notes, and the very bytes of the first. */
export const countersign = async (first: SignedSlip, at: number, signer: Signer): Promise<Bytes> =>
  signSlip({ ...first.slip, at, first: await sha256(first.bytes) }, signer);

/** @throws Malformed */
export function readSlip(bytes: Bytes): SignedSlip {
  const message = readSign1(bytes, slipType, Algorithm.ES256K);
  const fields = new Fields(message.payload);
  const ledger = fields.text(1, 16);
  if (!/^[!-~]+$/.test(ledger)) throw new Malformed('field 1: printable ASCII');
  const id = fields.bytes(2, 16);
  if (!isUuid7(id)) throw new Malformed('field 2: version 7');
  const [from, to] = [fields.text(3, 22), fields.text(4, 22)];
  if (!place.test(from) || !place.test(to)) throw new Malformed('fields 3 and 4: places');
  const notes = notesOf(decode(message.payload) as Map<number, Item>);
  fields.skip(5);
  const at = fields.integer(6, 0, 253_402_300_799);
  const first = fields.has(7) ? fields.bytes(7, 32) : undefined;
  fields.end();
  return { slip: { ledger, id: uuidText(id), from, to, notes, at, ...(first ? { first } : {}) }, message, bytes };
}

function notesOf(map: Map<number, Item>): NoteCount[] {
  const kinds = map.get(5);
  if (!Array.isArray(kinds) || kinds.length < 1 || kinds.length > mostKinds) throw new Malformed('field 5: kinds');
  const notes = kinds.map((kind) => {
    const [series, denomination, count] = Array.isArray(kind) && kind.length === 3 ? kind : [];
    if (
      typeof series !== 'string' ||
      !/^[A-Z0-9]{1,8}$/.test(series) ||
      !within(denomination, 1_000_000) ||
      !within(count, 10_000_000)
    ) {
      throw new Malformed('field 5: a kind of note');
    }
    return { series, denomination, count };
  });
  if (inOrder(notes).some((n, i) => n !== notes[i])) throw new Malformed('field 5: order');
  if (new Set(notes.map((n) => `${n.denomination}-${n.series}`)).size < notes.length)
    throw new Malformed('field 5: twice');
  return notes;
}

const within = (value: unknown, most: number): value is number =>
  typeof value === 'number' && value >= 1 && value <= most;

export const verifySlip = (signed: SignedSlip, publicKey: Bytes): Promise<boolean> =>
  verifyAsync(signed.message.signature, signed.message.signedBytes, publicKey, { prehash: true, lowS: true });

/** Whether the second is of the first, to the letter. */
export async function fits(first: SignedSlip, second: SignedSlip): Promise<boolean> {
  const { first: of, at: _, ...said } = second.slip;
  const { first: none, at: __, ...before } = first.slip;
  return (
    none === undefined &&
    of !== undefined &&
    equal(of, await sha256(first.bytes)) &&
    equal(slipPayload({ ...said, at: 0 }), slipPayload({ ...before, at: 0 }))
  );
}
