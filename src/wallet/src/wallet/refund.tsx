// A shop gives back a sale, whole or in part: to the account that paid, and into the purses that paid.

import { useEffect, useState } from 'preact/hooks';
import { parseAmount } from '../money/amount';
import { makeOrder } from '../payments/pay';
import type { Payment } from '../payments/outbox';
import { AmountField } from '../ui/fields';
import { Live, Money, Notice, Screen } from '../ui/parts';
import { allowSound } from '../ui/sound';
import { amountText, momentText, numberText, t } from '../ui/words';
import { faultText, useWork } from './entrance';
import { mayRefund } from './receipt';
import type { Movement, Wallet } from './wallet';

interface Sale {
  payment: Payment;
  movement: Movement;
  /** What can still be given back, as far as this account's history tells. */
  left: number;
}

async function find(wallet: Wallet, id: string): Promise<Sale | null> {
  const payment = await wallet.caller.call<Payment>(`/v1/payments/${id}`);
  const movement = await wallet.movementAt(payment.position);
  if (!movement || !mayRefund(wallet, movement)) return null;
  // A refund comes after its sale, so the newest movements down to the sale hold them all.
  let left = payment.amount;
  for (let after: string | null = null; ;) {
    const page = await wallet.entries(after, 500);
    for (const one of page.items) if (one.refundOf === id) left -= one.amount;
    if (!page.next || page.items.at(-1)!.position <= payment.position) break;
    after = page.next;
  }
  return { payment, movement, left };
}

export function RefundScreen({ wallet, id }: { wallet: Wallet; id: string }) {
  const [sale, setSale] = useState<Sale | null | undefined>(undefined);
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    find(wallet, id).then(setSale, (error: unknown) => setFault(faultText(error)));
  }, [id]);
  const amount = sale ? (typed === null ? sale.left : parseAmount(typed)) : null;
  const good = sale && amount !== null && amount >= 1 && amount <= sale.left;
  const work = useWork(async () => {
    if (!sale || !good) return;
    allowSound();
    const { payment, movement } = sale;
    const order = await makeOrder(
      wallet.ledger,
      wallet.key!,
      {
        ledger: wallet.ledger.info.ledger,
        payee: payment.payer,
        unit: payment.unit,
        standing: false,
        request: null,
        refunds: id,
      },
      movement.counterparty?.name ?? t('refund.customer'),
      amount,
      '',
    );
    await wallet.outbox.pay(order);
    location.replace(`#/done/${order.id}`);
  });
  return (
    <Screen title={t('refund.title')} app={t('app.wallet')} back={`#/payment/${id}`}>
      <Live urgent>{fault || work.fault}</Live>
      <Live>{sale === undefined && !fault && t('app.loading')}</Live>
      {sale === null && <Notice icon="alert">{t('refund.none')}</Notice>}
      {sale?.left === 0 && <Notice icon="check">{t('refund.all')}</Notice>}
      {sale && sale.left > 0 && (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            work.run();
          }}
        >
          <p>
            {t('refund.sale', {
              amount: amountText(sale.payment.amount, sale.payment.unit),
              time: momentText(sale.payment.committedAt),
            })}
          </p>
          <p class="typed">
            <span class="label">{t('refund.left')}</span>
            <strong class="figure">
              <Money minor={sale.left} unit={sale.payment.unit} />
            </strong>
          </p>
          <AmountField
            id="back"
            label={t('refund.amount')}
            text={typed ?? numberText(sale.left)}
            onText={setTyped}
            fault={amount === null}
          />
          <Live urgent>{amount !== null && amount > sale.left && t('refund.tooMuch')}</Live>
          <p class="faint">{t('refund.purse')}</p>
          <button type="submit" class="main" aria-disabled={!good || work.busy}>
            {work.busy
              ? t('pay.sending')
              : t('refund.confirm', { amount: good ? amountText(amount, sale.payment.unit) : '' })}
          </button>
        </form>
      )}
    </Screen>
  );
}
