// A payment link: who asks, how much, what for. It is the wallet's own address with all of it behind the #, which no server ever sees.
// Nobody signed it: the ledger is asked whether account and name belong together before anything of it is shown as true.

import { largestAmount } from '../money/amount';
import { longestNote, noteFault } from '../protocol/order';

export interface Link {
  account: string;
  name: string;
  /** Null: the payer chooses. */
  amount: number | null;
  note: string;
  /** So that the same link is not paid twice by mistake; empty where none is asked for. */
  id: string;
}

export function linkHash({ account, name, amount, note, id }: Link): string {
  const parts = [account, name, amount === null ? '' : String(amount), note, id].map(encodeURIComponent);
  while (parts.at(-1) === '') parts.pop();
  return `#/to/${parts.join('/')}`;
}

export const linkAddress = (link: Link, origin: string) => `${origin}/wallet/${linkHash(link)}`;

/** The parts behind `#/to/`; null: they are no link of ours. */
export function readParts(parts: string[]): Link | null {
  try {
    const [account = '', name = '', amountText = '', note = '', id = ''] = parts.map(decodeURIComponent);
    const amount = amountText === '' ? null : Number(amountText);
    const good =
      /^[A-Z2-7]{16,22}$/.test(account) &&
      name.trim() !== '' &&
      name.length <= 200 &&
      !noteFault(name.slice(0, longestNote)) &&
      (amount === null || (/^\d+$/.test(amountText) && amount >= 1 && amount <= largestAmount)) &&
      !noteFault(note) &&
      /^[0-9a-f-]{0,36}$/.test(id) &&
      parts.length <= 5;
    return good ? { account, name, amount, note, id } : null;
  } catch {
    return null;
  }
}

/** What a camera read or a person pasted, if it is a payment link of this very origin. */
export function readLink(text: string, origin: string): Link | null {
  const start = `${origin}/wallet/#/to/`;
  const plain = text.trim();
  return plain.startsWith(start) ? readParts(plain.slice(start.length).split('/')) : null;
}
