import { useEffect, useState } from 'preact/hooks';
import { Live, Screen } from '../ui/parts';
import { t } from '../ui/words';
import { useWork } from './entrance';
import { Movements } from './movements';
import type { Movement, Wallet } from './wallet';

const pageSize = 30;

export function History({ wallet }: { wallet: Wallet }) {
  const [list, setList] = useState<Movement[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const work = useWork(async () => {
    const page = await wallet.entries(next, pageSize);
    setList([...(list ?? []), ...page.items]);
    setNext(page.next);
  });
  useEffect(work.run, []);
  return (
    <Screen title={t('history.title')} app={t('app.wallet')}>
      {list && <Movements list={list} level="h2" />}
      <Live urgent>{work.fault}</Live>
      <Live>
        {work.busy ? t('app.loading') : list?.length === 0 ? t('home.empty') : list && !next ? t('history.end') : ''}
      </Live>
      {(next || work.fault) && (
        <button type="button" class="second" aria-disabled={work.busy} onClick={work.run}>
          {t(work.fault ? 'app.retry' : 'history.more')}
        </button>
      )}
    </Screen>
  );
}
