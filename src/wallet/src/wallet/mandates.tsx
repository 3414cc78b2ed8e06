// What is paid without this device: by the ledger on arranged days, and by people whom one trusts. Each rests on a mandate that a device signed.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { signerOf } from '../device/key';
import { post, postCose } from '../ledger/http';
import { parseAmount } from '../money/amount';
import {
  addDays,
  ceilingsFor,
  dueDays,
  isLastOfShortMonth,
  yearAfter,
  type Ceilings,
  type Rhythm,
  type Schedule,
} from '../payments/schedule';
import { parisDay } from '../protocol/cooperation';
import { signMandate } from '../protocol/mandate';
import { noteFault } from '../protocol/order';
import { newUuid, uuidText } from '../protocol/uuid';
import { AmountField, Field, NoteField } from '../ui/fields';
import { Live, Money, Notice, Screen, go } from '../ui/parts';
import { amountText, currentLanguage, isWord, t, weekdayText } from '../ui/words';
import { useWork } from './entrance';
import { PayUnder } from './delegate';
import { ceilingWords, dayWords, payeeOf, type GivenMandate, type Payee, type ReceivedMandate } from './mandate';
import { refusalText } from './outcome';
import { StandingMark } from './pay';
import { Fact } from './receipt';
import type { Page, Wallet } from './wallet';

interface Run {
  due: string;
  state: 'paid' | 'refused' | 'given_up' | 'missed';
  on: string;
  reason: string | null;
  limit: string | null;
  payment: string | null;
}

interface Scheduled {
  mandate: string;
  state: 'active' | 'stopped' | 'over';
  payee: string;
  payeeName: string | null;
  amount: number;
  unit: string;
  every: Rhythm;
  firstDay: string;
  dayOfMonth: number | null;
  lastDay: string;
  note: string | null;
  nextDay: string | null;
  runs: Run[];
}

export function Mandates({ wallet, path }: { wallet: Wallet; path: string[] }) {
  const [screen, one = '', two = '', three = ''] = path;
  switch (screen) {
    case 'new':
      return <NewScheduled wallet={wallet} base32={one.toUpperCase()} />;
    case 'trust':
      return <Trust wallet={wallet} />;
    case 'pay':
      return <PayUnder wallet={wallet} payer={one} mandate={two} base32={three.toUpperCase()} />;
    default:
      return <Overview wallet={wallet} />;
  }
}

interface Lists {
  scheduled: Scheduled[];
  given: GivenMandate[];
  received: ReceivedMandate[];
}

function Overview({ wallet }: { wallet: Wallet }) {
  const base = `/v1/accounts/${wallet.account!.account}`;
  const [lists, setLists] = useState<Lists | null>(null);
  const work = useWork(async () => {
    const [scheduled, given, received] = await Promise.all([
      wallet.caller.call<Page<Scheduled>>(`${base}/scheduled-payments`),
      wallet.caller.call<Page<GivenMandate>>(`${base}/mandates`),
      wallet.caller.call<Page<ReceivedMandate>>(`${base}/mandates/received`),
    ]);
    setLists({ scheduled: scheduled.items, given: given.items, received: received.items });
  });
  useEffect(work.run, []);
  const take = async (address: string) => {
    await wallet.caller.call(`${base}/${address}`, { method: 'DELETE' });
    work.run();
  };

  // A mandate that was signed, and whose schedule the ledger never heard of, is shown with those that one can take back.
  const arranged = new Set(lists?.scheduled.map((one) => one.mandate));
  const trusted = lists?.given.filter((one) => !arranged.has(one.mandate) && one.state === 'active') ?? [];
  const usable = lists?.received.filter((one) => one.mandate.state === 'active') ?? [];
  return (
    <Screen title={t('mandates.title')} app={t('app.wallet')}>
      <Live urgent>{work.fault}</Live>
      <Live>{!lists && work.busy ? t('app.loading') : ''}</Live>
      {work.fault && (
        <button type="button" class="second" onClick={work.run}>
          {t('app.retry')}
        </button>
      )}
      {lists && (
        <>
          <section class="group">
            <h2>{t('mandates.scheduled')}</h2>
            {lists.scheduled.length === 0 && <p class="faint">{t('mandates.scheduledNone')}</p>}
            {lists.scheduled.map((one) => (
              <ScheduledCard one={one} key={one.mandate} stop={() => take(`scheduled-payments/${one.mandate}`)} />
            ))}
            <a class="second" href="#/mandates/new">
              {t('mandates.schedule')}
            </a>
          </section>
          <section class="group">
            <h2>{t('mandates.given')}</h2>
            {trusted.length === 0 && <p class="faint">{t('mandates.givenNone')}</p>}
            {trusted.map((one) => (
              <article class="card" key={one.mandate}>
                <h3>{one.delegateName ?? one.payeeName ?? one.delegate ?? t('mandates.ledger')}</h3>
                <p>{ceilingWords(one)}</p>
                <Paid one={one} />
                <Sure word="mandates.takeBack" act={() => take(`mandates/${one.mandate}`)} />
              </article>
            ))}
            <a class="second" href="#/mandates/trust">
              {t('mandates.trust')}
            </a>
          </section>
          {usable.length > 0 && (
            <section class="group">
              <h2>{t('mandates.received')}</h2>
              {usable.map(({ payer, mandate }) => (
                <article class="card" key={mandate.mandate}>
                  <h3>{payer.name ?? payer.account}</h3>
                  <p>{ceilingWords(mandate)}</p>
                  {mandate.payee && <p>{t('mandates.only', { name: mandate.payeeName ?? mandate.payee })}</p>}
                  <Paid one={mandate} />
                  <a
                    class="main"
                    href={
                      mandate.payee
                        ? `#/mandates/pay/${payer.account}/${mandate.mandate}`
                        : `#/scan/pay/${payer.account}/${mandate.mandate}`
                    }
                  >
                    {t('mandates.payFor', { name: payer.name ?? payer.account })}
                  </a>
                </article>
              ))}
            </section>
          )}
        </>
      )}
    </Screen>
  );
}

const Paid = ({ one }: { one: GivenMandate }) => (
  <p class="faint">{t('mandates.paidInPeriod', { amount: amountText(one.paidInPeriod, one.unit) })}</p>
);

/** A button that asks once more before it acts. */
function Sure({ word, act }: { word: 'mandates.takeBack' | 'mandates.stop'; act: () => Promise<unknown> }) {
  const [sure, setSure] = useState(false);
  const work = useWork(act);
  return (
    <>
      {sure && <p>{t('mandates.sureText')}</p>}
      <Live urgent>{work.fault}</Live>
      <button
        type="button"
        class={sure ? 'danger' : 'second'}
        aria-disabled={work.busy}
        onClick={() => (sure ? work.run() : setSure(true))}
      >
        {t(sure ? 'mandates.sure' : word)}
      </button>
    </>
  );
}

export function rhythmWords({ every, firstDay, dayOfMonth, lastDay }: Schedule): string {
  if (every === 'once') return t('mandates.every.once', { day: dayWords(firstDay) });
  const span = { first: dayWords(firstDay), last: dayWords(lastDay) };
  if (every === 'week') return t('mandates.every.week', { weekday: weekdayText(firstDay), ...span });
  if (dayOfMonth === 31) return t('mandates.every.monthEnd', span);
  const number = dayOfMonth === 1 && currentLanguage() === 'fr' ? '1er' : dayOfMonth;
  return t(dayOfMonth > 28 ? 'mandates.every.monthOrEnd' : 'mandates.every.month', { number, ...span });
}

function ScheduledCard({ one, stop }: { one: Scheduled; stop: () => Promise<unknown> }) {
  const schedule = { ...one, dayOfMonth: one.dayOfMonth ?? 0 };
  const [last, ...earlier] = one.runs;
  const troubled = last && last.state !== 'paid';
  return (
    <article class="card" data-testid="scheduled">
      <h3>{one.payeeName ?? one.payee}</h3>
      <p class="amount">
        <Money minor={one.amount} unit={one.unit} />
      </p>
      <p>{rhythmWords(schedule)}</p>
      {one.note && <p class="faint">{one.note}</p>}
      {one.state === 'active' ? (
        <p>{one.nextDay && <strong>{t('mandates.next', { day: dayWords(one.nextDay) })}</strong>}</p>
      ) : (
        <p class="faint">{t(`mandates.state.${one.state}`)}</p>
      )}
      {last &&
        (troubled ? (
          <Notice icon="alert" kind="warn">
            {runWords(last, one)}
          </Notice>
        ) : (
          <p>
            <RunLine run={last} of={one} />
          </p>
        ))}
      {earlier.length > 0 && (
        <details class="note">
          <summary>{t('mandates.earlier', { count: earlier.length })}</summary>
          <ul class="runs">
            {earlier.map((run) => (
              <li key={run.due}>
                <RunLine run={run} of={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {one.state === 'active' && <Sure word="mandates.stop" act={stop} />}
    </article>
  );
}

function RunLine({ run, of }: { run: Run; of: Scheduled }) {
  return run.payment ? <a href={`#/payment/${run.payment}`}>{runWords(run, of)}</a> : <>{runWords(run, of)}</>;
}

function runWords(run: Run, of: Scheduled): string {
  const words = { due: dayWords(run.due), on: dayWords(run.on), reason: reasonWords(run) };
  if (run.state !== 'refused') return t(`mandates.run.${run.state}`, words);
  return of.nextDay
    ? t('mandates.run.refused', { ...words, next: dayWords(of.nextDay) })
    : t('mandates.run.given_up', words);
}

function reasonWords({ reason, limit }: Run): string {
  const word = `mandates.limit.${limit}`;
  if (limit && isWord(word)) return t(word);
  return reason ? refusalText({ code: reason, detail: '' }) : '';
}

/** Account and name as typed: the ledger says whether they belong together, and never whose account it is. */
function useParty(wallet: Wallet) {
  const [account, setAccount] = useState('');
  const [name, setName] = useState('');
  const plain = account.replace(/\s/g, '').toUpperCase();
  const check = async (): Promise<'' | 'own' | 'disagrees'> => {
    if (plain === wallet.account!.account) return 'own';
    const { agrees } = await wallet.caller.call<{ agrees: boolean }>(
      `/v1/accounts/${encodeURIComponent(plain)}/name-check`,
      post({ name: name.trim() }),
    );
    return agrees ? '' : 'disagrees';
  };
  const fields = (
    <>
      <Field id="account" label={t('mandates.account')} hint={t('mandates.accountHint')}>
        <input
          id="account"
          type="text"
          required
          maxLength={30}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-describedby="account-hint"
          value={account}
          onInput={(event) => setAccount(event.currentTarget.value)}
        />
      </Field>
      <Field id="name" label={t('mandates.name')} hint={t('mandates.nameHint')}>
        <input
          id="name"
          type="text"
          required
          maxLength={200}
          autocomplete="off"
          aria-describedby="name-hint"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Field>
    </>
  );
  return { fields, check, account: plain, name: name.trim() };
}

function DayField(props: {
  id: string;
  label: string;
  least: string;
  day: string;
  onDay(day: string): void;
  fault?: string | undefined;
}) {
  return (
    <Field id={props.id} label={props.label} fault={props.fault}>
      <input
        id={props.id}
        type="date"
        required
        min={props.least}
        max="2999-12-31"
        aria-invalid={Boolean(props.fault)}
        aria-describedby={props.fault ? `${props.id}-hint` : undefined}
        value={props.day}
        onInput={(event) => props.onDay(event.currentTarget.value)}
      />
    </Field>
  );
}

const isDay = (day: string) => /^2\d{3}-\d\d-\d\d$/.test(day);

/**
 * Signs on this device and hands the mandate over. What was signed once is kept while the same is asked for, so that an answer that was lost
 * makes no second mandate.
 */
function useSigned(wallet: Wallet) {
  const kept = useRef<{ of: string; id: string; bytes: BufferSource } | null>(null);
  return async (ceilings: Ceilings, payee: string | null, delegate: string | null): Promise<string> => {
    const { account } = wallet.account!;
    const { ledger, unit } = wallet.ledger.info;
    const of = JSON.stringify([account, ceilings, payee, delegate]);
    if (kept.current?.of !== of) {
      const id = uuidText(newUuid(wallet.ledger.now()));
      const signer = await signerOf(wallet.key!, ceilings.perPeriod);
      kept.current = {
        of,
        id,
        bytes: await signMandate({ ledger, id, payer: account, payee, unit, ...ceilings }, signer),
      };
    }
    const query = delegate ? `?delegate=${encodeURIComponent(delegate)}` : '';
    await wallet.caller.call(`/v1/accounts/${account}/mandates${query}`, postCose(kept.current.bytes));
    return kept.current.id;
  };
}

function NewScheduled({ wallet, base32 }: { wallet: Wallet; base32: string }) {
  const today = parisDay(wallet.ledger.now());
  const { unit } = wallet.ledger.info;
  const [scanned, setScanned] = useState<Payee | 'reading' | 'failed' | null>(base32 ? 'reading' : null);
  const party = useParty(wallet);
  const [payee, setPayee] = useState<Payee | null>(null);
  const [amountTyped, setAmount] = useState('');
  const [every, setEvery] = useState<Rhythm>('month');
  const [firstDay, setFirstDay] = useState(addDays(today, 1));
  const [toTheEnd, setToTheEnd] = useState(false);
  const [lastDay, setLastDay] = useState(addDays(yearAfter(addDays(today, 1)), -1));
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState('');
  const sign = useSigned(wallet);

  useEffect(() => {
    if (base32) void payeeOf(base32, wallet).then((found) => setScanned(found ?? 'failed'));
  }, [base32]);

  const amount = parseAmount(amountTyped);
  const firstGood = isDay(firstDay) && firstDay >= today;
  const short = firstGood && every === 'month' && isLastOfShortMonth(firstDay);
  const schedule: Schedule = {
    every,
    firstDay,
    dayOfMonth: short && toTheEnd ? 31 : Number(firstDay.slice(8)),
    lastDay: every === 'once' ? firstDay : lastDay,
  };
  const lastGood = every === 'once' || (isDay(lastDay) && lastDay >= firstDay);
  const noteWrong = noteFault(note);
  const ready = amount !== null && firstGood && lastGood && !noteWrong;

  const check = useWork(async () => {
    setTried(true);
    setFault('');
    if (!ready) return;
    if (scanned !== null) {
      if (typeof scanned === 'object') setPayee(scanned);
      return;
    }
    const wrong = await party.check();
    if (wrong) setFault(t(`mandates.party.${wrong}`));
    else setPayee({ account: party.account, name: party.name, standing: null, byCode: false, request: null });
  });
  const arrange = useWork(async () => {
    const mandate = await sign(ceilingsFor(schedule, amount!, today), payee!.account, null);
    const { dayOfMonth, ...rest } = schedule;
    await wallet.caller.call(
      `/v1/accounts/${wallet.account!.account}/scheduled-payments`,
      post({
        mandate,
        amount,
        ...rest,
        ...(every === 'month' ? { dayOfMonth } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      }),
    );
    go('#/mandates');
  });

  if (payee && ready) {
    const [first, second] = dueDays(schedule, 2);
    const ceilings = ceilingsFor(schedule, amount, today);
    return (
      <Review
        key="review"
        title={t('mandates.reviewTitle')}
        sign={t('mandates.signSchedule')}
        work={arrange}
        change={() => setPayee(null)}
      >
        <section class="payee">
          <p class="label">{t('pay.to')}</p>
          <p class="name">{payee.name}</p>
          {payee.byCode && <StandingMark standing={payee.standing} />}
        </section>
        <dl class="facts">
          <Fact word={t('pay.amount')}>{amountText(amount, unit)}</Fact>
          <Fact word={t('mandates.when')}>{rhythmWords(schedule)}</Fact>
          <Fact word={t('mandates.firstDays')}>
            {[first!, second]
              .filter((day) => day !== undefined)
              .map(dayWords)
              .join(' · ')}
          </Fact>
          {note.trim() && <Fact word={t('receipt.note')}>{note.trim()}</Fact>}
        </dl>
        <p>
          {t('mandates.signedSchedule', {
            name: payee.name,
            amount: amountText(amount, unit),
            days: ceilings.periodDays,
            last: dayWords(ceilings.lastDay),
          })}
        </p>
        <p class="faint">{t('mandates.triesText')}</p>
      </Review>
    );
  }
  return (
    <Screen key="form" title={t('mandates.schedule')} app={t('app.wallet')} back="#/mandates">
      {scanned === 'reading' && <Live>{t('pay.checking')}</Live>}
      {scanned === 'failed' && (
        <Notice icon="alert" kind="bad">
          {t('mandates.codeFailed')}
        </Notice>
      )}
      {scanned !== null && typeof scanned === 'object' && (
        <section class="payee">
          <p class="label">{t('pay.to')}</p>
          <p class="name" data-testid="payee">
            {scanned.name}
          </p>
          <ul class="marks">
            <li>
              <StandingMark standing={scanned.standing} />
            </li>
          </ul>
        </section>
      )}
      {scanned === null && (
        <>
          <p>{t('mandates.scheduleText')}</p>
          <a class="second" href="#/scan/new">
            {t('mandates.scanPayee')}
          </a>
        </>
      )}
      {scanned !== 'reading' && scanned !== 'failed' && (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            check.run();
          }}
        >
          {scanned === null && party.fields}
          <AmountField
            id="amount"
            label={t('mandates.amountEach')}
            text={amountTyped}
            onText={setAmount}
            fault={tried && amount === null}
          />
          <Field id="every" label={t('mandates.rhythm')}>
            <select id="every" value={every} onChange={(event) => setEvery(event.currentTarget.value as Rhythm)}>
              {(['month', 'week', 'once'] as const).map((one) => (
                <option value={one} key={one}>
                  {t(`mandates.rhythm.${one}`)}
                </option>
              ))}
            </select>
          </Field>
          <DayField
            id="first"
            label={t('mandates.firstDay')}
            least={today}
            day={firstDay}
            onDay={setFirstDay}
            fault={tried && !firstGood ? t('mandates.firstFault') : undefined}
          />
          {short && (
            <label class="tick">
              <input
                type="checkbox"
                checked={toTheEnd}
                onChange={(event) => setToTheEnd(event.currentTarget.checked)}
              />
              {t('mandates.toTheEnd')}
            </label>
          )}
          {every !== 'once' && (
            <DayField
              id="last"
              label={t('mandates.lastDay')}
              least={firstDay}
              day={lastDay}
              onDay={setLastDay}
              fault={tried && !lastGood ? t('mandates.lastFault') : undefined}
            />
          )}
          <NoteField id="note" label={t('mandates.note')} text={note} onText={setNote} />
          <Live urgent>{check.fault || fault}</Live>
          <button type="submit" class="main" aria-disabled={check.busy}>
            {t('mandates.continue')}
          </button>
        </form>
      )}
    </Screen>
  );
}

/** What is about to be signed, in words. */
function Review(props: {
  title: string;
  sign: string;
  work: { busy: boolean; fault: string; run(): void };
  change(): void;
  children: ComponentChildren;
}) {
  const { work } = props;
  return (
    <Screen title={props.title} app={t('app.wallet')}>
      {props.children}
      <Live urgent>{work.fault}</Live>
      <div class="actions">
        <button type="button" class="main" aria-disabled={work.busy} onClick={work.run}>
          {work.busy ? t('mandates.signing') : props.sign}
        </button>
        <button type="button" class="quiet" disabled={work.busy} onClick={props.change}>
          {t('mandates.change')}
        </button>
      </div>
    </Screen>
  );
}

function Trust({ wallet }: { wallet: Wallet }) {
  const today = parisDay(wallet.ledger.now());
  const { unit } = wallet.ledger.info;
  const party = useParty(wallet);
  const [perPaymentTyped, setPerPayment] = useState('');
  const [perPeriodTyped, setPerPeriod] = useState('');
  const [lastDay, setLastDay] = useState(yearAfter(today));
  const [tried, setTried] = useState(false);
  const [checked, setChecked] = useState(false);
  const [fault, setFault] = useState('');
  const sign = useSigned(wallet);

  const perPayment = parseAmount(perPaymentTyped);
  const perPeriod = parseAmount(perPeriodTyped);
  const periodGood = perPeriod !== null && perPeriod >= (perPayment ?? 1);
  const lastGood = isDay(lastDay) && lastDay >= today;
  const ready = perPayment !== null && periodGood && lastGood;

  const check = useWork(async () => {
    setTried(true);
    setFault('');
    if (!ready) return;
    const wrong = await party.check();
    if (wrong) setFault(t(`mandates.party.${wrong}`));
    else setChecked(true);
  });
  const give = useWork(async () => {
    await sign({ perPayment: perPayment!, perPeriod: perPeriod!, periodDays: 30, lastDay }, null, party.account);
    go('#/mandates');
  });

  if (checked && ready) {
    return (
      <Review
        key="review"
        title={t('mandates.trustTitle')}
        sign={t('mandates.signTrust')}
        work={give}
        change={() => setChecked(false)}
      >
        <section class="payee">
          <p class="label">{t('mandates.delegate')}</p>
          <p class="name">{party.name}</p>
        </section>
        <p>
          {t('mandates.signedTrust', {
            name: party.name,
            payment: amountText(perPayment, unit),
            period: amountText(perPeriod, unit),
            last: dayWords(lastDay),
          })}
        </p>
        <p class="faint">{t('mandates.trustHint')}</p>
      </Review>
    );
  }
  return (
    <Screen key="form" title={t('mandates.trust')} app={t('app.wallet')} back="#/mandates">
      <p>{t('mandates.trustText')}</p>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          check.run();
        }}
      >
        {party.fields}
        <AmountField
          id="per-payment"
          label={t('mandates.perPayment')}
          text={perPaymentTyped}
          onText={setPerPayment}
          fault={tried && perPayment === null}
        />
        <AmountField
          id="per-period"
          label={t('mandates.perPeriod')}
          text={perPeriodTyped}
          onText={setPerPeriod}
          fault={tried && !periodGood}
        />
        <DayField
          id="last"
          label={t('mandates.lastDay')}
          least={today}
          day={lastDay}
          onDay={setLastDay}
          fault={tried && !lastGood ? t('mandates.lastFault') : undefined}
        />
        <Live urgent>{check.fault || fault}</Live>
        <button type="submit" class="main" aria-disabled={check.busy}>
          {t('mandates.continue')}
        </button>
      </form>
    </Screen>
  );
}
