import { useEffect, useState } from 'preact/hooks';
import type { Payment } from '../payments/outbox';
import { checkReceipt, type ReceiptCheck } from '../payments/proof';
import { officeAccount } from '../payments/reconversion';
import { Live, Money, Notice, Screen } from '../ui/parts';
import { momentText, t } from '../ui/words';
import { faultText } from './entrance';
import { meansText } from './movements';
import type { Wallet } from './wallet';

export function ReceiptScreen({ wallet, id }: { wallet: Wallet; id: string }) {
  const kept = wallet.outbox.get(id);
  const [payment, setPayment] = useState<Payment | null>(kept?.outcome.state === 'paid' ? kept.outcome.payment : null);
  const [check, setCheck] = useState<ReceiptCheck | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    const load = async () => {
      const found = payment ?? (await wallet.caller.call<Payment>(`/v1/payments/${id}`));
      setPayment(found);
      setCheck(await checkReceipt(found, kept?.order ?? null, wallet.ledger));
    };
    load().catch((error: unknown) => setFault(faultText(error)));
  }, [id]);

  const movement = wallet.movements?.find((one) => one.payment === id);
  const name = (account: string) => {
    if (account === wallet.account!.account) return `${wallet.account!.name} (${t('receipt.me')})`;
    if (account === kept?.payee) return kept.payeeName;
    if (account === officeAccount) return t('reconvert.office');
    return account === movement?.counterparty?.account ? (movement.counterparty.name ?? account) : account;
  };
  const note = kept?.note ?? movement?.note;
  return (
    <Screen title={t('receipt.title')} app={t('app.wallet')} back="#/history">
      <Live urgent>{fault}</Live>
      {payment && (
        <>
          <p class="typed">
            <strong class="figure">
              <Money minor={payment.amount} unit={payment.unit} />
            </strong>
          </p>
          <div role="status">
            {!check ? (
              <p class="faint">{t('receipt.checking')}</p>
            ) : check.verified ? (
              <Notice icon="shield" kind="good">
                {t('receipt.verified')}
              </Notice>
            ) : (
              <Notice icon="alert" kind="warn">
                {t('receipt.unverified')} ({check.reason})
              </Notice>
            )}
          </div>
          <dl class="facts">
            <Fact word={t('receipt.to')}>{name(payment.payee)}</Fact>
            <Fact word={t('receipt.from')}>{name(payment.payer)}</Fact>
            {movement && meansText(movement) && <Fact word={t('receipt.means')}>{meansText(movement)}</Fact>}
            <Fact word={t('receipt.when')}>{momentText(payment.committedAt)}</Fact>
            {note && <Fact word={t('receipt.note')}>{note}</Fact>}
            <Fact word={t('receipt.position')}>{payment.position}</Fact>
            <Fact word={t('receipt.payment')} code>
              {payment.payment}
            </Fact>
            {check?.verified && (
              <>
                <Fact word={t('receipt.entry')} code>
                  {check.receipt.entryHash}
                </Fact>
                <Fact word={t('receipt.order')} code>
                  {check.receipt.orderDigest}
                </Fact>
              </>
            )}
          </dl>
        </>
      )}
    </Screen>
  );
}

export function Fact({ word, code, children }: { word: string; code?: boolean; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd class={code ? 'code' : ''}>{children}</dd>
    </div>
  );
}
