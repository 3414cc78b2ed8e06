// Units for notes of paper, at a bureau: the phone signs an order of that sum and shows it; the bureau reads it and hands the notes out.

import { useEffect, useState } from 'preact/hooks';
import { signerOf } from '../device/key';
import { parseAmount } from '../money/amount';
import { toBase32 } from '../protocol/base32';
import { signOrder } from '../protocol/order';
import { newUuid } from '../protocol/uuid';
import { AmountField } from '../ui/fields';
import { Live, Money, Notice, Screen } from '../ui/parts';
import { QrCode } from '../ui/qr';
import { amountText, t } from '../ui/words';
import { useWork } from './entrance';
import type { Wallet } from './wallet';

/** The office's account for notes in circulation; no other order than one at a bureau can name it. */
const notesAccount = 'PAPER';
/** Seconds: who photographs the code can do nothing with it later. */
const life = 120;

export function NotesScreen({ wallet }: { wallet: Wallet }) {
  const { ledger, unit } = wallet.ledger.info;
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [code, setCode] = useState('');
  const [until, setUntil] = useState(0);
  const amount = parseAmount(typed);
  const funds = wallet.stale ? null : wallet.ordinary;
  const tooMuch = amount !== null && funds !== null && amount > funds;
  const sign = useWork(async () => {
    setTried(true);
    if (amount === null || tooMuch) return;
    const now = wallet.ledger.now();
    const order = {
      ledger,
      id: newUuid(now),
      payer: wallet.key!.account,
      payee: notesAccount,
      amount,
      unit,
      notAfter: Math.floor(now / 1000) + life,
    };
    setUntil(order.notAfter);
    setCode(
      `${location.origin.toUpperCase()}/P/${toBase32(await signOrder(order, await signerOf(wallet.key!, amount)))}`,
    );
  });
  return (
    <Screen title={t('notes.title')} app={t('app.wallet')} back={code ? '#/' : '#/top-up'}>
      {code ? (
        <>
          <p class="figure">
            <Money minor={amount!} unit={unit} />
          </p>
          <Code
            key={code}
            code={code}
            left={() => until - Math.floor(wallet.ledger.now() / 1000)}
            again={() => setCode('')}
          />
        </>
      ) : (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            sign.run();
          }}
        >
          <p>{t('notes.text')}</p>
          <AmountField
            id="amount"
            label={t('notes.amount', { unit })}
            text={typed}
            onText={setTyped}
            fault={tried && amount === null}
          />
          {funds !== null && <p class="faint">{t('pay.balance', { amount: amountText(funds, unit) })}</p>}
          <Live urgent>{sign.fault || (tooMuch ? t('pay.tooMuch') : '')}</Live>
          <button type="submit" class="main" aria-disabled={sign.busy || tooMuch}>
            {t('notes.sign')}
          </button>
        </form>
      )}
    </Screen>
  );
}

/** The code as long as it is worth something, and no longer: a bureau that reads an old one is told that it came too late. */
function Code({ code, left, again }: { code: string; left: () => number; again: () => void }) {
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (seconds <= 0) {
    return (
      <>
        <Notice icon="wait" kind="warn">
          {t('notes.over')}
        </Notice>
        <button type="button" class="main" onClick={again}>
          {t('notes.again')}
        </button>
      </>
    );
  }
  return (
    <>
      <QrCode text={code} label={t('notes.code')} name="notes-code" />
      <p>{t('notes.show')}</p>
      <p class="faint">{t('notes.left', { seconds })}</p>
    </>
  );
}
