// The confirmation of a cooperation: what a participant's device signs. Two bodies sign the same text, each with its own device.

import { sha256, type Bytes } from './bytes';
import { encode, type Item } from './cbor';
import { sign1, type Signer } from './cose';
import { uuidBytes } from './uuid';

export const confirmationType = 'vnd.essledger.cooperation';

export interface Confirmation {
  /** The label book's own name, not the currency's. */
  ledger: string;
  cooperation: string;
  /** SHA-256 of the text, as it was given. */
  text: Bytes;
  participant: string;
  /** The day of signing, `YYYY-MM-DD` in Europe/Paris. */
  day: string;
}

export function confirmationPayload(confirmation: Confirmation): Bytes {
  if (confirmation.text.length !== 32) throw new Error('a text is signed by its SHA-256');
  const fields = new Map<number, Item>([
    [1, confirmation.ledger],
    [2, uuidBytes(confirmation.cooperation)],
    [3, confirmation.text],
    [4, confirmation.participant],
    [5, dayNumber(confirmation.day)],
  ]);
  return encode(fields);
}

export const signConfirmation = (confirmation: Confirmation, signer: Signer): Promise<Bytes> =>
  sign1(confirmationType, confirmationPayload(confirmation), signer);

/** Over the text to the letter: neither trimmed nor normalised. */
export const textDigest = (text: string): Promise<Bytes> => sha256(new TextEncoder().encode(text));

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  const instant = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // Some engines take 31 February for 3 March.
  if (!(instant >= 0) || new Date(instant).toISOString().slice(0, 10) !== day) throw new Error(`not a day: ${day}`);
  return instant / 86_400_000;
}

/** Which day an instant (ms) falls on for the ledger: that of Europe/Paris, wherever the device is. */
export const parisDay = (instant: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(instant);
