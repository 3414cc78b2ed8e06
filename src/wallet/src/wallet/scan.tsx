import { readCode } from '../protocol/code';
import { Screen, go } from '../ui/parts';
import { Viewfinder } from '../ui/viewfinder';
import { t } from '../ui/words';

/** Opens what a code says, or returns the sentence why not. */
function openCode(text: string): string {
  const code = readCode(text, location.origin);
  switch (code.kind) {
    case 'request':
      go(`#/r/${code.base32}`);
      return '';
    case 'badge':
      go(`#/b/${code.base32}`);
      return '';
    case 'order':
      return t('scan.order');
    case 'card':
      return t('scan.card');
    case 'elsewhere':
      return t('scan.elsewhere', { origin: code.origin });
    case 'not_ours':
      return t('scan.notOurs');
  }
}

export const Scan = () => (
  <Screen title={t('scan.title')} app={t('app.wallet')} back="#/">
    <Viewfinder hint={t('scan.hint')} open={openCode} />
  </Screen>
);
