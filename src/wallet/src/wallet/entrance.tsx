// Everything before the first payment: sign in, have an account, activate this device.

import { useEffect, useRef, useState } from 'preact/hooks';
import { isPasskeyAtHand, NotOpened } from '../device/passkey';
import { Problem, Unreachable } from '../ledger/http';
import { Icon, Live, Notice, Screen } from '../ui/parts';
import { QrCode } from '../ui/qr';
import { momentText, t } from '../ui/words';
import { markText, type Wallet } from './wallet';

/** The sentence for something that went wrong; programming errors are not sentences and are thrown on. */
export function faultText(error: unknown): string {
  if (error instanceof Problem) return t('app.problem', { detail: error.detail, code: error.code });
  if (error instanceof Unreachable) return t('app.failed');
  if (error instanceof NotOpened) return t(`passkey.${error.why}`);
  throw error;
}

/** A button's work: one at a time, with its fault in words. */
export function useWork(act: () => Promise<unknown>): { busy: boolean; fault: string; run(): void } {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  // Two taps may come before the button is drawn again.
  const working = useRef(false);
  const run = () => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    setFault('');
    act()
      .catch((error: unknown) => setFault(faultText(error)))
      .finally(() => {
        working.current = false;
        setBusy(false);
      });
  };
  return { busy, fault, run };
}

export function Welcome({ wallet }: { wallet: Wallet }) {
  return (
    <Screen title={t('signin.title')} app={t('app.wallet')} kind="page hero">
      <p class="lead">{t('signin.text')}</p>
      {wallet.signInFault && (
        <Notice icon="alert" kind="warn">
          {t(wallet.signInFault === 'failed' ? 'signin.failed' : 'signin.ended')}
        </Notice>
      )}
      <button type="button" class="main" onClick={() => void wallet.session.start(location.hash)}>
        {t('signin.button')}
      </button>
      <a class="quiet" href="/accessibilite">
        {t('app.accessibility')}
      </a>
    </Screen>
  );
}

export function NoAccount({ wallet }: { wallet: Wallet }) {
  const work = useWork(() => wallet.requestAccount());
  return (
    <Screen title={t('account.noneTitle')} app={t('app.wallet')} kind="page hero">
      <p class="lead">{t('account.noneText')}</p>
      <Live urgent>{work.fault}</Live>
      <button type="button" class="main" aria-disabled={work.busy} onClick={work.run}>
        {t('account.request')}
      </button>
      <SignOut wallet={wallet} />
    </Screen>
  );
}

export function Waiting({ wallet, state }: { wallet: Wallet; state: 'pending' | 'closed' }) {
  const work = useWork(() => wallet.identify());
  return (
    <Screen title={t(`account.${state}Title`)} app={t('app.wallet')} kind="page hero">
      <p class="lead">{t(`account.${state}Text`)}</p>
      <Live urgent>{work.fault}</Live>
      {state === 'pending' && (
        <button type="button" class="main" aria-disabled={work.busy} onClick={work.run}>
          {t('app.retry')}
        </button>
      )}
      <SignOut wallet={wallet} />
    </Screen>
  );
}

export function Enrol({ wallet }: { wallet: Wallet }) {
  const work = useWork(() => wallet.enrol());
  if (wallet.stage === 'vouch') return <Vouch wallet={wallet} />;
  return (
    <Screen title={t('enrol.title')} app={t('app.wallet')} kind="page hero">
      <p class="lead">{t('enrol.text')}</p>
      {isPasskeyAtHand() && <p>{t('enrol.passkey')}</p>}
      <Live urgent>{work.fault}</Live>
      <button type="button" class="main" aria-disabled={work.busy} onClick={work.run}>
        {t(work.busy ? 'enrol.busy' : 'enrol.button')}
      </button>
      <SignOut wallet={wallet} />
    </Screen>
  );
}

/** How often a device that waits looks whether somebody has vouched for it, and how often it asks again, so that a bureau can take its word; in milliseconds. */
const looksEvery = 3000;
const asksEvery = 10 * 60_000;

/** A new device shows its code to another one of the same person, or at a bureau, and goes on by itself. */
function Vouch({ wallet }: { wallet: Wallet }) {
  const [asked, setAsked] = useState(false);
  const work = useWork(async () => {
    await wallet.enrol();
    await wallet.lookForWord();
    setAsked(true);
  });
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && void wallet.lookForWord().catch(console.warn);
    const ask = () => wallet.isOpen && void wallet.enrol().catch(console.warn);
    const timers = [setInterval(look, looksEvery), setInterval(ask, asksEvery)];
    look();
    ask();
    return () => timers.forEach(clearInterval);
  }, [wallet]);

  const { entered } = wallet;
  if (wallet.refused) {
    return (
      <Screen key="refused" title={t('enrol.refusedTitle')} app={t('app.wallet')}>
        <Notice icon="barred" kind="bad">
          {t('enrol.refused')}
        </Notice>
        <button type="button" class="main" onClick={() => void wallet.startAgain()}>
          {t('enrol.startAgain')}
        </button>
        <SignOut wallet={wallet} />
      </Screen>
    );
  }
  if (entered) {
    const time = momentText(entered.activeFrom!);
    return (
      <Screen key="entered" title={t('enrol.enteredTitle')} app={t('app.wallet')}>
        <Notice icon="clock" kind="warn">
          {t(entered.toConfirm ? 'enrol.entered' : 'enrol.confirmed', { time })}
        </Notice>
        <p>{t('enrol.enteredText')}</p>
        <DeviceCode wallet={wallet} />
        <SignOut wallet={wallet} />
      </Screen>
    );
  }
  return (
    <Screen key="vouch" title={t('enrol.vouchTitle')} app={t('app.wallet')}>
      <p>{t('enrol.vouchText')}</p>
      <QrCode
        text={`${location.origin.toUpperCase()}/D/${wallet.deviceCode}`}
        label={t('enrol.qr')}
        name="device-code"
      />
      <DeviceCode wallet={wallet} />
      <p>{t('enrol.vouchLost')}</p>
      <Live urgent>{work.fault || (asked && !work.busy ? t('enrol.stillWaiting') : '')}</Live>
      <button type="button" class="second" aria-disabled={work.busy} onClick={work.run}>
        {t(work.busy ? 'enrol.busy' : 'enrol.again')}
      </button>
      <SignOut wallet={wallet} />
    </Screen>
  );
}

function DeviceCode({ wallet }: { wallet: Wallet }) {
  const [copied, setCopied] = useState(false);
  const code = wallet.deviceCode;
  return (
    <div class="card">
      <h2 class="label">{t('enrol.mark')}</h2>
      <p class="figure mark" data-testid="mark">
        {markText(wallet.key!.kid)}
      </p>
      <h2 class="label">{t('enrol.code')}</h2>
      <p class="code">{code.match(/.{1,4}/g)?.join(' ')}</p>
      <button
        type="button"
        class="quiet"
        onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
      >
        {t('enrol.copy')}
      </button>
      <Live>
        {copied && (
          <>
            <Icon name="check" /> {t('enrol.copied')}
          </>
        )}
      </Live>
    </div>
  );
}

/** Who has several accounts changes from one to the other, also from one that this device cannot use yet. */
export function AccountChoice({ wallet, kind = '' }: { wallet: Wallet; kind?: string }) {
  return (
    <select
      class={kind}
      aria-label={t('settings.account')}
      value={wallet.account!.account}
      onChange={(event) => void wallet.choose(event.currentTarget.value).then(() => wallet.refresh())}
    >
      {wallet.me!.accounts.map((one) => (
        <option value={one.account} key={one.account}>
          {one.name}
        </option>
      ))}
    </select>
  );
}

function SignOut({ wallet }: { wallet: Wallet }) {
  return (
    <p>
      {(wallet.me?.accounts.length ?? 0) > 1 && <AccountChoice wallet={wallet} />}
      <button type="button" class="quiet" onClick={() => void wallet.signOut()}>
        {t('settings.signOut')}
      </button>
    </p>
  );
}
