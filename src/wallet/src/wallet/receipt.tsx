import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Payment } from '../payments/outbox';
import { checkReceipt, type ReceiptCheck } from '../payments/proof';
import { officeAccount } from '../payments/reconversion';
import { Live, Money, Notice, Screen } from '../ui/parts';
import { momentText, t } from '../ui/words';
import { faultText } from './entrance';
import { meansText } from './movements';
import type { Receipt } from '../protocol/receipt';
import type { Movement, Wallet } from './wallet';

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
      if (!movement) setMovement(await wallet.movementAt(found.position));
    };
    load().catch((error: unknown) => setFault(faultText(error)));
  }, [id]);

  const [movement, setMovement] = useState(wallet.movements?.find((one) => one.payment === id) ?? null);
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
          {check?.verified && <SealedDoor wallet={wallet} receipt={check.receipt} />}
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
          {movement && mayRefund(wallet, movement) && (
            <a class="second" href={`#/refund/${id}`}>
              {t('refund.button')}
            </a>
          )}
        </>
      )}
    </Screen>
  );
}

type SealedProps = { wallet: Wallet; receipt: Receipt };

/** What checks the public proof is loaded when a receipt is looked at. */
function SealedDoor(props: SealedProps) {
  const [loaded, setLoaded] = useState<{ It: ComponentType<SealedProps> } | null>(null);
  useEffect(() => {
    import('./sealed').then(({ Sealed }) => setLoaded({ It: Sealed }), console.warn);
  }, []);
  return loaded && <loaded.It {...props} />;
}

/** A shop gives back what it was paid; between people a payment back is a payment. */
export const mayRefund = (wallet: Wallet, movement: Movement) =>
  wallet.account!.kind !== 'resident' && movement.kind === 'payment' && movement.direction === 'credit';

export function Fact({ word, code, children }: { word: string; code?: boolean; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd class={code ? 'code' : ''}>{children}</dd>
    </div>
  );
}
