// Units back into euro, for professionals: what it costs is said before anything is signed, and what became of it afterwards.

import { useEffect, useState } from 'preact/hooks';
import { Problem, Unreachable } from '../ledger/http';
import { parseAmount } from '../money/amount';
import {
  isHonest,
  makeReconversion,
  type Quote,
  type Reconversion,
  type ReconversionState,
} from '../payments/reconversion';
import { AmountField } from '../ui/fields';
import { Icon, Live, Money, Notice, Screen, type IconName } from '../ui/parts';
import { allowSound } from '../ui/sound';
import { amountText, dateText, isWord, numberText, t } from '../ui/words';
import { faultText, useWork } from './entrance';
import { Fact } from './receipt';
import type { Page, Wallet } from './wallet';

const euro = '€';

export function Reconvert({ wallet, follows }: { wallet: Wallet; follows: boolean }) {
  const { account } = wallet.account!;
  const { unit } = wallet.ledger.info;
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [quote, setQuote] = useState<Quote | null>(null);
  const [refusal, setRefusal] = useState('');
  const [past, setPast] = useState<Reconversion[] | null>(null);
  const [bank, setBank] = useState<'none' | 'waits' | 'checked'>('checked');

  useEffect(() => {
    void wallet.refresh();
    wallet.caller.call<Page<Reconversion>>(`/v1/reconversions?account=${account}&limit=20`).then(
      ({ items }) => setPast(items),
      (error: unknown) => setRefusal(faultText(error)),
    );
    wallet.caller.call<{ inUse: unknown; waiting: unknown }>(`/v1/accounts/${account}/iban`).then(
      ({ inUse, waiting }) => setBank(inUse ? 'checked' : waiting ? 'waits' : 'none'),
      () => {},
    );
  }, [account]);

  const amount = parseAmount(typed);
  const ask = async (): Promise<Quote | null> => {
    try {
      const answer = await wallet.caller.call<Quote>(`/v1/reconversions/quote?amount=${amount}&account=${account}`);
      if (!isHonest(answer, account, amount!)) throw new Unreachable('the quote does not keep to its own rule');
      return answer;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefusal(problemText(error));
      return null;
    }
  };
  const look = useWork(async () => {
    setTried(true);
    setRefusal('');
    if (amount !== null) setQuote(await ask());
  });
  const order = useWork(async () => {
    allowSound();
    if (Date.parse(quote!.until) <= wallet.ledger.now()) {
      const now = await ask();
      setQuote(now);
      if (now?.fee !== quote!.fee) {
        if (now) setRefusal(t('reconvert.changed'));
        return;
      }
    }
    const kept = await makeReconversion(wallet.ledger, wallet.key!, quote!, t('reconvert.office'));
    await wallet.outbox.pay(kept);
    location.replace(`#/done/${kept.id}`);
  });

  if (quote) {
    return (
      <Screen key="review" title={t('reconvert.reviewTitle')} app={t('app.wallet')}>
        <p class="typed">
          <span class="label">{t('reconvert.youGet')}</span>
          <strong class="figure" data-testid="net">
            <Money minor={quote.net} unit={euro} />
          </strong>
        </p>
        <dl class="facts">
          <Fact word={t('reconvert.youGive')}>{amountText(quote.amount, quote.unit)}</Fact>
          <Fact word={t('reconvert.fee')}>{amountText(quote.fee, quote.unit)}</Fact>
        </dl>
        <p>{feeWords(quote)}</p>
        <p class="faint">{t('reconvert.after')}</p>
        <Live urgent>{order.fault || refusal}</Live>
        <div class="actions">
          <button type="button" class="main" aria-disabled={order.busy} onClick={order.run}>
            {order.busy ? t('mandates.signing') : t('reconvert.sign', { amount: amountText(quote.amount, quote.unit) })}
          </button>
          <button type="button" class="quiet" disabled={order.busy} onClick={() => setQuote(null)}>
            {t('mandates.change')}
          </button>
        </div>
      </Screen>
    );
  }
  // Whoever has just asked wants to see that first.
  const list = (
    <section>
      <h2>{t('reconvert.past')}</h2>
      {past === null && <p class="faint">{'\u2026'}</p>}
      {past?.length === 0 && <p class="faint">{t('reconvert.none')}</p>}
      <ul class="movements">
        {past?.map((one) => (
          <li key={one.payment}>
            <a href={`#/payment/${one.payment}`}>
              <Line one={one} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
  const funds = wallet.balance && !wallet.stale ? wallet.balance.balance : null;
  return (
    <Screen key="form" title={t('reconvert.title')} app={t('app.wallet')} back="#/">
      {follows && list}
      <p>{t('reconvert.lead')}</p>
      {bank === 'none' && (
        <Notice icon="alert" kind="warn">
          {t('reconvert.noBank')} <a href="/ma-boutique/banque">{t('reconvert.giveBank')}</a>
        </Notice>
      )}
      {bank === 'waits' && <Notice icon="wait">{t('reconvert.bankWaits')}</Notice>}
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          look.run();
        }}
      >
        <AmountField
          id="amount"
          label={t('reconvert.amount', { unit })}
          text={typed}
          onText={setTyped}
          fault={tried && amount === null}
        />
        {funds !== null && (
          <p class="faint">
            {t('pay.balance', { amount: amountText(funds, unit) })}{' '}
            {funds > 0 && (
              <button type="button" class="quiet" onClick={() => setTyped(numberText(funds))}>
                {t('reconvert.all')}
              </button>
            )}
          </p>
        )}
        <Live urgent>{look.fault || refusal}</Live>
        <button type="submit" class="main" aria-disabled={look.busy}>
          {t('reconvert.look')}
        </button>
      </form>
      {!follows && list}
      <p>
        <a href="/ma-boutique/banque">{t('reconvert.bank')}</a>
      </p>
    </Screen>
  );
}

const icons: Record<ReconversionState, IconName> = {
  in_progress: 'wait',
  approved: 'clock',
  settled: 'check',
  returned: 'alert',
};

function Line({ one }: { one: Reconversion }) {
  const known = one.state in icons;
  const day = dateText(one.since ?? one.committedAt);
  return (
    <>
      <span class="who">
        <span class={`standing ${one.state === 'settled' ? 'good' : one.state === 'returned' ? 'warn' : ''}`}>
          <Icon name={known ? icons[one.state] : 'wait'} />
          {known ? t(`reconvert.state.${one.state}`) : one.state}
        </span>
        <small>
          {t('reconvert.asked', { amount: amountText(one.amount, one.unit), day: dateText(one.committedAt) })}
          {known && ` ${t(`reconvert.next.${one.state}`, { net: amountText(one.net, euro), day })}`}
        </small>
      </span>
      <span class="sum">
        <Money minor={one.net} unit={euro} />
      </span>
    </>
  );
}

/** 200 hundredths of a percent → "2 %". */
const percentText = (rate: number) => numberText(rate).replace(/[.,]?0+$/, '');

function feeWords({ rate, leastFee, fee, unit }: Quote): string {
  if (fee === 0) return t('reconvert.free');
  const least = leastFee > 0 ? ` ${t('reconvert.least', { fee: amountText(leastFee, unit) })}` : '';
  return t('reconvert.rule', { rate: percentText(rate) }) + least;
}

function problemText(problem: Problem): string {
  const word = `reconvert.problem.${problem.limit ?? problem.code}`;
  return isWord(word) ? t(word) : t('refused.other', { code: problem.code, detail: problem.detail });
}
