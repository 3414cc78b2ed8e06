// Every sentence comes from the resource files. French is the first language; a browser that asks for English gets it.

import en from '../locales/en.json';
import fr from '../locales/fr.json';
import { formatAmount, formatNumber, type Language } from '../money/amount';

export type Word = keyof typeof fr;

const books: Record<Language, Record<Word, string>> = { fr, en };
const setting = 'essledger-language';

let language: Language = chosen() ?? preferred(navigator.languages ?? [navigator.language]);
const watchers = new Set<() => void>();
apply();

function chosen(): Language | null {
  try {
    const kept = localStorage.getItem(setting);
    return kept === 'fr' || kept === 'en' ? kept : null;
  } catch {
    return null;
  }
}

export function preferred(tags: readonly string[]): Language {
  for (const tag of tags) {
    if (/^fr\b/i.test(tag)) return 'fr';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'fr';
}

function apply() {
  document.documentElement.lang = language;
}

export const currentLanguage = () => language;

export function switchLanguage() {
  language = language === 'fr' ? 'en' : 'fr';
  try {
    localStorage.setItem(setting, language);
  } catch {
    // The choice then lasts as long as the page.
  }
  apply();
  for (const watcher of watchers) watcher();
}

export function watchLanguage(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const isWord = (key: string): key is Word => Object.hasOwn(fr, key);

export function t(word: Word, values: Record<string, string | number> = {}): string {
  return books[language][word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export const amountText = (minor: number, unit: string) => formatAmount(minor, unit, language);
export const numberText = (minor: number) => formatNumber(minor, language);

const zone = 'Europe/Paris';
const locale = () => (language === 'fr' ? 'fr-FR' : 'en-GB');

const format = (options: Intl.DateTimeFormatOptions, when: string | number) =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(new Date(when));

export const timeText = (when: string | number) => format({ hour: '2-digit', minute: '2-digit' }, when);
export const dayText = (when: string | number) => format({ weekday: 'long', day: 'numeric', month: 'long' }, when);
export const dateText = (when: string | number) => format({ day: 'numeric', month: 'long', year: 'numeric' }, when);
export const momentText = (when: string | number) =>
  format(
    { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    when,
  );

export const minuteText = (when: string | number) =>
  format({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }, when);

/** How long ago something was, in minutes, hours or days. */
export function ageText(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const [count, unit] =
    minutes < 60
      ? [minutes, 'minute' as const]
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour' as const]
        : [Math.floor(minutes / 1440), 'day' as const];
  return new Intl.RelativeTimeFormat(locale(), { style: 'short' }).format(-count, unit);
}

/** The day in Paris as YYYY-MM-DD: the day that books and takings are kept by. */
export const bookDay = (when: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(when));

export const dayNumberText = (day: number) =>
  new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(day * 86_400_000),
  );

/** The day of the week of a day (`YYYY-MM-DD`). */
export const weekdayText = (day: string) =>
  new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', weekday: 'long' }).format(new Date(`${day}T00:00:00Z`));
