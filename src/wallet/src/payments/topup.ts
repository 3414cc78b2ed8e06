// Euro sent to the association by bank transfer, which become units: where to, and by what the transfer is known as ours.

export interface TopUp {
  account: string;
  holder: string;
  iban: string;
  bic: string | null;
  /** Structured creditor reference (ISO 11649). */
  reference: string;
  /** What to write where a bank takes no structured reference. */
  words: string;
  /** What a code says that banking apps scan (EPC069-12), without an amount. */
  code: string;
}

/** The largest amount that such a code takes, in cents. */
export const mostCents = 99_999_999_999;

const amountLine = 7;

/** The same code with an amount in it; null: whoever pays says how much. */
export function codeWith(code: string, cents: number | null): string {
  const lines = code.split('\n');
  lines[amountLine] = cents === null ? '' : `EUR${(cents / 100).toFixed(2)}`;
  return lines.join('\n');
}

/** As people read an IBAN or a reference: in groups of four. */
export const grouped = (text: string) => text.match(/.{1,4}/g)?.join(' ') ?? '';
