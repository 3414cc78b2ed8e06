import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem, Unreachable } from '../ledger/http';
import { parseAmount } from '../money/amount';
import { Bar, Icon, Keypad, Live, Money, Notice, Screen, Typed, useLanguage } from '../ui/parts';
import { Picture, pictureOf } from '../ui/picture';
import { QrCode } from '../ui/qr';
import { allowSound, celebrate, deplore } from '../ui/sound';
import type { Bytes } from '../protocol/bytes';
import { Viewfinder } from '../ui/viewfinder';
import { amountText, momentText, numberText, t, type Word } from '../ui/words';
import { Turns } from './cashiers';
import { codeAddress, follow, type Sale } from './sale';
import { Till, type Closure } from './till';

export function App() {
  useLanguage();
  const [till, setTill] = useState<Till | null>(null);
  const [fault, setFault] = useState<'failed' | 'broken' | null>(null);
  const [, draw] = useState(0);
  const open = () => {
    setFault(null);
    Till.open().then(setTill, (error: unknown) => {
      console.error(error);
      setFault(error instanceof DOMException ? 'broken' : 'failed');
    });
  };
  useEffect(open, []);
  useEffect(() => till?.watch(() => draw((n) => n + 1)), [till]);
  useEffect(() => {
    const touch = () => till?.touch();
    for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, touch);
    return () => {
      for (const kind of ['pointerdown', 'keydown']) removeEventListener(kind, touch);
    };
  }, [till]);
  useEffect(() => {
    // The door for links that mean "sign in now".
    if (till && location.hash === '#/sign-in') {
      if (till.signedIn) history.replaceState(null, '', location.pathname);
      else void till.session.start('');
    }
  }, [till]);

  const sale = till?.sale;
  return (
    <>
      {!sale && <Bar icon="shop" name={till ? placeName(till) : t('app.till')} demo={till?.ledger.info.demo} />}
      {fault ? (
        <Screen title={t('app.failedTitle')} app={t('app.till')}>
          <Notice icon="cloud">{t(fault === 'broken' ? 'app.broken' : 'app.failed')}</Notice>
          <button type="button" class="main" onClick={open}>
            {t('app.retry')}
          </button>
        </Screen>
      ) : !till || (location.hash === '#/sign-in' && !till.signedIn) ? (
        <main id="main" class="page">
          <Live>{t('app.loading')}</Live>
        </main>
      ) : !till.signedIn ? (
        <Welcome till={till} />
      ) : sale ? (
        <SaleScreen key={sale.request} till={till} sale={sale} />
      ) : till.shop && till.asksPlace ? (
        <Places key={till.shop.account} till={till} />
      ) : till.shop && till.isLocked ? (
        <Turns till={till} />
      ) : till.shop ? (
        <Counter key={till.turn?.cashier} till={till} />
      ) : (
        <Shops till={till} />
      )}
    </>
  );
}

const placeName = ({ shop, place }: Till) =>
  shop ? (place ? `${shop.name} · ${place.name}` : shop.name) : t('app.till');

function Welcome({ till }: { till: Till }) {
  return (
    <Screen title={t('signin.tillTitle')} app={t('app.till')} kind="page hero">
      <p class="lead">{t('signin.tillText')}</p>
      {till.signInFault && (
        <Notice icon="alert" kind="warn">
          {t(till.signInFault === 'failed' ? 'signin.failed' : 'signin.ended')}
        </Notice>
      )}
      <button type="button" class="main" onClick={() => void till.session.start('')}>
        {t('signin.button')}
      </button>
      <a class="quiet" href="/accessibilite">
        {t('app.accessibility')}
      </a>
    </Screen>
  );
}

function Shops({ till }: { till: Till }) {
  return (
    <Screen title={t('till.choose')} app={t('app.till')}>
      {till.shops.length === 0 && <Notice icon="alert">{t('till.noShop')}</Notice>}
      <ul class="choices">
        {till.shops.map((shop) => (
          <li key={shop.merchant}>
            <button type="button" class="second" onClick={() => void till.choose(shop)}>
              <Icon name="shop" />
              {shop.name}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="quiet" onClick={() => void till.signOut()}>
        {t('till.signOut')}
      </button>
    </Screen>
  );
}

/** Asked once on each device: by the answer the desk tells takings apart. */
function Places({ till }: { till: Till }) {
  return (
    <Screen title={t('till.which')} app={t('app.till')}>
      <p>{t('till.whichText', { shop: till.shop!.name })}</p>
      <ul class="choices">
        {till.tills.map((place) => (
          <li key={place.till}>
            <button type="button" class="second" onClick={() => void till.beAt(place)}>
              <Icon name="shop" />
              {place.name}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="quiet" onClick={() => void till.beAt(null)}>
        {t('till.whichNone')}
      </button>
    </Screen>
  );
}

function Counter({ till }: { till: Till }) {
  const [closing, setClosing] = useState(false);
  const [refunding, setRefunding] = useState(false);
  const [chosen, setChosen] = useState(till.ledger.info.unit);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  useEffect(() => {
    void till.readTakings();
    const seen = () => document.visibilityState === 'visible' && void till.readTakings();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [till.shop]);

  if (refunding) return <RefundDoor till={till} onBack={() => setRefunding(false)} />;
  if (closing) return <Closing till={till} onBack={() => setClosing(false)} />;
  const { limits } = till.ledger.info;
  const units = till.shop?.units ?? [];
  const unit = units.includes(chosen) ? chosen : till.ledger.info.unit;
  const amount = parseAmount(typed);
  const limit = limits?.maxAmount;
  const tooMuch = amount !== null && limit !== undefined && amount > limit;
  const charge = () => {
    if (amount === null || tooMuch || busy) return;
    allowSound();
    setBusy(true);
    setFault('');
    till
      .charge(amount, unit)
      .catch((error: unknown) => {
        setFault(
          error instanceof Problem
            ? t('app.problem', { detail: error.detail, code: error.code })
            : error instanceof Unreachable
              ? t('till.failed')
              : String(error),
        );
      })
      .finally(() => setBusy(false));
  };
  return (
    <Screen title={t('till.title')} app={t('app.till')} heading="hidden" kind="page counter">
      <div class="side">
        {units.length > 1 && (
          <div class="units" role="radiogroup" aria-label={t('till.unit')}>
            {units.map((one) => (
              <label key={one}>
                <input type="radio" name="unit" checked={one === unit} onChange={() => setChosen(one)} />
                <span>{one}</span>
              </label>
            ))}
          </div>
        )}
        <Typed text={typed} unit={unit} label={t('till.amount')} />
        <Keypad text={typed} onText={setTyped} onEnter={charge} onTouch={allowSound} />
        <Live urgent>{fault || (tooMuch ? t('till.tooMuch', { amount: amountText(limit, unit) }) : '')}</Live>
        <button type="button" class="main" aria-disabled={amount === null || tooMuch || busy} onClick={charge}>
          <Icon name="scan" />
          {t(busy ? 'till.creating' : 'till.charge')}
        </button>
      </div>
      <div class="side">
        {till.keeps && (
          <section class="card">
            <h2 class="label">{t('till.today')}</h2>
            <p class="takings">{till.takings ? takingsText(till) : '\u2026'}</p>
            {till.takings?.refundTotal ? (
              <p class="faint">
                {t('till.refunds', { total: amountText(till.takings.refundTotal, till.takings.unit) })}
              </p>
            ) : null}
            <button type="button" class="second" onClick={() => setClosing(true)}>
              {t('close.title')}
            </button>
          </section>
        )}
        {till.turn && (
          <button type="button" class="second" onClick={() => till.endTurn()}>
            <Icon name="leave" />
            {t('turn.end', { name: till.turn.name })}
          </button>
        )}
        <p class="row">
          {till.refunds && (
            <button type="button" class="quiet" onClick={() => setRefunding(true)}>
              {t('refund.title')}
            </button>
          )}
          {till.shops.length > 1 && (
            <button type="button" class="quiet" onClick={() => void till.choose(null)}>
              {t('till.change')}
            </button>
          )}
          {till.keeps && till.tills.length > 0 && (
            <button type="button" class="quiet" onClick={() => till.askPlace()}>
              {t('till.changePlace')}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => void till.signOut()}>
            {t('till.signOut')}
          </button>
        </p>
      </div>
    </Screen>
  );
}

type Inside = { till: Till; onBack(): void };

/** Few customers come back for their money: what it takes is loaded when one does. */
function RefundDoor(props: Inside) {
  const [loaded, setLoaded] = useState<{ It: ComponentType<Inside> } | 'failed' | null>(null);
  useEffect(() => {
    import('./refund').then(
      ({ RefundDesk }) => setLoaded({ It: RefundDesk }),
      () => setLoaded('failed'),
    );
  }, []);
  if (loaded !== null && loaded !== 'failed') return <loaded.It {...props} />;
  return (
    <Screen title={t('refund.title')} app={t('app.till')}>
      <Live urgent={loaded === 'failed'}>{t(loaded === 'failed' ? 'app.failed' : 'app.loading')}</Live>
      <button type="button" class="second" onClick={props.onBack}>
        {t('close.back')}
      </button>
    </Screen>
  );
}

/** The end of the day: what was taken since the last closure, fixed in the book under a number. */
function Closing({ till, onBack }: { till: Till; onBack(): void }) {
  const [closure, setClosure] = useState<Closure | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const { unit } = till.ledger.info;
  const close = () => {
    if (busy) return;
    setBusy(true);
    setFault('');
    till
      .close()
      .then(setClosure, (error: unknown) =>
        setFault(
          error instanceof Problem ? t('app.problem', { detail: error.detail, code: error.code }) : t('close.failed'),
        ),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Screen key={closure ? 'closed' : 'close'} title={t(closure ? 'close.done' : 'close.title')} app={t('app.till')}>
      {closure ? (
        <>
          <p>{t('close.number', { number: closure.number, time: momentText(closure.closedAt) })}</p>
          <p class="typed">
            <span class="label">{t('close.period')}</span>
            <strong class="figure" data-testid="closed">
              <Money minor={closure.period.total - closure.period.refundTotal} unit={unit} />
            </strong>
          </p>
          <dl class="facts">
            <Total word={t('close.sales', { count: closure.period.count })} minor={closure.period.total} unit={unit} />
            <Total
              word={t('close.refunds', { count: closure.period.refundCount })}
              minor={-closure.period.refundTotal}
              unit={unit}
            />
            <Total
              word={t('close.perpetual')}
              minor={closure.perpetual.total - closure.perpetual.refundTotal}
              unit={unit}
            />
          </dl>
          <p class="faint">{t('close.kept')}</p>
        </>
      ) : (
        <>
          <p>{t('close.text')}</p>
          {till.shops.length > 1 && <p>{t('close.all')}</p>}
          {till.takings && <p class="takings">{t('close.today', { takings: takingsText(till) })}</p>}
          <Live urgent>{fault}</Live>
          <button type="button" class="main" aria-disabled={busy} onClick={close}>
            {t(busy ? 'close.busy' : 'close.button')}
          </button>
        </>
      )}
      <button type="button" class="second" onClick={onBack}>
        {t('close.back')}
      </button>
    </Screen>
  );
}

function Total({ word, minor, unit }: { word: string; minor: number; unit: string }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        <Money minor={minor} unit={unit} />
      </dd>
    </div>
  );
}

function takingsText(till: Till): string {
  const { count, total, unit } = till.takings!;
  if (count === 0) return t('till.takingsNone');
  return t(count === 1 ? 'till.takingsOne' : 'till.takings', { count, total: amountText(total, unit) });
}

function SaleScreen({ till, sale }: { till: Till; sale: Sale }) {
  useEffect(() => {
    if (sale.phase !== 'waiting') return;
    return follow(sale, (news) => void till.hear(news));
  }, [sale.request, sale.phase]);
  useEffect(() => {
    if (sale.phase === 'paid') celebrate();
    if (sale.phase === 'expired') deplore();
  }, [sale.phase]);
  useScreenAwake();

  if (sale.phase === 'waiting') return <Waiting till={till} sale={sale} />;
  if (sale.phase === 'paid') {
    return (
      <Screen key="paid" title={t('till.paid')} app={t('app.till')} kind="full paid far">
        <div class="stamp" aria-hidden="true">
          <Icon name="check" />
        </div>
        <p class="figure" role="status" style={{ '--chars': numberText(sale.amount).length }}>
          <span class="unseen">{t('till.paid')} </span>
          <Money minor={sale.amount} unit={sale.unit} />
        </p>
        {sale.committedAt && <p>{momentText(sale.committedAt)}</p>}
        {sale.committedAt && (
          <>
            <Picture of={pictureOf(sale.request, sale.committedAt)} label={t('paid.picture')} />
            <p>{t('till.samePicture')}</p>
          </>
        )}
        <Next till={till} />
      </Screen>
    );
  }
  return (
    <Screen key={sale.phase} title={t(`till.${sale.phase}`)} app={t('app.till')} kind="full ended">
      <div class="stamp" aria-hidden="true">
        <Icon name={sale.phase === 'expired' ? 'wait' : 'cross'} />
      </div>
      <p class="lead" role="alert">
        {t(`till.${sale.phase}Text`)}
      </p>
      <p>{amountText(sale.amount, sale.unit)}</p>
      <Next till={till} />
    </Screen>
  );
}

function Next({ till }: { till: Till }) {
  return (
    <div class="actions">
      <button type="button" class="main" onClick={() => void till.next()}>
        {t('till.next')}
      </button>
    </div>
  );
}

function Waiting({ till, sale }: { till: Till; sale: Sale }) {
  const [cancelling, setCancelling] = useState(false);
  const [fault, setFault] = useState(false);
  const [reading, setReading] = useState(false);
  /** The server draws the code; a till that was opened again without a network draws it by itself. */
  const [drawn, setDrawn] = useState(true);
  const amount = amountText(sale.amount, sale.unit);
  const cancel = () => {
    if (cancelling) return;
    setCancelling(true);
    setFault(false);
    void till
      .cancel()
      .then((ended) => setFault(!ended))
      .finally(() => setCancelling(false));
  };
  if (reading) return <Reading till={till} sale={sale} onBack={() => setReading(false)} />;
  return (
    <Screen title={t('till.scanMe')} app={t('app.till')} kind="page show">
      <p class="figure">
        <Money minor={sale.amount} unit={sale.unit} />
      </p>
      {drawn ? (
        <img
          class="qr"
          src={codeAddress(sale.request)}
          alt={t('till.qr', { amount })}
          width="400"
          height="400"
          onError={() => setDrawn(false)}
        />
      ) : (
        <QrCode text={sale.uri} label={t('till.qr', { amount })} name="till-code" />
      )}
      <Live>
        {sale.connected && (
          <span class="waiting">
            <Icon name="wait" />
            {t('till.waiting')}
          </span>
        )}
      </Live>
      <Live urgent>
        {!sale.connected && (
          <Notice icon="cloud" kind="warn">
            {t('till.lost')}
          </Notice>
        )}
        {fault && t('till.cancelFailed')}
      </Live>
      {till.ledger.info.demo && (
        <a class="quiet" href={`/wallet/#/r/${sale.code}`} target="_blank" rel="noopener">
          {t('till.openInWallet')}
        </a>
      )}
      <div class="row pair">
        <button type="button" class="second" aria-disabled={cancelling} onClick={cancel}>
          {t(cancelling ? 'till.cancelling' : 'till.cancel')}
        </button>
        <button type="button" class="second" onClick={() => setReading(true)}>
          {t('shown.read')}
        </button>
      </div>
    </Screen>
  );
}

/** The other way round: the till reads what the customer shows, a card or the code of a phone without a network. */
function Reading({ till, sale, onBack }: { till: Till; sale: Sale; onBack(): void }) {
  const [card, setCard] = useState<Bytes | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Word | null>(null);
  const send = (pay: () => Promise<Word | null>) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    void pay()
      .then(setFault, () => setFault('shown.unknown'))
      .finally(() => setBusy(false));
  };
  const open = (text: string): string => {
    const shown = till.readShown(text);
    if (typeof shown === 'string') return t(shown);
    if (shown.kind === 'card') setCard(shown.card);
    else send(() => till.payShown(shown.order));
    return '';
  };
  const amount = amountText(sale.amount, sale.unit);
  return (
    <Screen
      key={card ? 'pin' : 'read'}
      title={t(card ? 'shown.pinTitle' : 'shown.readTitle', { amount })}
      app={t('app.till')}
    >
      <Live urgent>{fault && t(fault)}</Live>
      <Live>{busy && t('shown.paying')}</Live>
      {card ? (
        <Pin busy={busy} onPin={(pin) => send(() => till.payByCard(card, pin))} />
      ) : (
        <Viewfinder hint={t('shown.hint')} open={open} />
      )}
      <button type="button" class="second" onClick={onBack}>
        {t('shown.back')}
      </button>
    </Screen>
  );
}

/** The customer types; nobody reads along, and nothing of it stays. */
function Pin({ busy, onPin }: { busy: boolean; onPin(pin: string): void }) {
  const [pin, setPin] = useState('');
  const ready = /^[0-9]{4,6}$/.test(pin) && !busy;
  return (
    <form
      class="pin-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onPin(pin);
        setPin('');
      }}
    >
      <label for="pin">{t('shown.pin')}</label>
      <input
        id="pin"
        class="pin"
        type="password"
        inputMode="numeric"
        autocomplete="off"
        maxLength={6}
        value={pin}
        onInput={(event) => setPin(event.currentTarget.value.replace(/[^0-9]/g, ''))}
      />
      <p class="faint">{t('shown.pinHint')}</p>
      <button type="submit" class="main" aria-disabled={!ready}>
        {t('shown.pay')}
      </button>
    </form>
  );
}

/** A till that dims while a customer aims at it loses the sale. */
function useScreenAwake() {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let over = false;
    navigator.wakeLock?.request('screen').then(
      (got) => {
        lock = got;
        if (over) void got.release();
      },
      () => undefined,
    );
    return () => {
      over = true;
      void lock?.release();
    };
  }, []);
}
