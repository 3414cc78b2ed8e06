// Paid, refused or unknown: three screens that cannot be mistaken for one another.

import { useEffect, useState } from 'preact/hooks';
import type { Kept, Outcome } from '../payments/outbox';
import { toBase32 } from '../protocol/base32';
import { Icon, Live, Money, Screen } from '../ui/parts';
import { Picture, pictureOf } from '../ui/picture';
import { QrCode } from '../ui/qr';
import { celebrate, deplore } from '../ui/sound';
import { amountText, isWord, momentText, t } from '../ui/words';
import type { Wallet } from './wallet';

/** Orders whose end was already announced in this page's life: coming back to one makes no sound. */
const announced = new Set<string>();

export function OutcomeScreen({ wallet, id }: { wallet: Wallet; id: string }) {
  const [order, setOrder] = useState(wallet.outbox.get(id));
  useEffect(() => wallet.outbox.watch(() => setOrder(wallet.outbox.get(id))), [id]);
  const state = order?.outcome.state;
  useEffect(() => {
    if (!order || !state || state === 'unknown' || announced.has(id)) return;
    announced.add(id);
    // An order settled long ago is being looked at, not awaited.
    if (Date.now() - order.createdAt > 3_600_000) return;
    if (state === 'paid') celebrate();
    else deplore();
  }, [state]);

  if (!order) {
    return (
      <Screen title={t('receipt.missing')} app={t('app.wallet')} back="#/">
        {null}
      </Screen>
    );
  }
  const { outcome } = order;
  if (outcome.state === 'paid' && order.fee !== undefined) return <Reconverting order={order} fee={order.fee} />;
  if (outcome.state === 'paid') return <Paid order={order} outcome={outcome} />;
  if (outcome.state === 'refused') return <Refused order={order} outcome={outcome} />;
  return <Unknown wallet={wallet} order={order} />;
}

function Paid({ order, outcome }: { order: Kept; outcome: Outcome & { state: 'paid' } }) {
  const title = t(order.refunds ? 'refund.done' : 'paid.title');
  return (
    <Screen key="paid" title={title} app={t('app.wallet')} kind={order.refunds ? 'full paid long' : 'full paid'}>
      <div class="stamp" aria-hidden="true">
        <Icon name="check" />
      </div>
      <p class="figure" role="status">
        <span class="unseen">{title} </span>
        <Money minor={order.amount} unit={order.unit} />
      </p>
      <p class="name">{t('paid.to', { name: order.payeeName })}</p>
      <p>{t('paid.at', { time: momentText(outcome.payment.committedAt) })}</p>
      <Picture of={pictureOf(order.request ?? order.id, outcome.payment.committedAt)} label={t('paid.picture')} />
      <div class="actions">
        <a class="main" href="#/">
          {t('paid.done')}
        </a>
        <a class="second" href={`#/payment/${order.id}`}>
          {t('paid.receipt')}
        </a>
      </div>
    </Screen>
  );
}

/** The units are set aside; that is no payment yet, and is not to look like one. */
function Reconverting({ order, fee }: { order: Kept; fee: number }) {
  return (
    <Screen key="reconverting" title={t('reconvert.askedTitle')} app={t('app.wallet')}>
      <p class="typed" role="status">
        <span class="label">{t('reconvert.willGet')}</span>
        <strong class="figure">
          <Money minor={order.amount - fee} unit="€" />
        </strong>
      </p>
      <p>
        {t('reconvert.askedText', { amount: amountText(order.amount, order.unit), fee: amountText(fee, order.unit) })}
      </p>
      <div class="actions">
        <a class="main" href="#/reconvert/list">
          {t('reconvert.follow')}
        </a>
        <a class="second" href="#/">
          {t('app.home')}
        </a>
      </div>
    </Screen>
  );
}

export function refusalText(problem: { code: string; detail: string }): string {
  const word = `refused.${problem.code}`;
  return isWord(word) ? t(word) : t('refused.other', problem);
}

function Refused({ order, outcome }: { order: Kept; outcome: Outcome & { state: 'refused' } }) {
  return (
    <Screen key="refused" title={t('refused.title')} app={t('app.wallet')} kind="full refused">
      <div class="stamp" aria-hidden="true">
        <Icon name="cross" />
      </div>
      <p class="lead" role="alert">
        {t('refused.lead')} {refusalText(outcome.problem)}
      </p>
      <p>
        {amountText(order.amount, order.unit)} {t('paid.to', { name: order.payeeName })}
      </p>
      <div class="actions">
        <a class="main" href="#/scan">
          {t('refused.again')}
        </a>
        <a class="second" href="#/">
          {t('app.home')}
        </a>
      </div>
    </Screen>
  );
}

/** The signed order as a code for the till's camera, as long as the ledger would take it. */
function Shown({ wallet, order }: { wallet: Wallet; order: Kept }) {
  const left = () => Math.max(0, Math.ceil(order.notAfter - wallet.ledger.now() / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [order.id]);
  if (seconds === 0) {
    return (
      <p class="lead" role="alert">
        {t('shown.over')}
      </p>
    );
  }
  return (
    <>
      <p class="lead">{t('shown.lead')}</p>
      <QrCode
        text={`${location.origin.toUpperCase()}/P/${toBase32(order.order)}`}
        label={t('shown.code')}
        name="shown-code"
      />
      <p class="faint">{t('shown.left', { seconds })}</p>
    </>
  );
}

function Unknown({ wallet, order }: { wallet: Wallet; order: Kept }) {
  const [busy, setBusy] = useState(false);
  const check = () => {
    if (busy) return;
    setBusy(true);
    void wallet.outbox.pay(order).finally(() => setBusy(false));
  };
  return (
    <Screen
      key="unknown"
      title={t(order.shown ? 'shown.title' : 'unknown.title')}
      app={t('app.wallet')}
      kind="full unknown"
    >
      {!order.shown && (
        <div class="stamp" aria-hidden="true">
          <Icon name="wait" />
        </div>
      )}
      {order.shown ? (
        <Shown wallet={wallet} order={order} />
      ) : (
        <p class="lead" role="alert">
          {t('unknown.lead')}
        </p>
      )}
      <p>
        {amountText(order.amount, order.unit)} {t('paid.to', { name: order.payeeName })}
      </p>
      <p>
        <strong>{t('unknown.next')}</strong>
      </p>
      <Live>{busy && t('unknown.checking')}</Live>
      <div class="actions">
        <button type="button" class="main" aria-disabled={busy} onClick={check}>
          {t('unknown.check')}
        </button>
        <a class="second" href="#/">
          {t('unknown.home')}
        </a>
      </div>
    </Screen>
  );
}
