// Topping up by bank transfer: all that a bank asks for, each to be copied, and what happens afterwards.

import { useEffect, useState } from 'preact/hooks';
import { parseAmount } from '../money/amount';
import { codeWith, grouped, mostCents, type TopUp } from '../payments/topup';
import { AmountField } from '../ui/fields';
import { Icon, Live, Notice, Screen } from '../ui/parts';
import { QrCode } from '../ui/qr';
import { numberText, t } from '../ui/words';
import { faultText } from './entrance';
import type { Wallet } from './wallet';

export function TopUpScreen({ wallet }: { wallet: Wallet }) {
  const { account } = wallet.account!;
  const [to, setTo] = useState<TopUp | null>(null);
  const [fault, setFault] = useState('');
  const [typed, setTyped] = useState('');
  const [copied, setCopied] = useState('');

  useEffect(() => {
    wallet.caller
      .call<TopUp>(`/v1/accounts/${account}/top-up`)
      .then(setTo, (error: unknown) => setFault(faultText(error)));
  }, [account]);

  const read = parseAmount(typed);
  const amount = read !== null && read <= mostCents ? read : null;
  const wrong = typed.trim() !== '' && amount === null;
  const row = (word: string, shown: string, text: string) => (
    <div class="copied">
      <dt>{word}</dt>
      <dd class="code">{shown}</dd>
      <dd>
        <button
          type="button"
          class="quiet"
          aria-label={t('topup.copyThis', { what: word })}
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(word))}
        >
          {t('topup.copy')}
        </button>
      </dd>
    </div>
  );
  return (
    <Screen title={t('topup.title')} app={t('app.wallet')} back="#/">
      <p>{t('topup.lead', { unit: wallet.ledger.info.unit })}</p>
      <Live urgent>{fault}</Live>
      {to && (
        <>
          <AmountField id="amount" label={t('topup.amount')} text={typed} onText={setTyped} fault={wrong} optional />
          <section class="card">
            <h2>{t('topup.typeTitle')}</h2>
            <dl class="facts">
              {row(t('topup.holder'), to.holder, to.holder)}
              {row(t('topup.iban'), grouped(to.iban), to.iban)}
              {to.bic && row(t('topup.bic'), to.bic, to.bic)}
              {row(t('topup.reference'), grouped(to.reference), to.reference)}
              {amount !== null && row(t('topup.sum'), `${numberText(amount)} €`, (amount / 100).toFixed(2))}
            </dl>
            <p>{t('topup.referenceText')}</p>
            <dl class="facts">{row(t('topup.words'), to.words, to.words)}</dl>
            <Live>
              {copied && (
                <>
                  <Icon name="check" /> {t('topup.copied', { what: copied })}
                </>
              )}
            </Live>
          </section>
          <section class="card">
            <h2>{t('topup.scanTitle')}</h2>
            <p>{t('topup.scanText')}</p>
            <QrCode text={codeWith(to.code, amount)} label={t('topup.codeLabel')} name="epc" />
          </section>
          <section>
            <h2>{t('topup.nextTitle')}</h2>
            <ol>
              <li>{t('topup.next.send')}</li>
              <li>{t('topup.next.arrive')}</li>
              <li>{t('topup.next.check', { unit: wallet.ledger.info.unit })}</li>
            </ol>
            <Notice icon="wait">{t('topup.next.ask')}</Notice>
          </section>
        </>
      )}
      <a class="quiet" href="#/notes">
        {t('notes.title')}
      </a>
    </Screen>
  );
}
