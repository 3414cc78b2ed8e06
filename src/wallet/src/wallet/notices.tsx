// Of what this device is told, while the wallet is closed.

import { useEffect, useState } from 'preact/hooks';
import { kinds, NotTaken, readiness, stop, tell, told, type Kind } from '../device/push';
import { Icon, Live, Notice, Screen } from '../ui/parts';
import { t } from '../ui/words';
import { useWork } from './entrance';
import type { Wallet } from './wallet';

export function NoticesScreen({ wallet }: { wallet: Wallet }) {
  const [state, setState] = useState(readiness);
  const [on, setOn] = useState(false);
  const [wanted, setWanted] = useState<Kind[]>([...kinds]);
  const [said, setSaid] = useState<'on' | 'off' | 'failed' | null>(null);
  useEffect(() => {
    told(wallet.db).then((now) => {
      setOn(now !== null && Notification.permission === 'granted');
      if (now) setWanted(now.kinds);
    }, console.warn);
  }, []);
  const start = useWork(async () => {
    setSaid(null);
    try {
      await tell(wallet.db, wallet.caller, wanted);
      setOn(true);
      setSaid('on');
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      setState(readiness());
      setSaid('failed');
    }
  });
  const end = useWork(async () => {
    await stop(wallet.db, wallet.caller);
    setOn(false);
    setSaid('off');
  });
  return (
    <Screen title={t('notices.title')} app={t('app.wallet')} back="#/settings">
      {state !== 'ready' ? (
        <Notice icon="alert" kind="warn">
          {t(`notices.${state}`)}
        </Notice>
      ) : (
        <>
          <p>{t('notices.text')}</p>
          <fieldset class="form">
            <legend>{t('notices.kinds')}</legend>
            {kinds.map((kind) => (
              <label class="tick" key={kind}>
                <input
                  type="checkbox"
                  checked={wanted.includes(kind)}
                  onChange={(event) => {
                    setSaid(null);
                    const { checked } = event.currentTarget;
                    setWanted(kinds.filter((one) => (one === kind ? checked : wanted.includes(one))));
                  }}
                />
                {t(`notices.${kind}`)}
              </label>
            ))}
          </fieldset>
          <p class="faint">{t('notices.private')}</p>
          <Live urgent>{start.fault || end.fault || (said === 'failed' && t('notices.failed'))}</Live>
          <Live>
            {said && said !== 'failed' && (
              <>
                <Icon name="check" /> {t(`notices.done.${said}`)}
              </>
            )}
          </Live>
          <button
            type="button"
            class="main"
            aria-disabled={start.busy || wanted.length === 0}
            onClick={() => wanted.length > 0 && start.run()}
          >
            {t(on ? 'notices.change' : 'notices.start')}
          </button>
          {on && (
            <button type="button" class="second" aria-disabled={end.busy} onClick={end.run}>
              {t('notices.stop')}
            </button>
          )}
        </>
      )}
    </Screen>
  );
}
