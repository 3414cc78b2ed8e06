// Scheduled payments as the ledger counts them: days of Europe/Paris, as YYYY-MM-DD.

import { dayNumber } from '../protocol/cooperation';

export type Rhythm = 'once' | 'week' | 'month';

export interface Schedule {
  every: Rhythm;
  firstDay: string;
  /** Every month: 1 to 31; in a shorter month its last day. */
  dayOfMonth: number;
  lastDay: string;
}

/** So many days after its due day the ledger still tries to pay. */
export const daysToTry = 5;

export const addDays = (day: string, days: number): string => dayText(dayNumber(day) + days);

/** The same day a year later, or the day before where that year has none. */
export function yearAfter(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return next.endsWith('-02-29') ? next.replace('-29', '-28') : next;
}

const dayText = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Whether a day is the last one of a month that has fewer than 31: then one may mean "the 30th", or "the last". */
export function isLastOfShortMonth(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return date < 31 && date === daysIn(year, month);
}

/** The due days in their order, as many as asked for. */
export function dueDays(schedule: Schedule, most: number): string[] {
  const { every, firstDay, dayOfMonth, lastDay } = schedule;
  const [year, month] = firstDay.split('-').map(Number) as [number, number];
  const days: string[] = [];
  for (let i = 0; days.length < most; i++) {
    const inYear = year + Math.floor((month - 1 + i) / 12);
    const inMonth = ((month - 1 + i) % 12) + 1;
    const date = Math.min(dayOfMonth, daysIn(inYear, inMonth));
    const day =
      every === 'month'
        ? `${String(inYear).padStart(4, '0')}-${String(inMonth).padStart(2, '0')}-${String(date).padStart(2, '0')}`
        : addDays(firstDay, 7 * i);
    if (day > lastDay || (every === 'once' && i > 0)) break;
    days.push(day);
  }
  return days;
}

export interface Ceilings {
  perPayment: number;
  perPeriod: number;
  periodDays: number;
  lastDay: string;
}

/**
 * What the device signs for a schedule: not more than the amount at a time, nor in a period. No two due days lie in one period (a month has at
 * least 28 days), so that nothing can be paid beside what was meant. The last day leaves the ledger the days on which it still tries.
 */
export function ceilingsFor(schedule: Schedule, amount: number, today: string): Ceilings {
  const lastDay = addDays(schedule.every === 'once' ? schedule.firstDay : schedule.lastDay, daysToTry);
  const periodDays = { once: dayNumber(lastDay) - dayNumber(today) + 1, week: 7, month: 28 }[schedule.every];
  return { perPayment: amount, perPeriod: amount, periodDays, lastDay };
}
