// The public proof of a payment, checked on this device.

import { useEffect, useState } from 'preact/hooks';
import { Problem, Unreachable, json } from '../ledger/http';
import { isConsistent, openProof, type Checkpoint, type Proof } from '../payments/inclusion';
import { fromBase64url, toHex } from '../protocol/bytes';
import type { Receipt } from '../protocol/receipt';
import { Notice } from '../ui/parts';
import { t } from '../ui/words';
import { Fact } from './receipt';
import type { Wallet } from './wallet';

type Verdict =
  | { state: 'sealed'; checkpoint: Checkpoint; since: number | null }
  | { state: 'wait' | 'unable' | 'unreachable' | 'false' | 'rewritten' };

/** How often a payment of the last seconds is asked for again, in milliseconds: the book is sealed every few seconds. */
const looksAgain = 3000;

/** What this device saw of the public book before; whoever rewrites it must rewrite it for every phone. */
const setting = 'checkpoint';

async function check(wallet: Wallet, receipt: Receipt): Promise<Verdict> {
  try {
    const proof = await wallet.caller.call<Proof>(`/v1/payments/${receipt.payment}/proof`);
    const vkeys = wallet.ledger.info.logKeys.filter((key) => key.book === 'currency').map((key) => key.vkey);
    const checkpoint = await openProof(proof, vkeys);
    const same = proof.position === receipt.position && toHex(fromBase64url(proof.entryHash)) === receipt.entryHash;
    if (!checkpoint || !same) return { state: 'false' };
    const before = await wallet.db.get<Checkpoint>('settings', setting);
    if (before?.origin !== checkpoint.origin) {
      await wallet.db.put('settings', checkpoint, setting);
      return { state: 'sealed', checkpoint, since: null };
    }
    const [earlier, later] = before.size <= checkpoint.size ? [before, checkpoint] : [checkpoint, before];
    const { path } = await json<{ path: string[] }>(`/log/currency/consistency?from=${earlier.size}&to=${later.size}`);
    if (!(await isConsistent(earlier, later, path.map(fromBase64url)))) return { state: 'rewritten' };
    await wallet.db.put('settings', later, setting);
    return { state: 'sealed', checkpoint, since: before.size };
  } catch (error) {
    if (error instanceof Problem) return { state: error.code === 'not_yet_sealed' ? 'wait' : 'unreachable' };
    if (error instanceof Unreachable) return { state: 'unreachable' };
    if (error instanceof DOMException) return { state: 'unable' };
    throw error;
  }
}

export function Sealed({ wallet, receipt }: { wallet: Wallet; receipt: Receipt }) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () =>
      void check(wallet, receipt).then((found) => {
        setVerdict(found);
        if (found.state === 'wait') timer = setTimeout(look, looksAgain);
      });
    look();
    return () => clearTimeout(timer);
  }, [receipt.payment]);
  if (!verdict) return <p class="faint">{t('receipt.checking')}</p>;
  if (verdict.state !== 'sealed') {
    const bad = verdict.state === 'false' || verdict.state === 'rewritten';
    return (
      <Notice icon={bad ? 'alert' : 'wait'} kind={bad ? 'bad' : ''}>
        {t(`sealed.${verdict.state}`)}
      </Notice>
    );
  }
  const { checkpoint, since } = verdict;
  return (
    <>
      <Notice icon="shield" kind="good">
        {t('sealed.yes')} {since !== null && t('sealed.since')}
      </Notice>
      <details>
        <summary>{t('sealed.details')}</summary>
        <p>{t('sealed.text')}</p>
        <dl class="facts">
          <Fact word={t('sealed.origin')} code>
            {checkpoint.origin}
          </Fact>
          <Fact word={t('sealed.size')}>{checkpoint.size}</Fact>
          <Fact word={t('sealed.root')} code>
            {btoa(String.fromCharCode(...checkpoint.root))}
          </Fact>
        </dl>
        <p>
          <a href="/log/currency/checkpoint">{t('sealed.open')}</a>
        </p>
      </details>
    </>
  );
}
