import { useEffect, useState } from 'preact/hooks';
import { LanguageSwitch, Live, Notice, Screen } from '../ui/parts';
import { amountText, momentText, t } from '../ui/words';
import { useWork } from './entrance';
import { Fact } from './receipt';
import type { Device, Wallet } from './wallet';

export function Settings({ wallet }: { wallet: Wallet }) {
  const accounts = wallet.me!.accounts;
  return (
    <Screen title={t('settings.title')} app={t('app.wallet')}>
      <section class="card">
        <h2>{t('settings.account')}</h2>
        {accounts.length > 1 ? (
          <select
            aria-label={t('settings.account')}
            value={wallet.account!.account}
            onChange={(event) => void wallet.choose(event.currentTarget.value)}
          >
            {accounts.map((one) => (
              <option value={one.account} key={one.account}>
                {one.name}
              </option>
            ))}
          </select>
        ) : (
          <p>{wallet.account!.name}</p>
        )}
        <p class="code">{wallet.account!.account}</p>
        <p>
          <a href="/mon-compte/plafonds">{t('settings.limits')}</a>
        </p>
        <button type="button" class="second" onClick={() => void wallet.signOut()}>
          {t('settings.signOut')}
        </button>
      </section>
      <section class="card">
        <h2>{t('settings.language')}</h2>
        <LanguageSwitch />
      </section>
      <OtherDevices wallet={wallet} />
      <AddDevice wallet={wallet} />
      <ThisDevice wallet={wallet} />
    </Screen>
  );
}

function OtherDevices({ wallet }: { wallet: Wallet }) {
  useEffect(() => void wallet.refresh(), [wallet.account]);
  const others = wallet.devices.filter((device) => device.kid !== wallet.key!.kid);
  if (others.length === 0) return null;
  return (
    <section class="card">
      <h2>{t('devices.title')}</h2>
      <ul class="devices">
        {others.map((device) => (
          <OtherDevice wallet={wallet} device={device} key={device.kid} />
        ))}
      </ul>
    </section>
  );
}

/** A device that was lost is blocked from another one, at once. */
function OtherDevice({ wallet, device }: { wallet: Wallet; device: Device }) {
  const [sure, setSure] = useState(false);
  const work = useWork(() => wallet.blockDevice(device.kid));
  const waits = device.toConfirm || (device.activeFrom !== null && Date.parse(device.activeFrom) > wallet.ledger.now());
  return (
    <li>
      <span class="code">{device.kid}</span>
      {device.refundsUpTo !== null && (
        <span class="faint">
          {t('devices.till', { amount: amountText(device.refundsUpTo, wallet.ledger.info.unit) })}
        </span>
      )}
      {waits && <span class="faint">{t('devices.waits', { time: momentText(device.activeFrom!) })}</span>}
      <Live urgent>{work.fault}</Live>
      <button
        type="button"
        class={sure ? 'danger' : 'second'}
        aria-disabled={work.busy}
        onClick={() => (sure ? work.run() : setSure(true))}
      >
        {t(sure ? 'devices.blockConfirm' : 'devices.block')}
      </button>
    </li>
  );
}

function AddDevice({ wallet }: { wallet: Wallet }) {
  const [code, setCode] = useState('');
  const [result, setResult] = useState<'done' | 'wrong' | null>(null);
  const work = useWork(async () => setResult((await wallet.vouchFor(code)) ? 'done' : 'wrong'));
  return (
    <section class="card">
      <h2>{t('settings.add')}</h2>
      <p>{t('settings.addText')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          work.run();
        }}
      >
        <label for="device-code">{t('settings.addCode')}</label>
        <input
          id="device-code"
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={code}
          onInput={(event) => {
            setResult(null);
            setCode(event.currentTarget.value);
          }}
        />
        <Live urgent>{work.fault || (result === 'wrong' ? t('settings.addWrong') : '')}</Live>
        <Live>
          {result === 'done' && (
            <Notice icon="check" kind="good">
              {t('settings.addDone')}
            </Notice>
          )}
        </Live>
        <button type="submit" class="second" aria-disabled={work.busy}>
          {t('settings.addButton')}
        </button>
      </form>
    </section>
  );
}

function ThisDevice({ wallet }: { wallet: Wallet }) {
  const [sure, setSure] = useState(false);
  const work = useWork(() => wallet.removeDevice());
  const pending = wallet.pending.length > 0;
  return (
    <section class="card">
      <h2>{t('settings.device')}</h2>
      <dl class="facts">
        <Fact word={t('settings.deviceId')} code>
          {wallet.key!.kid}
        </Fact>
      </dl>
      <Live urgent>{work.fault}</Live>
      {pending ? (
        <p>{t('settings.forgetPending')}</p>
      ) : sure ? (
        <>
          <p>{t('settings.forgetText')}</p>
          <button type="button" class="danger" aria-disabled={work.busy} onClick={work.run}>
            {t('settings.forgetConfirm')}
          </button>
        </>
      ) : (
        <button type="button" class="second" onClick={() => setSure(true)}>
          {t('settings.forget')}
        </button>
      )}
    </section>
  );
}
