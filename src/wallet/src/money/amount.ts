// Amounts are integers of minor units everywhere; these two functions are the only doors to and from people.

export type Language = 'fr' | 'en';

export const largestAmount = Number.MAX_SAFE_INTEGER;

const narrowSpace = '\u202f';
const hardSpace = '\u00a0';

/** 123450 → "1 234,50 MLC" in French, "1,234.50 MLC" in English. */
export function formatAmount(minor: number, unit: string, language: Language): string {
  return formatNumber(minor, language) + hardSpace + unit;
}

export function formatNumber(minor: number, language: Language): string {
  if (!Number.isSafeInteger(minor)) throw new Error(`not an amount: ${minor}`);
  const digits = String(Math.abs(minor)).padStart(3, '0');
  const [group, point] = language === 'fr' ? [narrowSpace, ','] : [',', '.'];
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group);
  return `${minor < 0 ? '\u2212' : ''}${whole}${point}${digits.slice(-2)}`;
}

/**
 * What a person typed, in minor units, or null when it is not one clear positive amount.
 * Comma and point both mean the decimal sign, because phone keyboards offer whichever they like;
 * so thousands may only be set apart by spaces.
 */
export function parseAmount(text: string): number | null {
  const match = /^(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{0,2}))?$/.exec(text.trim());
  if (!match) return null;
  const whole = match[1]!.replace(/\D/g, '');
  const amount = Number(whole + (match[2] ?? '').padEnd(2, '0'));
  return amount >= 1 && amount <= largestAmount ? amount : null;
}

/** The keypad: what the shown text becomes after a key. Keys that would lead nowhere change nothing. */
export function pressKey(text: string, key: string): string {
  if (key === 'back') return text.slice(0, -1);
  if (key === ',') return text.includes(',') ? text : (text || '0') + ',';
  if (!/^\d$/.test(key)) return text;
  const [whole = '', cents] = text.split(',');
  if (cents !== undefined) return cents.length < 2 ? text + key : text;
  if (whole === '0') return key;
  return whole.length < 7 ? text + key : text;
}
