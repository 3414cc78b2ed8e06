// Finding a movement again: by a word, an amount, a direction, days. All of it happens on the device, over what the ledger gave its holder.

import { parseAmount } from '../money/amount';

/** What is looked at of a movement. */
export interface Findable {
  committedAt: string;
  kind: string;
  direction: 'debit' | 'credit';
  amount: number;
  counterparty: { account: string; name: string | null } | null;
  note: string | null;
}

/** What is asked for; empty texts ask for nothing. Days are those of Paris, `YYYY-MM-DD`, both included. */
export interface Wanted {
  words: string;
  direction: 'debit' | 'credit' | '';
  from: string;
  to: string;
}

export const everything: Wanted = { words: '', direction: '', from: '', to: '' };

export const isAnything = ({ words, direction, from, to }: Wanted) => !words.trim() && !direction && !from && !to;

/** Without case and accents: nobody types them into a search. */
export const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** @param dayOf The day in Paris of an instant, as YYYY-MM-DD. */
export function matcher(wanted: Wanted, dayOf: (when: string) => string): (one: Findable) => boolean {
  const words = plain(wanted.words).split(/\s+/).filter(Boolean);
  const amount = parseAmount(wanted.words);
  return (one) => {
    if (wanted.direction && one.direction !== wanted.direction) return false;
    const day = dayOf(one.committedAt);
    if ((wanted.from && day < wanted.from) || (wanted.to && day > wanted.to)) return false;
    if (amount !== null && one.amount === amount) return true;
    const text = plain(`${one.counterparty?.name ?? ''} ${one.note ?? ''}`);
    return words.every((word) => text.includes(word));
  };
}
