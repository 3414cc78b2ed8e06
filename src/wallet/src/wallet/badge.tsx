import { useEffect, useState } from 'preact/hooks';
import { fromBase32 } from '../protocol/base32';
import { readBadge, type Badge } from '../protocol/badge';
import { Live, Notice, Screen } from '../ui/parts';
import { dayNumberText, isWord, t } from '../ui/words';
import { faultText } from './entrance';
import { StandingMark } from './pay';
import { Fact } from './receipt';
import { verifyBadge, type BadgeVerdict, type Wallet } from './wallet';

/** The badge's own words, shown only beside the ledger's verdict on them. */
function contentOf(base32: string): Badge | null {
  try {
    return readBadge(fromBase32(base32)).badge;
  } catch {
    return null;
  }
}

export function BadgeScreen({ base32 }: { wallet: Wallet; base32: string }) {
  const [verdict, setVerdict] = useState<BadgeVerdict | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    verifyBadge(`${location.origin.toUpperCase()}/B/${base32}`).then(setVerdict, (error: unknown) =>
      setFault(faultText(error)),
    );
  }, [base32]);
  const badge = contentOf(base32);
  const valid = verdict?.valid === true && badge !== null;
  return (
    <Screen title={t('badge.title')} app={t('app.wallet')} back="#/">
      <Live urgent>{fault}</Live>
      <div role="status">
        {!verdict && !fault && <p class="faint">{t('badge.checking')}</p>}
        {verdict &&
          (valid ? (
            <Notice icon="shield" kind="good">
              {t('badge.valid')}
            </Notice>
          ) : (
            <Notice icon="alert" kind="bad">
              {t('badge.invalid')}. {t('badge.invalidText')}
            </Notice>
          ))}
      </div>
      {verdict && (
        <dl class="facts">
          {badge && (valid || verdict.live?.standing) && (
            <>
              <Fact word={t('badge.holder')}>{badge.holder}</Fact>
              <Fact word={t('badge.grant')}>{badge.grant}</Fact>
              <Fact word={t('badge.until')}>{dayNumberText(badge.until)}</Fact>
            </>
          )}
          {verdict.live?.standing && (
            <Fact word={t('badge.standing')}>
              <StandingMark standing={verdict.live.standing} />
            </Fact>
          )}
          {verdict.reasons.length > 0 && (
            <Fact word={t('badge.reasons')}>{verdict.reasons.map(reasonText).join(', ')}</Fact>
          )}
        </dl>
      )}
    </Screen>
  );
}

function reasonText(reason: string): string {
  const word = `badge.reason.${reason}`;
  return isWord(word) ? t(word) : reason;
}
