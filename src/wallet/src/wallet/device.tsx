// A device that signs already lets another one in: it reads the other's code, and its owner compares the marks.

import { useEffect, useState } from 'preact/hooks';
import { parseAmount } from '../money/amount';
import { toBase32 } from '../protocol/base32';
import { AmountField, Field } from '../ui/fields';
import { Live, Notice, Screen, go } from '../ui/parts';
import { Viewfinder } from '../ui/viewfinder';
import { t } from '../ui/words';
import { useWork } from './entrance';
import { markOf, readDeviceCode, type Wallet } from './wallet';

export const ReadDevice = () => (
  <Screen title={t('settings.add')} app={t('app.wallet')} back="#/settings">
    <p>{t('settings.addText')}</p>
    <Viewfinder
      hint={t('add.hint')}
      typed={t('add.typed')}
      open={(text) => {
        const key = readDeviceCode(text, location.origin);
        if (!key) return t('settings.addWrong');
        go(`#/d/${toBase32(key)}`);
        return '';
      }}
    />
  </Screen>
);

export function NewDevice({ wallet, code }: { wallet: Wallet; code: string }) {
  const key = readDeviceCode(code, location.origin);
  const [mark, setMark] = useState('');
  const [result, setResult] = useState<'added' | 'known' | null>(null);
  const [kind, setKind] = useState<'own' | 'till'>('own');
  const [typed, setTyped] = useState('');
  const isShop = wallet.account!.kind !== 'resident';
  const most = kind === 'till' ? parseAmount(typed) : null;
  const ready = kind === 'own' || most !== null;
  const work = useWork(async () => {
    if (ready) setResult(await wallet.vouchFor(key!, most));
  });
  useEffect(() => {
    if (key) void markOf(key).then(setMark);
  }, [code]);
  const own = wallet.deviceCode === code;
  if (!key || own) {
    return (
      <Screen title={t('settings.add')} app={t('app.wallet')} back="#/settings">
        <Notice icon="alert" kind="warn">
          {t(own ? 'add.own' : 'settings.addWrong')}
        </Notice>
      </Screen>
    );
  }
  return (
    <Screen title={t('add.title')} app={t('app.wallet')} back="#/settings">
      {isShop && !result && (
        <div class="form">
          <Field id="kind" label={t('add.kind')}>
            <select id="kind" value={kind} onChange={(event) => setKind(event.currentTarget.value as 'own' | 'till')}>
              <option value="own">{t('add.kind.own')}</option>
              <option value="till">{t('add.kind.till')}</option>
            </select>
          </Field>
          {kind === 'till' && (
            <AmountField
              id="most"
              label={t('add.most')}
              text={typed}
              onText={setTyped}
              fault={typed !== '' && most === null}
            />
          )}
        </div>
      )}
      <p>{t(kind === 'till' ? 'add.tillText' : 'add.text', { name: wallet.account!.name })}</p>
      <section class="card">
        <h2 class="label">{t('add.mark')}</h2>
        <p class="figure mark" data-testid="mark">
          {mark}
        </p>
        <p>{t('add.compare')}</p>
      </section>
      <Live urgent>{work.fault}</Live>
      <Live>
        {result && (
          <Notice icon="check" kind="good">
            {t(result === 'added' ? 'settings.addDone' : 'add.known')}
          </Notice>
        )}
      </Live>
      {result ? (
        <a class="main" href="#/">
          {t('app.home')}
        </a>
      ) : (
        <>
          <Notice icon="alert" kind="warn">
            {t(kind === 'till' ? 'add.tillWarning' : 'add.warning')}
          </Notice>
          <button type="button" class="main" aria-disabled={!ready || work.busy} onClick={work.run}>
            {t('add.button')}
          </button>
          <a class="second" href="#/settings">
            {t('add.cancel')}
          </a>
        </>
      )}
    </Screen>
  );
}
