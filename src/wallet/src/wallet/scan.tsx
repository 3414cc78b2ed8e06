import { linkHash, readLink } from '../payments/link';
import { readCode } from '../protocol/code';
import { Screen, go } from '../ui/parts';
import { Viewfinder } from '../ui/viewfinder';
import { t } from '../ui/words';

/** Opens what a code says, or returns the sentence why not. Whoever pays under a mandate, or on arranged days, goes on with the payee of the code. */
function openCode(text: string, next: string[]): string {
  const ask = next.length === 0 ? readLink(text, location.origin) : null;
  if (ask) {
    go(linkHash(ask));
    return '';
  }
  const code = readCode(text, location.origin);
  switch (code.kind) {
    case 'request':
      go(next.length > 0 ? `#/mandates/${next.join('/')}/${code.base32}` : `#/r/${code.base32}`);
      return '';
    case 'badge':
      go(`#/b/${code.base32}`);
      return '';
    case 'device':
      go(`#/d/${code.base32}`);
      return '';
    case 'slip':
      location.assign(`/bordereau/#/n/${code.base32}`);
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

export const Scan = ({ next }: { next: string[] }) => (
  <Screen title={t('scan.title')} app={t('app.wallet')} back={next.length > 0 ? '#/mandates' : '#/'}>
    <Viewfinder hint={t('scan.hint')} open={(text) => openCode(text, next)} />
  </Screen>
);
