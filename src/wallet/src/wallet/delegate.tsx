// Paying for somebody who gave this account a mandate. There is nothing to sign here: the payer's device did, and the ledger keeps to its ceilings.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, post } from '../ledger/http';
import { parseAmount } from '../money/amount';
import type { Payment } from '../payments/outbox';
import { newUuid, uuidText } from '../protocol/uuid';
import { Icon, Keypad, Live, Money, Notice, Screen, Typed } from '../ui/parts';
import { Picture } from '../ui/picture';
import { allowSound, celebrate, deplore } from '../ui/sound';
import { amountText, momentText, t } from '../ui/words';
import { useWork } from './entrance';
import { ceilingWords, payeeOf, type Payee, type ReceivedMandate } from './mandate';
import { refusalText } from './outcome';
import { StandingMark } from './pay';
import type { Page, Wallet } from './wallet';

/** What left this device and has no final answer yet. It is kept, and asked again under the same key: it is paid once at most. */
interface Sent {
  key: string;
  payeeName: string;
  body: { delegate: string; payee: string; amount: number; request?: string };
}

type End = { state: 'paid'; payment: Payment } | { state: 'refused'; problem: Problem } | { state: 'unknown' };

export function PayUnder(props: { wallet: Wallet; payer: string; mandate: string; base32: string }) {
  const { wallet, payer, mandate, base32 } = props;
  const own = wallet.account!.account;
  const [received, setReceived] = useState<ReceivedMandate | null>(null);
  const [payee, setPayee] = useState<Payee | null>(null);
  const [missing, setMissing] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const [end, setEnd] = useState<End | null>(null);

  const kept = `mandate-payment/${mandate}`;
  const load = useWork(async () => {
    const before = await wallet.db.get<Sent>('settings', kept);
    const { items } = await wallet.caller.call<Page<ReceivedMandate>>(`/v1/accounts/${own}/mandates/received`);
    const found = items.find((one) => one.mandate.mandate === mandate && one.payer.account === payer) ?? null;
    const { payee: only, payeeName } = found?.mandate ?? {};
    const whom = base32
      ? await payeeOf(base32, wallet)
      : only
        ? { account: only, name: payeeName ?? only, standing: null, byCode: false, request: null }
        : null;
    setReceived(found);
    setPayee(whom);
    setMissing(!found || (!whom && !before));
    if (before) {
      setSent(before);
      setEnd({ state: 'unknown' });
    }
  });
  useEffect(load.run, []);

  const settle = useWork(async () => {
    const asked = sent!;
    let outcome: End;
    try {
      const payment = await wallet.caller.call<Payment>(
        `/v1/accounts/${payer}/mandates/${mandate}/payments`,
        post(asked.body, { 'idempotency-key': asked.key }),
      );
      outcome = { state: 'paid', payment };
    } catch (error) {
      const final =
        error instanceof Problem && error.status >= 400 && error.status < 500 && ![401, 429].includes(error.status);
      outcome = final ? { state: 'refused', problem: error } : { state: 'unknown' };
    }
    if (outcome.state !== 'unknown') await wallet.db.delete('settings', kept);
    if (outcome.state === 'paid') celebrate();
    if (outcome.state === 'refused') deplore();
    setEnd(outcome);
  });
  const first = useRef(true);
  useEffect(() => {
    // What was kept from an earlier time waits until somebody asks.
    if (sent && first.current && !end) {
      first.current = false;
      settle.run();
    }
  }, [sent]);

  const send = async (amount: number) => {
    const request = payee!.request;
    const asked: Sent = {
      key: uuidText(newUuid(wallet.ledger.now())),
      payeeName: payee!.name,
      body: { delegate: own, payee: payee!.account, amount, ...(request ? { request: request.request } : {}) },
    };
    await wallet.db.put('settings', asked, kept);
    setSent(asked);
  };

  const unit = wallet.ledger.info.unit;
  const who = received?.payer.name ?? payer;
  if (sent && end) {
    const what = `${amountText(sent.body.amount, unit)} ${t('paid.to', { name: sent.payeeName })}`;
    switch (end.state) {
      case 'paid':
        return (
          <Screen key="paid" title={t('paid.title')} app={t('app.wallet')} kind="full paid">
            <div class="stamp" aria-hidden="true">
              <Icon name="check" />
            </div>
            <p class="figure" role="status">
              <span class="unseen">{t('paid.title')} </span>
              <Money minor={end.payment.amount} unit={unit} />
            </p>
            <p class="name">{t('paid.to', { name: sent.payeeName })}</p>
            <p>{t('mandates.paidFor', { name: who })}</p>
            <p>{t('paid.at', { time: momentText(end.payment.committedAt) })}</p>
            <Picture of={end.payment.payment} label={t('paid.picture')} />
            <div class="actions">
              <a class="main" href="#/mandates">
                {t('paid.done')}
              </a>
            </div>
          </Screen>
        );
      case 'refused':
        return (
          <Screen key="refused" title={t('refused.title')} app={t('app.wallet')} kind="full refused">
            <div class="stamp" aria-hidden="true">
              <Icon name="cross" />
            </div>
            <p class="lead" role="alert">
              {t('refused.lead')} {refusalText(end.problem)}
            </p>
            <p>{what}</p>
            <div class="actions">
              <a class="main" href="#/mandates">
                {t('mandates.title')}
              </a>
            </div>
          </Screen>
        );
      case 'unknown':
        return (
          <Screen key="unknown" title={t('unknown.title')} app={t('app.wallet')} kind="full unknown">
            <div class="stamp" aria-hidden="true">
              <Icon name="wait" />
            </div>
            <p class="lead" role="alert">
              {t('unknown.lead')}
            </p>
            <p>{what}</p>
            <p>
              <strong>{t('mandates.unknownNext')}</strong>
            </p>
            <Live>{settle.busy && t('unknown.checking')}</Live>
            <div class="actions">
              <button type="button" class="main" aria-disabled={settle.busy} onClick={settle.run}>
                {t('unknown.check')}
              </button>
              <a class="second" href="#/">
                {t('unknown.home')}
              </a>
            </div>
          </Screen>
        );
    }
  }
  if (!received || !payee) {
    return (
      <Screen key="loading" title={t('mandates.payTitle')} app={t('app.wallet')} back="#/mandates">
        {missing && !load.busy ? (
          <Notice icon="alert" kind="bad">
            {t(received ? 'mandates.codeFailed' : 'mandates.gone')}
          </Notice>
        ) : (
          <Live urgent={Boolean(load.fault)}>{load.fault || t('pay.checking')}</Live>
        )}
      </Screen>
    );
  }
  return <ConfirmUnder wallet={wallet} received={received} payee={payee} busy={settle.busy} send={send} />;
}

function ConfirmUnder(props: {
  wallet: Wallet;
  received: ReceivedMandate;
  payee: Payee;
  busy: boolean;
  send(amount: number): Promise<void>;
}) {
  const { received, payee, busy } = props;
  const { unit } = props.wallet.ledger.info;
  const { mandate } = received;
  const [typed, setTyped] = useState('');
  const once = useRef(false);
  const asked = payee.request?.amount ?? null;
  const amount = asked ?? parseAmount(typed);
  const most = Math.min(mandate.perPayment, mandate.perPeriod - mandate.paidInPeriod);
  const wrongPayee = mandate.payee !== null && mandate.payee !== payee.account;
  const tooMuch = amount !== null && amount > most;
  const ready = amount !== null && !wrongPayee && !tooMuch;
  const pay = () => {
    if (!ready || once.current) return;
    once.current = true;
    allowSound();
    void props.send(amount);
  };
  return (
    <Screen key="confirm" title={t('mandates.payTitle')} app={t('app.wallet')} heading="hidden" kind="page confirm">
      <div class="scroll">
        <section class="payee">
          <p class="label">{t('pay.to')}</p>
          <p class="name" data-testid="payee">
            {payee.name}
          </p>
          {payee.byCode && (
            <ul class="marks">
              <li>
                <StandingMark standing={payee.standing} />
              </li>
            </ul>
          )}
        </section>
        <Notice icon="clock">{t('mandates.payFor', { name: received.payer.name ?? received.payer.account })}</Notice>
        {asked !== null ? (
          <p class="typed">
            <span class="label">{t('pay.amount')}</span>
            <strong class="figure">
              <Money minor={asked} unit={unit} />
            </strong>
          </p>
        ) : (
          <>
            <Typed text={typed} unit={unit} label={t('pay.enterAmount')} />
            <Keypad text={typed} onText={setTyped} onEnter={pay} />
          </>
        )}
        <details class="note">
          <summary>{t('mandates.allows')}</summary>
          <p class="faint">{ceilingWords(mandate)}</p>
        </details>
        <Live urgent>
          {wrongPayee
            ? t('refused.mandate_mismatch')
            : tooMuch
              ? t('mandates.tooMuch', { amount: amountText(Math.max(0, most), unit) })
              : ''}
        </Live>
      </div>
      <div class="actions">
        <a class="quiet" href="#/mandates">
          {t('pay.cancel')}
        </a>
        <button type="button" class="main" aria-disabled={!ready || busy} onClick={pay}>
          {busy
            ? t('pay.sending')
            : amount !== null
              ? t('pay.confirm', { amount: amountText(amount, unit) })
              : t('pay.confirmEmpty')}
        </button>
      </div>
    </Screen>
  );
}
