import { useEffect, useState } from 'preact/hooks';
import { everything, isAnything, matcher, type Wanted } from '../payments/history';
import { Field } from '../ui/fields';
import { Live, Screen } from '../ui/parts';
import { bookDay, t } from '../ui/words';
import { useWork } from './entrance';
import { Movements } from './movements';
import type { Movement, Wallet } from './wallet';

const pageSize = 30;

/** A search reads on until it has found so many, so that a word of years ago is found without a tap for each page. */
const enough = 30;

export function History({ wallet }: { wallet: Wallet }) {
  const [list, setList] = useState<Movement[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [wanted, setWanted] = useState<Wanted>(everything);
  const searching = !isAnything(wanted);
  const matches = matcher(wanted, (when) => bookDay(Date.parse(when)));
  const found = list?.filter(matches) ?? null;

  const work = useWork(async () => {
    let [all, after, more] = [list ?? [], next, 0];
    do {
      const page = await wallet.entries(after, searching ? 500 : pageSize);
      all = [...all, ...page.items];
      after = page.next;
      more += page.items.filter(matches).length;
      setList(all);
      setNext(after);
    } while (searching && after && more < enough && !isBefore(all.at(-1), wanted.from));
  });
  useEffect(work.run, []);
  // Who stops typing for a moment wants to see what there is, also further back than what was read.
  useEffect(() => {
    if (!searching || !next || (found && found.length >= enough)) return;
    const timer = setTimeout(work.run, 400);
    return () => clearTimeout(timer);
  }, [wanted]);

  const set = (change: Partial<Wanted>) => setWanted({ ...wanted, ...change });
  return (
    <Screen title={t('history.title')} app={t('app.wallet')}>
      <form class="form" role="search" onSubmit={(event) => event.preventDefault()}>
        <Field id="words" label={t('history.search')} hint={t('history.searchHint')}>
          <input
            id="words"
            type="search"
            autocomplete="off"
            aria-describedby="words-hint"
            value={wanted.words}
            onInput={(event) => set({ words: event.currentTarget.value })}
          />
        </Field>
        <details class="more-fields">
          <summary>{t('history.filter')}</summary>
          <Field id="direction" label={t('history.direction')}>
            <select
              id="direction"
              value={wanted.direction}
              onChange={(event) => set({ direction: event.currentTarget.value as Wanted['direction'] })}
            >
              <option value="">{t('history.both')}</option>
              <option value="debit">{t('history.out')}</option>
              <option value="credit">{t('history.in')}</option>
            </select>
          </Field>
          <div class="row">
            <Day id="from" label={t('history.from')} day={wanted.from} onDay={(from) => set({ from })} />
            <Day id="to" label={t('history.to')} day={wanted.to} onDay={(to) => set({ to })} />
          </div>
          <Statement wallet={wallet} wanted={wanted} />
        </details>
      </form>
      {found && <Movements list={found} level="h2" />}
      <Live urgent>{work.fault}</Live>
      <Live>
        {work.busy
          ? t('app.loading')
          : found?.length === 0
            ? t(searching ? 'history.nothing' : 'home.empty')
            : found && !next
              ? t('history.end')
              : ''}
      </Live>
      {(next || work.fault) && (
        <button type="button" class="second" aria-disabled={work.busy} onClick={work.run}>
          {t(work.fault ? 'app.retry' : 'history.more')}
        </button>
      )}
    </Screen>
  );
}

const isBefore = (last: Movement | undefined, day: string) =>
  day !== '' && last !== undefined && bookDay(Date.parse(last.committedAt)) < day;

function Day(props: { id: string; label: string; day: string; onDay(day: string): void }) {
  return (
    <Field id={props.id} label={props.label}>
      <input id={props.id} type="date" value={props.day} onInput={(event) => props.onDay(event.currentTarget.value)} />
    </Field>
  );
}

/** The statement of the days chosen above, as a file: a telephone offers to share it, a desk to save it. */
function Statement({ wallet, wanted }: { wallet: Wallet; wanted: Wanted }) {
  const [kept, setKept] = useState('');
  const fetch = async (form: 'pdf' | 'csv') => {
    const query = new URLSearchParams();
    if (wanted.from) query.set('from', wanted.from);
    if (wanted.to) query.set('to', wanted.to);
    setKept('');
    const blob = await wallet.caller.file(`/v1/accounts/${wallet.account!.account}/statement.${form}?${query}`);
    const days = [wanted.from, wanted.to].filter(Boolean).join('_') || bookDay(wallet.ledger.now());
    const name = `${t('history.file')}-${days}.${form}`;
    const file = new File([blob], name, { type: blob.type });
    if (matchMedia('(pointer: coarse)').matches && navigator.canShare?.({ files: [file] })) {
      await navigator.share({ files: [file] }).catch((error: unknown) => {
        // Who closes the sheet of choices wanted nothing after all.
        if (!(error instanceof DOMException && error.name === 'AbortError')) save(file);
      });
    } else save(file);
    setKept(name);
  };
  const pdf = useWork(() => fetch('pdf'));
  const csv = useWork(() => fetch('csv'));
  const disordered = wanted.from !== '' && wanted.to !== '' && wanted.to < wanted.from;
  return (
    <section>
      <h2 class="label">{t('history.statement')}</h2>
      <p class="faint">{t('history.statementText')}</p>
      <Live urgent>{disordered ? t('history.disordered') : pdf.fault || csv.fault}</Live>
      <Live>{pdf.busy || csv.busy ? t('app.loading') : kept && t('history.kept', { name: kept })}</Live>
      <div class="row">
        <button
          type="button"
          class="second"
          aria-disabled={disordered || pdf.busy}
          onClick={() => disordered || pdf.run()}
        >
          {t('history.pdf')}
        </button>
        <button
          type="button"
          class="second"
          aria-disabled={disordered || csv.busy}
          onClick={() => disordered || csv.run()}
        >
          {t('history.csv')}
        </button>
      </div>
    </section>
  );
}

function save(file: File) {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
