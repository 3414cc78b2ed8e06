import { useEffect, useState } from 'preact/hooks';
import { usuallyAsksAbove } from '../device/key';
import { mayHavePasskey } from '../device/passkey';
import { parseAmount } from '../money/amount';
import { AmountField } from '../ui/fields';
import { LanguageSwitch, Live, Screen } from '../ui/parts';
import { amountText, momentText, numberText, t } from '../ui/words';
import { AccountChoice, useWork } from './entrance';
import { Fact } from './receipt';
import { markText, type Device, type Wallet } from './wallet';

export function Settings({ wallet }: { wallet: Wallet }) {
  const accounts = wallet.me!.accounts;
  return (
    <Screen title={t('settings.title')} app={t('app.wallet')}>
      <section class="card">
        <h2>{t('settings.account')}</h2>
        {accounts.length > 1 ? <AccountChoice wallet={wallet} /> : <p>{wallet.account!.name}</p>}
        <p class="code">{wallet.account!.account}</p>
        <p>
          <a href="/mon-compte/plafonds">{t('settings.limits')}</a>
        </p>
        <p>
          <a href="/mon-compte/prelevement">{t('settings.debits')}</a>
        </p>
        <p>
          <a href="/accessibilite">{t('app.accessibility')}</a>
        </p>
        <button type="button" class="second" onClick={() => void wallet.signOut()}>
          {t('settings.signOut')}
        </button>
      </section>
      <section class="card">
        <h2>{t('settings.language')}</h2>
        <LanguageSwitch />
      </section>
      <section class="card">
        <h2>{t('notices.title')}</h2>
        <p>{t('notices.text')}</p>
        <a class="second" href="#/notices">
          {t('notices.choose')}
        </a>
      </section>
      {wallet.account!.kind === 'resident' && <Association wallet={wallet} key={wallet.account!.account} />}
      <OtherDevices wallet={wallet} />
      <AddDevice />
      <ThisDevice wallet={wallet} />
    </Screen>
  );
}

/** The association that is to have a share of what the holder exchanges. */
function Association({ wallet }: { wallet: Wallet }) {
  const [known, setKnown] = useState<Awaited<ReturnType<Wallet['associations']>> | null>(null);
  const [wanted, setWanted] = useState('');
  const [done, setDone] = useState(false);
  useEffect(() => {
    wallet.associations().then((now) => {
      setKnown(now);
      setWanted(now.chosen ?? '');
    }, console.warn);
  }, []);
  const work = useWork(async () => {
    await wallet.chooseAssociation(wanted || null);
    setDone(true);
  });
  if (!known || known.all.length === 0) return null;
  return (
    <section class="card">
      <h2>{t('association.title')}</h2>
      <p>{t('association.text')}</p>
      <select
        aria-label={t('association.title')}
        value={wanted}
        onChange={(event) => {
          setDone(false);
          setWanted(event.currentTarget.value);
        }}
      >
        <option value="">{t('association.none')}</option>
        {known.all.map((one) => (
          <option value={one.account} key={one.account}>
            {one.name ?? one.account}
          </option>
        ))}
      </select>
      <Live urgent>{work.fault}</Live>
      <Live>{done ? t('association.done') : ''}</Live>
      <button type="button" class="second" aria-disabled={work.busy} onClick={work.run}>
        {t('association.choose')}
      </button>
    </section>
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
      <span class="code">{markText(device.kid)}</span>
      {device.refundsUpTo !== null && (
        <span class="faint">
          {t('devices.till', { amount: amountText(device.refundsUpTo, wallet.ledger.info.unit) })}
        </span>
      )}
      {waits && <span class="faint">{t('devices.waits', { time: momentText(device.activeFrom!) })}</span>}
      {sure && (
        <p>
          {t('devices.blockText')} <a href="#/mandates">{t('devices.blockMandates')}</a>
        </p>
      )}
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

const AddDevice = () => (
  <section class="card">
    <h2>{t('settings.add')}</h2>
    <p>{t('settings.addText')}</p>
    <a class="second" href="#/add">
      {t('settings.addButton')}
    </a>
  </section>
);

/** From which amount on the passkey is asked for at each payment. */
function AskAbove({ wallet }: { wallet: Wallet }) {
  const [typed, setTyped] = useState(numberText(wallet.key!.asksAbove ?? usuallyAsksAbove));
  const [done, setDone] = useState(false);
  const amount = parseAmount(typed);
  const work = useWork(async () => {
    if (amount === null) return;
    await wallet.askAbove(amount);
    setDone(true);
  });
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        work.run();
      }}
    >
      <AmountField
        id="ask-above"
        label={t('settings.askAbove', { unit: wallet.ledger.info.unit })}
        text={typed}
        onText={(text) => (setDone(false), setTyped(text))}
        fault={amount === null}
      />
      <Live urgent>{work.fault}</Live>
      <Live>{done ? t('settings.askAboveDone') : ''}</Live>
      <button type="submit" class="second" aria-disabled={amount === null || work.busy}>
        {t('settings.askAboveKeep')}
      </button>
    </form>
  );
}

function ThisDevice({ wallet }: { wallet: Wallet }) {
  const [sure, setSure] = useState(false);
  const work = useWork(() => wallet.removeDevice());
  const guard = useWork(() => wallet.protect());
  const pending = wallet.pending.length > 0;
  const guarded = wallet.key!.opener !== undefined;
  return (
    <section class="card">
      <h2>{t('settings.device')}</h2>
      <dl class="facts">
        <Fact word={t('settings.deviceId')} code>
          {markText(wallet.key!.kid)}
        </Fact>
        <Fact word={t('settings.opens')}>{t(guarded ? 'settings.byPasskey' : 'settings.byBrowser')}</Fact>
      </dl>
      {guarded && <AskAbove wallet={wallet} />}
      {!guarded && mayHavePasskey() && (
        <>
          <p>{t('settings.passkeyText')}</p>
          <Live urgent>{guard.fault}</Live>
          <button type="button" class="second" aria-disabled={guard.busy} onClick={guard.run}>
            {t('settings.usePasskey')}
          </button>
        </>
      )}
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
