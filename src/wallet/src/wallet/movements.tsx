import { Money } from '../ui/parts';
import { bookDay, dayText, isWord, t, timeText } from '../ui/words';
import type { Movement } from './wallet';

/** Movements under their days, newest first. The sign is written, so that nothing hangs on a colour. */
export function Movements({ list, level: Heading }: { list: Movement[]; level: 'h2' | 'h3' }) {
  const days = new Map<string, Movement[]>();
  for (const one of list) {
    const day = bookDay(Date.parse(one.committedAt));
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return (
    <>
      {[...days].map(([day, movements]) => (
        <section key={day} class="day">
          <Heading>{dayText(movements[0]!.committedAt)}</Heading>
          <ul class="movements">
            {movements.map((one) => (
              <li key={one.position}>
                {one.payment ? (
                  <a href={`#/payment/${one.payment}`}>
                    <Line one={one} />
                  </a>
                ) : (
                  <span>
                    <Line one={one} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

export function kindText(kind: string): string {
  const word = `history.${kind}`;
  return isWord(word) ? t(word) : t('history.other');
}

/** By whose hand, where it was not the payer's own device. */
export function meansText(one: Movement): string {
  if (one.means === 'card') return t('history.byCard');
  if (one.means !== 'mandate') return '';
  if (one.direction === 'credit') return t('history.byMandate');
  return one.delegate
    ? t('history.byDelegate', { name: one.delegate.name ?? one.delegate.account })
    : t('history.byCalendar');
}

function Line({ one }: { one: Movement }) {
  const credit = one.direction === 'credit';
  const payment = one.kind === 'payment' || one.kind === 'refund';
  return (
    <>
      <span class="who">
        {payment ? (one.counterparty?.name ?? t('history.noName')) : kindText(one.kind)}
        <small>
          {timeText(one.committedAt)}
          {payment && ` · ${meansText(one) || kindText(one.kind)}`}
          {one.note && ` · ${one.note}`}
        </small>
      </span>
      <span class={credit ? 'sum in' : 'sum'}>
        {credit ? '+' : '\u2212'}
        <Money minor={one.amount} unit={one.unit} />
      </span>
    </>
  );
}
