// Everything before the first payment: sign in, have an account, activate this device.

import { useState } from 'preact/hooks';
import { Problem, Unreachable } from '../ledger/http';
import { Icon, Live, Notice, Screen } from '../ui/parts';
import { t } from '../ui/words';
import type { Wallet } from './wallet';

/** The sentence for something that went wrong; programming errors are not sentences and are thrown on. */
export function faultText(error: unknown): string {
  if (error instanceof Problem) return t('app.problem', { detail: error.detail, code: error.code });
  if (error instanceof Unreachable) return t('app.failed');
  throw error;
}

/** A button's work: one at a time, with its fault in words. */
export function useWork(act: () => Promise<unknown>): { busy: boolean; fault: string; run(): void } {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const run = () => {
    if (busy) return;
    setBusy(true);
    setFault('');
    act()
      .catch((error: unknown) => setFault(faultText(error)))
      .finally(() => setBusy(false));
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
  const [asked, setAsked] = useState(wallet.stage === 'vouch');
  const work = useWork(async () => {
    await wallet.enrol();
    setAsked(true);
  });
  if (wallet.stage === 'vouch') {
    return (
      <Screen title={t('enrol.vouchTitle')} app={t('app.wallet')}>
        <p>{t('enrol.vouchText')}</p>
        <DeviceCode code={wallet.deviceCode} />
        <p>{t('enrol.vouchLost')}</p>
        <Live urgent>{work.fault || (asked && !work.busy ? t('enrol.stillWaiting') : '')}</Live>
        <button type="button" class="main" aria-disabled={work.busy} onClick={work.run}>
          {t(work.busy ? 'enrol.busy' : 'enrol.again')}
        </button>
        <SignOut wallet={wallet} />
      </Screen>
    );
  }
  return (
    <Screen title={t('enrol.title')} app={t('app.wallet')} kind="page hero">
      <p class="lead">{t('enrol.text')}</p>
      <Live urgent>{work.fault}</Live>
      <button type="button" class="main" aria-disabled={work.busy} onClick={work.run}>
        {t(work.busy ? 'enrol.busy' : 'enrol.button')}
      </button>
      <SignOut wallet={wallet} />
    </Screen>
  );
}

function DeviceCode({ code }: { code: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="card">
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

function SignOut({ wallet }: { wallet: Wallet }) {
  return (
    <p>
      <button type="button" class="quiet" onClick={() => void wallet.signOut()}>
        {t('settings.signOut')}
      </button>
    </p>
  );
}
