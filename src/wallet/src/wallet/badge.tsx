import { useEffect, useState } from 'preact/hooks';
import { checkOffline, type OfflineVerdict } from '../badges/offline';
import { keptStatusList } from '../badges/statuslists';
import { Unreachable } from '../ledger/http';
import { fromBase32 } from '../protocol/base32';
import { readBadge, type Badge } from '../protocol/badge';
import { Live, Notice, Screen } from '../ui/parts';
import { bookDay, dayNumberText, isWord, momentText, t } from '../ui/words';
import { faultText } from './entrance';
import { StandingMark } from './pay';
import { Fact } from './receipt';
import { verifyBadge, type BadgeVerdict, type Wallet } from './wallet';

/** The badge's own words, shown only beside a verdict on them. */
function contentOf(base32: string): Badge | null {
  try {
    return readBadge(fromBase32(base32)).badge;
  } catch {
    return null;
  }
}

async function withoutNetwork(wallet: Wallet, base32: string): Promise<OfflineVerdict> {
  const [revocation, suspension] = await Promise.all([
    keptStatusList(wallet.db, 'revocation'),
    keptStatusList(wallet.db, 'suspension'),
  ]);
  const now = wallet.ledger.now();
  return checkOffline(
    fromBase32(base32),
    (message) => wallet.ledger.verify(message, 'badge'),
    { ...(revocation && { revocation }), ...(suspension && { suspension }) },
    now,
    Date.parse(bookDay(now)) / 86_400_000,
  );
}

export function BadgeScreen({ wallet, base32 }: { wallet: Wallet; base32: string }) {
  const [verdict, setVerdict] = useState<BadgeVerdict | null>(null);
  const [offline, setOffline] = useState<OfflineVerdict | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    verifyBadge(`${location.origin.toUpperCase()}/B/${base32}`)
      .then(setVerdict, async (error: unknown) => {
        if (!(error instanceof Unreachable)) throw error;
        setOffline(await withoutNetwork(wallet, base32));
      })
      .catch((error: unknown) => setFault(faultText(error)));
  }, [wallet, base32]);
  const badge = contentOf(base32);
  const valid = (verdict?.valid === true || offline?.state === 'valid') && badge !== null;
  const unsure = offline?.state === 'unsure';
  const reasons = verdict?.reasons ?? (offline?.reason ? [offline.reason] : []);
  return (
    <Screen title={t('badge.title')} app={t('app.wallet')} back="#/">
      <Live urgent>{fault}</Live>
      <div role="status">
        {!verdict && !offline && !fault && <p class="faint">{t('badge.checking')}</p>}
        {(verdict || offline) &&
          (valid ? (
            <Notice icon="shield" kind="good">
              {t(offline ? 'badge.validOffline' : 'badge.valid')}
            </Notice>
          ) : unsure ? (
            <Notice icon="cloud">{t('badge.unsure')}</Notice>
          ) : (
            <Notice icon="alert" kind="bad">
              {t('badge.invalid')}. {t('badge.invalidText')}
            </Notice>
          ))}
        {offline && (
          <p>
            {offline.listMadeAt === null
              ? t('badge.offline')
              : t('badge.offlineAsOf', { moment: momentText(offline.listMadeAt) })}
          </p>
        )}
      </div>
      {(verdict || offline) && (
        <dl class="facts">
          {badge && (valid || unsure || verdict?.live?.standing || offline?.listMadeAt) && (
            <>
              <Fact word={t('badge.holder')}>{badge.holder}</Fact>
              <Fact word={t('badge.grant')}>{badge.grant}</Fact>
              <Fact word={t('badge.until')}>{dayNumberText(badge.until)}</Fact>
            </>
          )}
          {verdict?.live?.standing && (
            <Fact word={t('badge.standing')}>
              <StandingMark standing={verdict.live.standing} />
            </Fact>
          )}
          {reasons.length > 0 && <Fact word={t('badge.reasons')}>{reasons.map(reasonText).join(', ')}</Fact>}
        </dl>
      )}
    </Screen>
  );
}

function reasonText(reason: string): string {
  const word = `badge.reason.${reason}`;
  return isWord(word) ? t(word) : reason;
}
