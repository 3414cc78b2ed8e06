import { useEffect, useRef, useState } from 'preact/hooks';
import { usuallyAsksAbove } from '../device/key';
import { mayHavePasskey } from '../device/passkey';
import { largestAmount, parseAmount } from '../money/amount';
import { isShowable, makeOrder, readPayable, type Aim, type Reading } from '../payments/pay';
import { accepted, partsOf, usualChoice, type Purse } from '../payments/purses';
import { fromBase32 } from '../protocol/base32';
import { longestNote, noteFault } from '../protocol/order';
import type { PaymentRequest } from '../protocol/request';
import { Icon, Keypad, Live, Money, Notice, Screen, Typed, go, type IconName } from '../ui/parts';
import { allowSound } from '../ui/sound';
import { amountText, isWord, t } from '../ui/words';
import { useWork } from './entrance';
import { PurseChoice } from './purses';
import type { Wallet } from './wallet';

/** An ask that its payer reads: what for, and how to refuse it. */
interface Asked {
  note: string | null;
  /** Who asks has no label to show. */
  individual: boolean;
  refuse: ReturnType<typeof useWork>;
}

export function PayScreen({ wallet, base32, asked }: { wallet: Wallet; base32: string; asked?: Asked }) {
  const [reading, setReading] = useState<Reading | null>(null);
  const read = () => {
    setReading(null);
    void bytesOf(base32, wallet).then(setReading);
  };
  useEffect(read, [base32]);

  switch (reading?.state) {
    case undefined:
      return (
        <main id="main" class="page">
          <Live>{t('pay.checking')}</Live>
        </main>
      );
    case 'payable': {
      const { request } = reading;
      const pending = wallet.pending.find((order) => order.request === request.request && !request.standing);
      if (pending) {
        return (
          <Screen title={t('pay.pendingTitle')} app={t('app.wallet')} back="#/">
            <Notice icon="wait" kind="warn">
              {t('pay.pendingText')}
            </Notice>
            <a class="main" href={`#/done/${pending.id}`}>
              {t('pay.pendingOpen')}
            </a>
          </Screen>
        );
      }
      const { payee } = reading.live;
      return (
        <Confirm
          wallet={wallet}
          aim={request}
          name={payee.name}
          {...(asked?.individual ? {} : { standing: payee.label?.standing ?? null })}
          amount={request.amount}
          reference={asked ? asked.note : request.reference}
          code={base32}
          {...(asked ? { refuse: asked.refuse.run, refuseFault: asked.refuse.fault } : {})}
        />
      );
    }
    case 'closed':
      return (
        <Screen title={t('closed.title')} app={t('app.wallet')} back="#/">
          <Notice icon="cross">{t(`closed.${reading.reason}`)}</Notice>
          <p>{t('closed.from', { name: reading.request.payeeName })}</p>
          <a class="main" href="#/scan">
            {t('refused.again')}
          </a>
        </Screen>
      );
    case 'offline':
      return (
        <Screen title={t('offline.title')} app={t('app.wallet')} back="#/">
          <Notice icon="cloud">{t('offline.text')}</Notice>
          {reading.request && isShowable(reading.request, wallet.ledger) && (
            <ShowInstead wallet={wallet} request={reading.request} />
          )}
          <button type="button" class="main" onClick={read}>
            {t('app.retry')}
          </button>
        </Screen>
      );
    case 'unknown_code':
      return (
        <Screen title={t('unknown_code.title')} app={t('app.wallet')} back="#/">
          <Notice icon="alert" kind="bad">
            {t('unknown_code.lead')}
          </Notice>
          <p>{t(`unknown_code.${reading.reason}`)}</p>
          <a class="main" href="#/scan">
            {t('refused.again')}
          </a>
        </Screen>
      );
  }
}

async function bytesOf(base32: string, wallet: Wallet): Promise<Reading> {
  try {
    return await readPayable(fromBase32(base32), wallet.ledger);
  } catch (error) {
    console.warn(error);
    return { state: 'unknown_code', reason: 'malformed' };
  }
}

/** Without a network the payer's phone shows what it signed, and the till sends it: bound to this payee and this amount, for two minutes. */
function ShowInstead({ wallet, request }: { wallet: Wallet; request: PaymentRequest }) {
  const amount = request.amount!;
  const { fault, run } = useWork(async () => {
    allowSound();
    const order = await makeOrder(wallet.ledger, wallet.key!, request, request.payeeName, amount, '', 'shown');
    await wallet.outbox.pay(order);
    location.replace(`#/done/${order.id}`);
  });
  return (
    <section class="card payee">
      <p class="label">{t('pay.to')}</p>
      <p class="name">{request.payeeName}</p>
      <p class="figure">
        <Money minor={amount} unit={request.unit} />
      </p>
      <p>{t('shown.offer')}</p>
      <Live urgent>{fault}</Live>
      <button type="button" class="main" onClick={run}>
        {t('shown.button', { amount: amountText(amount, request.unit) })}
      </button>
    </section>
  );
}

const standingIcons: Record<string, IconName> = { active: 'shield', suspended: 'pause', unlabelled: 'ring' };

export function StandingMark({ standing }: { standing: string | null }) {
  const known = standing ?? 'unlabelled';
  const word = `standing.${known}`;
  return (
    <span class={`standing ${known === 'active' ? 'good' : known === 'unlabelled' ? '' : 'warn'}`}>
      <Icon name={standingIcons[known] ?? 'alert'} />
      {isWord(word) ? t(word) : known}
    </span>
  );
}

/** What is asked for before anything is signed: of a code, or of a payee who was found without one. */
export function Confirm(props: {
  wallet: Wallet;
  aim: Aim;
  /** As the ledger knows it. */
  name: string;
  /** Of the payee's label; null: they have none; left out: an individual. */
  standing?: string | null;
  /** Null: the payer chooses. */
  amount: number | null;
  reference: string | null;
  /** The base32 part of the code, where there is one. */
  code?: string;
  /** Instead of leaving: what is asked is refused. */
  refuse?(): void;
  refuseFault?: string;
}) {
  const { wallet, aim, name, standing, reference } = props;
  const { limits } = wallet.ledger.info;
  const { unit } = aim;
  const inCredit = unit !== wallet.ledger.info.unit;
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState(aim.request ? '' : (reference ?? ''));

  const amount = props.amount ?? parseAmount(typed);
  const [purses, setPurses] = useState<Purse[]>([]);
  const [choice, setChoice] = useState<Set<string> | null>(null);
  const holdsPurses = !inCredit && (wallet.balance?.purses?.length ?? 0) > 0;
  useEffect(() => {
    // Without an answer ordinary money pays, as for whoever has no purse.
    if (holdsPurses) wallet.pursesAt(aim.payee).then((all) => setPurses(accepted(all)), console.warn);
  }, [holdsPurses, aim.payee]);
  const chosen = choice ?? usualChoice(purses, amount ?? 0);
  const parts = amount === null ? [] : partsOf(purses, chosen, chosen.size === 0 ? 0 : amount);

  const funds =
    wallet.balance && !wallet.stale ? (chosen.size === 0 ? wallet.reach(unit) : wallet.balance.balance) : null;
  const fault = noteFault(note);
  const tooMuch = amount !== null && amount > Math.min(funds ?? largestAmount, limits?.maxAmount ?? largestAmount);
  const own = aim.payee === wallet.account!.account;
  const ready = amount !== null && parts !== null && !fault && !own;

  /** Between the answer and the next screen the button is no longer of use: whoever taps twice pays once. */
  const sent = useRef(false);
  // One tap, one order: a second tap while the first is on its way makes no second id. Nor is a passkey asked for twice: what is signed is kept and sent again as it is.
  const {
    busy: sending,
    fault: unpaid,
    run,
  } = useWork(async () => {
    allowSound();
    const order = await makeOrder(wallet.ledger, wallet.key!, aim, name, amount!, note.trim(), 'sent', parts!);
    await wallet.outbox.pay(order);
    sent.current = true;
    location.replace(`#/done/${order.id}`);
  });
  const pay = () => {
    if (ready && !sent.current) run();
  };

  return (
    <Screen title={t('pay.title')} app={t('app.wallet')} heading="hidden" kind="page confirm">
      <div class="scroll">
        <section class="payee">
          <p class="label">{t('pay.to')}</p>
          <p class="name" data-testid="payee">
            {name}
          </p>
          <ul class="marks">
            <li>
              <span class="standing good">
                <Icon name="check" />
                {t('pay.verified')}
              </span>
            </li>
            {standing !== undefined && (
              <li>
                <StandingMark standing={standing} />
              </li>
            )}
          </ul>
          {reference && <p class="faint">{t('pay.reference', { reference })}</p>}
        </section>
        {props.amount !== null ? (
          <p class="typed">
            <span class="label">{t('pay.amount')}</span>
            <strong class="figure">
              <Money minor={props.amount} unit={unit} />
            </strong>
          </p>
        ) : (
          <>
            <Typed text={typed} unit={unit} label={t('pay.enterAmount')} />
            <Keypad text={typed} onText={setTyped} onEnter={pay} />
          </>
        )}
        {purses.length > 0 && (
          <PurseChoice purses={purses} chosen={chosen} parts={parts} amount={amount} unit={unit} onChoice={setChoice} />
        )}
        {funds !== null && (
          <p class="faint">{t(inCredit ? 'pay.reach' : 'pay.balance', { amount: amountText(funds, unit) })}</p>
        )}
        <Live urgent>{unpaid || props.refuseFault || (own ? t('pay.own') : tooMuch ? t('pay.tooMuch') : '')}</Live>
        <details class="note">
          <summary>{t('pay.note')}</summary>
          <label for="note" class="unseen">
            {t('pay.note')}
          </label>
          <input
            id="note"
            type="text"
            value={note}
            aria-describedby="note-hint"
            aria-invalid={fault !== null}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
          <p id="note-hint" class="faint">
            {fault === 'too_long'
              ? t('pay.noteTooLong')
              : fault
                ? t('pay.noteForbidden')
                : t('pay.noteHint', { count: longestNote })}
          </p>
        </details>
        {amount !== null && amount > usuallyAsksAbove && !wallet.key!.opener && mayHavePasskey() && (
          <a class="more" href="#/settings">
            {t('pay.protect')}
          </a>
        )}
        {!own && <Favourite wallet={wallet} account={aim.payee} name={name} />}
        {!own && !inCredit && props.code && (
          <a class="more" href={`#/mandates/new/${props.code}`}>
            {t('mandates.schedulePayee')}
          </a>
        )}
      </div>
      <div class="actions">
        <button type="button" class="quiet" disabled={sending} onClick={props.refuse ?? (() => go('#/'))}>
          {t(props.refuse ? 'ask.refuse' : 'pay.cancel')}
        </button>
        <button type="button" class="main" aria-disabled={!ready || sending} onClick={pay}>
          {sending
            ? t('pay.sending')
            : amount !== null
              ? t('pay.confirm', { amount: amountText(amount, unit) })
              : t('pay.confirmEmpty')}
        </button>
      </div>
      <Live>{sending && <span class="unseen">{t('pay.sending')}</span>}</Live>
    </Screen>
  );
}

/** Whom one pays often is found at once the next time. */
function Favourite({ wallet, account, name }: { wallet: Wallet; account: string; name: string }) {
  const [kept, setKept] = useState<boolean | null>(null);
  useEffect(() => {
    void wallet.favourites().then((all) => setKept(all.some((one) => one.account === account)));
  }, [account]);
  if (kept === null) return null;
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={kept}
        onChange={(event) => {
          setKept(event.currentTarget.checked);
          void wallet.keepFavourite({ account, name }, event.currentTarget.checked);
        }}
      />
      {t('people.favourite')}
    </label>
  );
}
