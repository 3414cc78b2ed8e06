// Units for notes of paper, at a bureau: the phone signs an order of that sum and shows it; the bureau reads it and hands the notes out.

import { useState } from 'preact/hooks';
import { signerOf } from '../device/key';
import { parseAmount } from '../money/amount';
import { toBase32 } from '../protocol/base32';
import { signOrder } from '../protocol/order';
import { newUuid } from '../protocol/uuid';
import { AmountField } from '../ui/fields';
import { Live, Money, Screen } from '../ui/parts';
import { QrCode } from '../ui/qr';
import { t } from '../ui/words';
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
  const amount = parseAmount(typed);
  const sign = useWork(async () => {
    setTried(true);
    if (amount === null) return;
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
          <QrCode text={code} label={t('notes.code')} name="notes-code" />
          <p>{t('notes.show')}</p>
        </>
      ) : (
        <form
          class="form"
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
          <Live urgent>{sign.fault}</Live>
          <button type="submit" class="main" aria-disabled={sign.busy}>
            {t('notes.sign')}
          </button>
        </form>
      )}
    </Screen>
  );
}
