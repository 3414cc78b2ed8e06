// Giving back at the till: choose the sale, choose how much. The till's key can do nothing else, and no more at a time than the shop's wallet allowed.

import { useEffect, useState } from 'preact/hooks';
import { parseAmount } from '../money/amount';
import type { Outcome } from '../payments/outbox';
import { toBase32 } from '../protocol/base32';
import { AmountField } from '../ui/fields';
import { Icon, Live, Money, Notice, Screen } from '../ui/parts';
import { Picture, pictureOf } from '../ui/picture';
import { QrCode } from '../ui/qr';
import { celebrate, deplore } from '../ui/sound';
import { amountText, isWord, momentText, numberText, t, timeText } from '../ui/words';
import { Refunds, lastSales, type Credit } from './refunds';
import type { Till } from './till';

export function RefundDesk({ till, onBack }: { till: Till; onBack(): void }) {
  const [refunds, setRefunds] = useState<Refunds | null>(null);
  const [sales, setSales] = useState<Credit[] | null>(null);
  const [sale, setSale] = useState<Credit | null>(null);
  const [showKey, setShowKey] = useState(false);
  const [failed, setFailed] = useState(false);
  const read = () => {
    setFailed(false);
    Promise.all([Refunds.open(till), lastSales(till)]).then(
      ([opened, found]) => {
        setRefunds(opened);
        setSales(found);
      },
      (error: unknown) => {
        console.warn(error);
        setFailed(true);
      },
    );
  };
  useEffect(read, []);
  const back = (
    <button type="button" class="second" onClick={onBack}>
      {t('close.back')}
    </button>
  );
  if (!refunds || !sales) {
    return (
      <Screen title={t('refund.title')} app={t('app.till')}>
        <Live urgent={failed}>{t(failed ? 'app.failed' : 'app.loading')}</Live>
        {failed && (
          <button type="button" class="main" onClick={read}>
            {t('app.retry')}
          </button>
        )}
        {back}
      </Screen>
    );
  }
  if (sale) {
    return (
      <GiveBack
        till={till}
        refunds={refunds}
        sale={sale}
        onKey={() => (setSale(null), setShowKey(true))}
        onBack={onBack}
      />
    );
  }
  if (showKey) {
    const code = toBase32(refunds.key.publicKey);
    return (
      <Screen key="key" title={t('refund.keyTitle')} app={t('app.till')}>
        <p>{t('refund.keyText')}</p>
        <QrCode text={`${location.origin.toUpperCase()}/D/${code}`} label={t('refund.keyCode')} name="till-key" />
        <p class="label">{t('enrol.mark')}</p>
        <p class="figure mark">{refunds.key.kid.match(/.{4}/g)!.join(' ')}</p>
        <p class="code">{code.match(/.{1,4}/g)?.join(' ')}</p>
        <button type="button" class="main" onClick={() => setShowKey(false)}>
          {t('refund.keyDone')}
        </button>
        {back}
      </Screen>
    );
  }
  return (
    <Screen key="sales" title={t('refund.title')} app={t('app.till')}>
      <p>{t(sales.length > 0 ? 'refund.choose' : 'refund.noSales')}</p>
      <ul class="choices">
        {sales.map((one) => (
          <li key={one.position}>
            <button type="button" class="second" onClick={() => setSale(one)}>
              {t('refund.line', { amount: amountText(one.amount, one.unit), time: timeText(one.committedAt) })}
            </button>
          </li>
        ))}
      </ul>
      {!refunds.admitted && (
        <button type="button" class="quiet" onClick={() => setShowKey(true)}>
          {t('refund.keyTitle')}
        </button>
      )}
      {back}
    </Screen>
  );
}

function GiveBack(props: { till: Till; refunds: Refunds; sale: Credit; onKey(): void; onBack(): void }) {
  const { refunds, sale } = props;
  const [typed, setTyped] = useState(numberText(sale.amount));
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const amount = parseAmount(typed);
  const good = amount !== null && amount <= sale.amount;
  const give = () => {
    if (!good || busy) return;
    setBusy(true);
    refunds
      .giveBack(sale, amount)
      .then(
        (end) => {
          setOutcome(end);
          if (end.state === 'paid') celebrate();
          if (end.state === 'refused') deplore();
        },
        // The sale could not even be looked up: nothing was signed.
        () => setOutcome({ state: 'unknown', retryAfter: null }),
      )
      .finally(() => setBusy(false));
  };
  const back = (
    <button type="button" class="second" onClick={props.onBack}>
      {t('close.back')}
    </button>
  );
  if (outcome?.state === 'paid') {
    const { payment } = outcome;
    return (
      <Screen key="paid" title={t('refund.done')} app={t('app.till')} kind="full paid long">
        <div class="stamp" aria-hidden="true">
          <Icon name="check" />
        </div>
        <p class="figure" role="status">
          <Money minor={payment.amount} unit={payment.unit} />
        </p>
        <p>{momentText(payment.committedAt)}</p>
        <Picture of={pictureOf(payment.payment, payment.committedAt)} label={t('paid.picture')} />
        <div class="actions">
          <button type="button" class="main" onClick={props.onBack}>
            {t('close.back')}
          </button>
        </div>
      </Screen>
    );
  }
  const code = outcome?.state === 'refused' ? outcome.problem.code : null;
  const word = `refund.problem.${code}`;
  return (
    <Screen key="give" title={t('refund.title')} app={t('app.till')}>
      <p>{t('refund.sale', { amount: amountText(sale.amount, sale.unit), time: momentText(sale.committedAt) })}</p>
      <Live urgent>
        {outcome && (
          <Notice icon={code ? 'cross' : 'wait'} kind={code ? 'bad' : 'warn'}>
            {code ? (isWord(word) ? t(word) : t('shown.refused')) : t('refund.unknown')}
          </Notice>
        )}
      </Live>
      {code === 'unknown_key' || code === 'key_blocked' ? (
        <button type="button" class="main" onClick={props.onKey}>
          {t('refund.keyTitle')}
        </button>
      ) : (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            give();
          }}
        >
          <AmountField id="back" label={t('refund.amount')} text={typed} onText={setTyped} fault={amount === null} />
          <Live urgent>{amount !== null && amount > sale.amount && t('refund.tooMuch')}</Live>
          <p class="faint">{t('refund.purse')}</p>
          <button type="submit" class="main" aria-disabled={!good || busy}>
            {busy ? t('pay.sending') : t('refund.confirm', { amount: good ? amountText(amount, sale.unit) : '' })}
          </button>
        </form>
      )}
      {back}
    </Screen>
  );
}
