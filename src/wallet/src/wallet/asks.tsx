// Payment requests in the wallet: what waits for an answer here, and what became of what one asked of others.

import { useEffect, useState } from 'preact/hooks';
import { amountText, minuteText, t } from '../ui/words';
import { Live, Notice, Screen, go } from '../ui/parts';
import { faultText, useWork } from './entrance';
import { PayScreen } from './pay';
import type { Ask, Party, Wallet } from './wallet';

const nameOf = ({ name, account }: Party) => name ?? account;

/** One that waits: who asks is verified as with any code, then it is paid or refused. */
export function Asked({ wallet, id }: { wallet: Wallet; id: string }) {
  const [ask, setAsk] = useState<Ask | null | undefined>(wallet.asks.find((one) => one.ask === id));
  const [fault, setFault] = useState('');
  const look = () => {
    setFault('');
    wallet.asksOf().then(
      (all) => setAsk(all.find((one) => one.ask === id) ?? null),
      (error: unknown) => setFault(faultText(error)),
    );
  };
  useEffect(() => {
    if (!ask) look();
  }, []);
  const refuse = useWork(async () => {
    await wallet.refuseAsk(id, false);
    location.replace('#/asks');
  });
  const base32 = ask?.uri?.split('/').pop();
  if (ask && base32) {
    return (
      <PayScreen
        wallet={wallet}
        base32={base32}
        asked={{ note: ask.note, individual: ask.payeeKind === 'resident', refuse }}
      />
    );
  }
  return (
    <Screen title={t('asks.title')} app={t('app.wallet')} back="#/">
      <Live urgent>{fault}</Live>
      {fault ? (
        <button type="button" class="main" onClick={look}>
          {t('app.retry')}
        </button>
      ) : ask === undefined ? (
        <Live>{t('app.loading')}</Live>
      ) : (
        <>
          <Notice icon="cross">{ask ? stateText(ask) : t('asks.gone')}</Notice>
          <a class="main" href="#/asks">
            {t('asks.all')}
          </a>
        </>
      )}
    </Screen>
  );
}

const stateText = (ask: Ask) => t(`asks.state.${ask.state}`);

export function Asks({ wallet }: { wallet: Wallet }) {
  const mine = wallet.account!.account;
  const [all, setAll] = useState<Ask[] | null>(null);
  const [blocked, setBlocked] = useState<Party[]>([]);
  const [fault, setFault] = useState('');
  const look = () => {
    setFault('');
    Promise.all([wallet.asksOf(), wallet.blockedAskers()]).then(
      ([asks, askers]) => {
        setAll(asks);
        setBlocked(askers);
      },
      (error: unknown) => setFault(faultText(error)),
    );
  };
  useEffect(look, []);
  const toMe = all?.filter((one) => one.payer.account === mine) ?? [];
  const byMe = all?.filter((one) => one.payee.account === mine) ?? [];
  return (
    <Screen title={t('asks.title')} app={t('app.wallet')} back="#/">
      <Live urgent>{fault}</Live>
      {fault && (
        <button type="button" class="main" onClick={look}>
          {t('app.retry')}
        </button>
      )}
      {!all && !fault && <Live>{t('app.loading')}</Live>}
      {all?.length === 0 && <p>{t('asks.none')}</p>}
      {toMe.length > 0 && (
        <section>
          <h2>{t('asks.received')}</h2>
          <ul class="plain">
            {toMe.map((ask) => (
              <li key={ask.ask}>
                <One ask={ask} other={ask.payee}>
                  {ask.state === 'asked' && (
                    <>
                      <a class="main" href={`#/asked/${ask.ask}`}>
                        {t('asks.open')}
                      </a>
                      <Act word="asks.block" act={() => wallet.refuseAsk(ask.ask, true)} then={look} />
                    </>
                  )}
                </One>
              </li>
            ))}
          </ul>
        </section>
      )}
      {byMe.length > 0 && (
        <section>
          <h2>{t('asks.sent')}</h2>
          <ul class="plain">
            {byMe.map((ask) => (
              <li key={ask.ask}>
                <One ask={ask} other={ask.payer}>
                  {ask.state === 'asked' && (
                    <Act word="asks.withdraw" act={() => wallet.withdrawAsk(ask.ask)} then={look} />
                  )}
                </One>
              </li>
            ))}
          </ul>
        </section>
      )}
      {blocked.length > 0 && (
        <section>
          <h2>{t('asks.blocked')}</h2>
          <ul class="plain">
            {blocked.map((asker) => (
              <li class="card" key={asker.account}>
                <p>{nameOf(asker)}</p>
                <Act word="asks.unblock" act={() => wallet.unblockAsker(asker.account)} then={look} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <a class="more" href="#/ask">
        {t('ask.title')}
      </a>
    </Screen>
  );
}

function One({ ask, other, children }: { ask: Ask; other: Party; children: preact.ComponentChildren }) {
  return (
    <section class="card">
      <h3>{nameOf(other)}</h3>
      <p class="sum">
        <strong>{amountText(ask.amount, ask.unit)}</strong>
      </p>
      {ask.note && <p>{ask.note}</p>}
      <p class="faint">
        {ask.state === 'asked' ? t('asks.until', { time: minuteText(ask.expiresAt) }) : stateText(ask)}
      </p>
      {children}
    </section>
  );
}

function Act(props: {
  word: 'asks.block' | 'asks.withdraw' | 'asks.unblock';
  act: () => Promise<unknown>;
  then: () => void;
}) {
  const work = useWork(async () => {
    await props.act();
    props.then();
  });
  return (
    <>
      <Live urgent>{work.fault}</Live>
      <button type="button" class="second" aria-disabled={work.busy} onClick={work.run}>
        {t(props.word)}
      </button>
    </>
  );
}

/** It is on its way to the other's wallet. */
export function AskSent({ ask }: { ask: Ask }) {
  return (
    <Screen key="sent" title={t('asks.sentTitle')} app={t('app.wallet')} back="#/">
      <Notice icon="check" kind="good">
        {t('asks.sentText', { name: nameOf(ask.payer), amount: amountText(ask.amount, ask.unit) })}
      </Notice>
      <button type="button" class="main" onClick={() => go('#/asks')}>
        {t('asks.all')}
      </button>
    </Screen>
  );
}
