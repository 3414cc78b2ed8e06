import { useEffect } from 'preact/hooks';
import { Icon, Live, Money, Notice, Screen } from '../ui/parts';
import { amountText, momentText, t, timeText } from '../ui/words';
import { AccountChoice, useWork } from './entrance';
import { Movements } from './movements';
import { Purses } from './purses';
import { markText, type Device, type Wallet } from './wallet';

/** A device that a bureau entered: within the wait its holder can refuse it here. */
function Newcomer({ wallet, device }: { wallet: Wallet; device: Device }) {
  const work = useWork(() => wallet.blockDevice(device.kid));
  return (
    <section class="card" role="alert">
      <Notice icon="alert" kind="warn">
        {t('newcomer.text', { kid: markText(device.kid), time: momentText(device.activeFrom!) })}
      </Notice>
      <Live urgent>{work.fault}</Live>
      <button type="button" class="danger" aria-disabled={work.busy} onClick={work.run}>
        {t('newcomer.refuse')}
      </button>
    </section>
  );
}

export function Home({ wallet, online }: { wallet: Wallet; online: boolean }) {
  useEffect(() => {
    void wallet.refresh();
    const seen = () => document.visibilityState === 'visible' && void wallet.refresh();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [wallet, online]);

  const { balance, movements, stale } = wallet;
  const pending = wallet.pending;
  return (
    <Screen title={t('home.title')} app={t('app.wallet')} heading="hidden" kind="page home">
      <div class="side">
        <section class="balance">
          <p>
            <span class="label">
              {stale && balance ? t('home.balanceAt', { time: timeText(balance.readAt) }) : t('home.balance')}
            </span>
            <strong class="figure">{balance ? <Money minor={balance.balance} unit={balance.unit} /> : '\u2026'}</strong>
          </p>
          {balance?.credit && (
            <p>
              <span class="label">{t('home.credit')}</span>
              <strong>
                <Money minor={balance.credit.balance} unit={balance.credit.unit} />
              </strong>
            </p>
          )}
          {wallet.me!.accounts.length > 1 ? (
            <AccountChoice wallet={wallet} kind="holder" />
          ) : (
            <p class="holder">{wallet.account?.name}</p>
          )}
        </section>
        {balance?.purses && balance.purses.length > 0 && (
          <Purses purses={balance.purses} ordinary={wallet.ordinary!} unit={balance.unit} />
        )}
        <a class="main scan" href="#/scan">
          <Icon name="scan" />
          {t('home.scan')}
        </a>
        <div class="row pair">
          <a class="second" href="#/people">
            {t('home.pay')}
          </a>
          <a class="second" href="#/ask">
            {t('home.ask')}
          </a>
        </div>
        {wallet.asks.length > 0 && (
          <section>
            <h2>{t('asks.waiting')}</h2>
            {wallet.asks.map((ask) => (
              <a class="notice warn" href={`#/asked/${ask.ask}`} key={ask.ask}>
                <Icon name="wait" />
                <span>
                  <strong>{ask.payee.name ?? ask.payee.account}</strong>
                  <br />
                  {t('asks.waitingText', { amount: amountText(ask.amount, ask.unit) })}
                </span>
              </a>
            ))}
          </section>
        )}
        <a class="second" href="#/top-up">
          {t('topup.title')}
        </a>
        {wallet.account?.kind !== 'resident' && (
          <a class="second" href="#/reconvert">
            {t('reconvert.title')}
          </a>
        )}
        {wallet.newcomers.map((device) => (
          <Newcomer wallet={wallet} device={device} key={device.kid} />
        ))}
        {wallet.refused && (
          <Notice icon="alert" kind="bad">
            {t('home.blocked')}
          </Notice>
        )}
        {(stale || !online) && <Notice icon="cloud">{t('app.offline')}</Notice>}
      </div>
      <div class="side">
        {pending.map((order) => (
          <a class="notice warn" href={`#/done/${order.id}`} key={order.id}>
            <Icon name="wait" />
            <span>
              <strong>{t('home.pending')}</strong>
              <br />
              {t('home.pendingText', { amount: amountText(order.amount, order.unit), name: order.payeeName })}
            </span>
          </a>
        ))}
        <section>
          <h2>{t('home.last')}</h2>
          {movements?.length === 0 && <p class="faint">{t('home.empty')}</p>}
          {movements && movements.length > 0 && (
            <>
              <Movements list={movements} level="h3" />
              <a class="more" href="#/history">
                {t('home.all')}
              </a>
            </>
          )}
        </section>
      </div>
    </Screen>
  );
}
