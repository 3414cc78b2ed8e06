// Purses: money that a campaign gave, bound to places and days. An order is paid wholly by purses or wholly by ordinary money.

/** A purse of the account, as the ledger tells its holder. */
export interface Purse {
  purse: string;
  balance: number;
  /** The campaign's; null: it is of none. */
  name: string | null;
  /** The last day (YYYY-MM-DD) on which it pays; null: it has none. */
  until: string | null;
  where: Where | null;
  /** Whether it pays the payee that was asked for today; null: none was. */
  accepted: boolean | null;
}

export interface Where {
  labelled: boolean;
  kinds: ('resident' | 'merchant' | 'ess' | 'public')[];
  accounts: { account: string; name: string | null }[];
  categories: string[];
}

/** What one purse pays of an order. */
export interface Part {
  purse: string;
  part: number;
}

/** The purse that ends first is spent first; what has no end comes last. */
const sooner = (a: Purse, b: Purse) => (a.until ?? '9').localeCompare(b.until ?? '9') || a.purse.localeCompare(b.purse);

/** The purses that pay this payee, the one that ends first in front. */
export const accepted = (purses: Purse[]): Purse[] =>
  purses.filter((purse) => purse.accepted === true && purse.balance > 0).sort(sooner);

/** How the chosen purses pay an amount together, in their order; null: they hold less. */
export function partsOf(purses: Purse[], chosen: ReadonlySet<string>, amount: number): Part[] | null {
  const parts: Part[] = [];
  let left = amount;
  for (const { purse, balance } of accepted(purses)) {
    if (!chosen.has(purse) || left === 0) continue;
    const part = Math.min(left, balance);
    parts.push({ purse, part });
    left -= part;
  }
  return left === 0 ? parts : null;
}

/** What pays unless the payer chooses otherwise: the purses that end first, if those that pay here cover the amount; else ordinary money (empty). */
export function usualChoice(purses: Purse[], amount: number): Set<string> {
  const all = new Set(purses.map((purse) => purse.purse));
  return new Set((partsOf(purses, all, amount) ?? []).map((part) => part.purse));
}
