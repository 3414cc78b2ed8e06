import { useEffect, useState } from 'preact/hooks';
import { checkOffline, type Knowledge, type OfflineVerdict } from '../badges/offline';
import { keptStatusList } from '../badges/statuslists';
import { Problem, Unreachable, json, post } from '../ledger/http';
import { fromBase32 } from '../protocol/base32';
import { readBadge, type Badge } from '../protocol/badge';
import { Live, Notice, Screen, type IconName } from '../ui/parts';
import { ageText, bookDay, dateText, dayNumberText, isWord, minuteText, t } from '../ui/words';
import { faultText } from './entrance';
import { StandingMark } from './pay';
import { Fact } from './receipt';
import type { Wallet } from './wallet';

/** What the register says. */
interface LiveVerdict {
  valid: boolean;
  reasons: string[];
  live: {
    standing: string;
    level: number | null;
    until: string | null;
    history: { kind: string; day: string }[];
  } | null;
}

/** What was found, by whom, and when (milliseconds since 1970, by the ledger's clock). */
type Found = { at: number } & (
  { by: 'register'; verdict: LiveVerdict } | { by: 'phone'; verdict: OfflineVerdict; keysSeenAt: number | null }
);

// Each verdict has a drawing and a colour of its own beside its words.
const signs: Record<string, { icon: IconName; kind: string }> = {
  valid: { icon: 'shield', kind: 'good' },
  suspended: { icon: 'pause', kind: 'warn' },
  expired: { icon: 'clock', kind: 'old' },
  not_yet_valid: { icon: 'wait', kind: 'early' },
  withdrawn: { icon: 'barred', kind: 'bad' },
  revoked: { icon: 'barred', kind: 'bad' },
  renounced: { icon: 'leave', kind: 'grey' },
  unknown_grant: { icon: 'lost', kind: 'lost' },
  unknown_issuer: { icon: 'stranger', kind: 'stranger' },
  unknown_key: { icon: 'stranger', kind: 'stranger' },
  bad_signature: { icon: 'alert', kind: 'forged' },
  malformed: { icon: 'cross', kind: '' },
  unsure: { icon: 'cloud', kind: '' },
};

/** Whoever did not sign it, what it says is nobody's word. */
const unproven = new Set(['malformed', 'unknown_issuer', 'unknown_key', 'bad_signature', 'key_not_known_here']);

const noAnswer = (error: unknown) =>
  error instanceof Unreachable || (error instanceof Problem && (error.status === 429 || error.status >= 500));

async function askRegister(wallet: Wallet, base32: string): Promise<Found> {
  const text = `${location.origin.toUpperCase()}/B/${base32}`;
  const verdict = await json<LiveVerdict>('/v1/badges/verify', post({ text }));
  void wallet.keepStatusLists();
  return { by: 'register', verdict, at: wallet.ledger.now() };
}

async function askPhone(wallet: Wallet, base32: string): Promise<Found> {
  const [revocation, suspension] = await Promise.all([
    keptStatusList(wallet.db, 'revocation'),
    keptStatusList(wallet.db, 'suspension'),
  ]);
  const at = wallet.ledger.now();
  const { keysSeenAt } = wallet.ledger;
  const knowledge: Knowledge = {
    verify: (message, at) => wallet.ledger.verify(message, 'badge', at),
    keysSeenAt,
    lists: { ...(revocation && { revocation }), ...(suspension && { suspension }) },
  };
  const verdict = await checkOffline(bytesOf(base32), knowledge, at, Date.parse(bookDay(at)) / 86_400_000);
  return { by: 'phone', verdict, keysSeenAt, at };
}

function bytesOf(base32: string) {
  try {
    return fromBase32(base32);
  } catch {
    return new Uint8Array();
  }
}

/** The badge's own words. */
function contentOf(base32: string): Badge | null {
  try {
    return readBadge(bytesOf(base32)).badge;
  } catch {
    return null;
  }
}

export function BadgeScreen({ wallet, base32 }: { wallet: Wallet; base32: string }) {
  const [found, setFound] = useState<Found | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    let latest = true;
    const check = () =>
      askRegister(wallet, base32)
        .catch((error: unknown) => {
          if (!noAnswer(error)) throw error;
          return askPhone(wallet, base32);
        })
        .then((answer) => latest && setFound(answer))
        .catch((error: unknown) => latest && setFault(faultText(error)));
    void check();
    // What the phone had to say alone, the register says better.
    addEventListener('online', check);
    return () => {
      latest = false;
      removeEventListener('online', check);
    };
  }, [wallet, base32]);
  return (
    <Screen title={t('badge.title')} app={t('app.wallet')} back="#/">
      <Live urgent>{fault}</Live>
      <div class="found" role="status">
        {!found && !fault && <p class="faint">{t('badge.checking')}</p>}
        {found && <Verdict {...found} />}
      </div>
      {found && <Content badge={contentOf(base32)} {...found} />}
    </Screen>
  );
}

/** The words of a finding, the gravest first; none where it is valid. */
const reasonsOf = (found: Found): string[] =>
  found.by === 'register' ? found.verdict.reasons : found.verdict.reason === null ? [] : [found.verdict.reason];

function Verdict(found: Found) {
  const reasons = reasonsOf(found);
  const state =
    found.by === 'phone' && found.verdict.state === 'unsure'
      ? 'unsure'
      : found.by === 'phone' || !found.verdict.valid
        ? (reasons[0] ?? 'valid')
        : 'valid';
  const { icon, kind } = signs[state] ?? signs.malformed!;
  const title = state === 'valid' && found.by === 'phone' ? 'badge.state.valid_offline' : `badge.state.${state}`;
  return (
    <>
      <Notice icon={icon} kind={kind}>
        <strong>{wordOr(title, state)}</strong>
        {reasons.map((reason) => (
          <span class="line" key={reason}>
            {wordOr(`badge.reason.${reason}`, reason)}
          </span>
        ))}
      </Notice>
      <p class="faint">
        {found.by === 'register' ? t('badge.asked', { moment: minuteText(found.at) }) : <Ages {...found} />}
      </p>
    </>
  );
}

/** How old what the phone knows is: without that nothing is said here. */
function Ages({ verdict, keysSeenAt, at }: Found & { by: 'phone' }) {
  const aged = (then: number) => ({ moment: minuteText(then), age: ageText(at - then) });
  return (
    <>
      {t('badge.offline')}{' '}
      {verdict.listMadeAt === null ? t('badge.noList') : t('badge.listAge', aged(verdict.listMadeAt))}{' '}
      {keysSeenAt === null ? t('badge.noKeys') : t('badge.keysAge', aged(keysSeenAt))}
    </>
  );
}

function Content({ badge, ...found }: Found & { badge: Badge | null }) {
  const live = found.by === 'register' ? found.verdict.live : null;
  if (!badge || reasonsOf(found).some((reason) => unproven.has(reason))) return null;
  return (
    <>
      <section>
        <h2>{t('badge.says')}</h2>
        <dl class="facts">
          <Fact word={t('badge.holder')}>{badge.holder}</Fact>
          <Fact word={t('badge.grant')}>{badge.grant}</Fact>
          <Fact word={t('badge.level')}>{badge.level}</Fact>
          <Fact word={t('badge.from')}>{dayNumberText(badge.from)}</Fact>
          <Fact word={t('badge.until')}>{dayNumberText(badge.until)}</Fact>
        </dl>
      </section>
      {live && (
        <section>
          <h2>{t('badge.register')}</h2>
          <dl class="facts">
            <Fact word={t('badge.standing')}>
              <StandingMark standing={live.standing} />
            </Fact>
            {live.level !== null && <Fact word={t('badge.level')}>{live.level}</Fact>}
            {live.until !== null && <Fact word={t('badge.until')}>{dateText(live.until)}</Fact>}
            {live.history.map(({ kind, day }, i) => (
              <Fact key={i} word={dateText(day)}>
                {wordOr(`badge.history.${kind}`, kind)}
              </Fact>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

const wordOr = (word: string, otherwise: string) => (isWord(word) ? t(word) : otherwise);
