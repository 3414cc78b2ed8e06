// Whose turn it is at a shared till: a name is tapped, a code is typed, and nobody signs out. Nothing else can be done on the till meanwhile.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem, Unreachable, post } from '../ledger/http';
import { SignedOut } from '../ledger/session';
import { Icon, Live, Screen } from '../ui/parts';
import { t } from '../ui/words';
import type { Till } from './till';

/** Somebody who works at the shop and has a code. */
export interface Cashier {
  cashier: string;
  name: string;
}

/** In whose name the till acts, until when. It lives in memory only: a till that is opened again asks. */
export interface Turn extends Cashier {
  turn: string;
  refunds: boolean;
  keeps: boolean;
  /** RFC 3339. */
  until: string;
}

/** The header by which a call says whose turn it is. */
export const turnHeader = 'cashier-turn';

/** Why a turn did not begin; after how many seconds the next try is looked at, where there is a wait. */
export type NotBegun = { why: 'wrong' | 'locked' | 'unreachable'; seconds: number };

export async function begin(till: Till, cashier: Cashier, code: string): Promise<Turn | NotBegun> {
  const address = `/v1/merchants/${till.shop!.merchant}/tills/${till.place!.till}/turns`;
  try {
    return await till.caller.call<Turn>(address, post({ cashier: cashier.cashier, code }));
  } catch (error) {
    if (error instanceof SignedOut) throw error;
    if (error instanceof Unreachable) return { why: 'unreachable', seconds: 0 };
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'code_locked') return { why: 'locked', seconds: Math.ceil(error.retryAfter ?? 30) };
    return { why: 'wrong', seconds: 0 };
  }
}

export function Turns({ till }: { till: Till }) {
  const [who, setWho] = useState<Cashier | null>(null);
  // A code that was set on the desk a moment ago is among them.
  useEffect(() => void till.findCashiers(), []);
  if (who) return <Code key={who.cashier} till={till} who={who} onBack={() => setWho(null)} />;
  return (
    <Screen key="names" title={t('turn.title')} app={t('app.till')}>
      <ul class="chips">
        {till.cashiers.map((one) => (
          <li key={one.cashier}>
            <button type="button" class="second" onClick={() => setWho(one)}>
              {one.name}
            </button>
          </li>
        ))}
      </ul>
      <p class="row">
        <button type="button" class="quiet" onClick={() => void till.signOut()}>
          {t('till.signOut')}
        </button>
      </p>
    </Screen>
  );
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'back', '0', 'enter'] as const;
const longest = 6;

function Code({ till, who, onBack }: { till: Till; who: Cashier; onBack(): void }) {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<NotBegun | null>(null);
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const ready = code.length >= 4 && !busy && wait === 0;
  const press = (key: string) => {
    if (key === 'back') setCode(code.slice(0, -1));
    else if (key !== 'enter') setCode((code + key).slice(0, longest));
    else if (ready) {
      setBusy(true);
      setFault(null);
      void till
        .takeTurn(who, code)
        .then((refused) => {
          setCode('');
          setFault(refused);
          setWait(refused?.seconds ?? 0);
        })
        .finally(() => setBusy(false));
    }
  };
  const latest = useRef(press);
  latest.current = press;
  useLayoutEffect(() => {
    const typed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      const key = event.key === 'Backspace' ? 'back' : event.key === 'Enter' ? 'enter' : event.key;
      if (key === 'enter' && /^(BUTTON|A)$/.test(target.tagName)) return;
      if (!(digits as readonly string[]).includes(key)) return;
      event.preventDefault();
      latest.current(key);
    };
    addEventListener('keydown', typed);
    return () => removeEventListener('keydown', typed);
  }, []);
  return (
    <Screen title={who.name} app={t('app.till')} kind="page turn">
      <p class="code-dots" role="img" aria-label={t('turn.typed', { count: code.length })}>
        {Array.from({ length: longest }, (_, i) => (
          <span key={i} class={i < code.length ? 'dot on' : 'dot'} />
        ))}
      </p>
      <Live urgent>
        {wait > 0 && fault?.why === 'locked'
          ? t('turn.locked', { seconds: fault.seconds })
          : fault && fault.why !== 'locked' && t(`turn.${fault.why}`)}
      </Live>
      <div class="keypad" role="group" aria-label={t('turn.code')}>
        {digits.map((key) => (
          <button
            type="button"
            key={key}
            class={key === 'enter' ? 'go' : ''}
            aria-disabled={key === 'enter' && !ready}
            aria-label={key === 'back' ? t('keypad.back') : key === 'enter' ? t('turn.begin') : undefined}
            onClick={() => press(key)}
          >
            {key === 'back' ? <Icon name="erase" /> : key === 'enter' ? <Icon name="check" /> : key}
          </button>
        ))}
      </div>
      <button type="button" class="second" onClick={onBack}>
        {t('turn.other')}
      </button>
    </Screen>
  );
}
