// Paying without a code: whom one pays often, a professional found by name, a link that somebody sent; and asking to be paid.

import { useEffect, useRef, useState } from 'preact/hooks';
import { parseAmount } from '../money/amount';
import { linkAddress, linkHash, readParts, type Link } from '../payments/link';
import { noteFault } from '../protocol/order';
import { newUuid, uuidText } from '../protocol/uuid';
import { AmountField, Field, NoteField } from '../ui/fields';
import { Icon, Live, Notice, Screen, go } from '../ui/parts';
import { QrCode } from '../ui/qr';
import { amountText, t } from '../ui/words';
import { AskSent } from './asks';
import { faultText, useWork } from './entrance';
import { Confirm, StandingMark } from './pay';
import type { Ask as Sent, Known, Wallet } from './wallet';

const bare = ({ account, name }: Known): string => linkHash({ account, name, amount: null, note: '', id: '' });

export function People({ wallet }: { wallet: Wallet }) {
  return (
    <Screen title={t('people.title')} app={t('app.wallet')} back="#/">
      <Who wallet={wallet} />
    </Screen>
  );
}

/** @param pick What to do with the one who is chosen; left out: they are paid. */
function Who({ wallet, pick }: { wallet: Wallet; pick?: (known: Known) => void }) {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<Known[] | null>(null);
  const [favourites, setFavourites] = useState<Known[]>([]);
  const [fault, setFault] = useState('');
  useEffect(() => void wallet.favourites().then(setFavourites), []);
  useEffect(() => {
    let over = false;
    const timer = setTimeout(() => {
      wallet.professionals(words).then(
        (all) => {
          if (over) return;
          setFound(all);
          setFault('');
        },
        (error: unknown) => over || setFault(faultText(error)),
      );
    }, 300);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [words]);
  const known = new Set(favourites.map((one) => one.account));
  const recent = wallet.recent.filter((one) => !known.has(one.account));
  const chosen = pick ? { pick } : {};
  return (
    <>
      {favourites.length > 0 && <Names title={t('people.favourites')} all={favourites} {...chosen} />}
      {recent.length > 0 && <Names title={t('people.recent')} all={recent} {...chosen} />}
      <section class="form">
        <form class="form" role="search" onSubmit={(event) => event.preventDefault()}>
          <Field id="who" label={t('people.search')}>
            <input
              id="who"
              type="search"
              autocomplete="off"
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </Field>
        </form>
        <Live urgent>{fault}</Live>
        <Live>{found?.length === 0 ? t('people.nobody') : ''}</Live>
        {found && found.length > 0 && <Names title={t('people.professionals')} all={found} {...chosen} />}
      </section>
      {!pick && (
        <a class="more" href="/ou-payer">
          {t('people.directory')}
        </a>
      )}
      <ByAccount {...chosen} />
    </>
  );
}

function Names({ title, all, pick }: { title: string; all: Known[]; pick?: (known: Known) => void }) {
  const inside = (one: Known) => (
    <>
      <span>{one.name}</span>
      {one.standing === 'active' && <StandingMark standing="active" />}
    </>
  );
  return (
    <section>
      <h2>{title}</h2>
      <ul class="choices">
        {all.map((one) => (
          <li key={one.account}>
            {pick ? (
              <button type="button" class="second" onClick={() => pick(one)}>
                {inside(one)}
              </button>
            ) : (
              <a class="second" href={bare(one)}>
                {inside(one)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Somebody who stands in no list: their account as they read it out, and their name. */
function ByAccount({ pick }: { pick?: (known: Known) => void }) {
  const [account, setAccount] = useState('');
  const [name, setName] = useState('');
  const [fault, setFault] = useState(false);
  return (
    <details class="more-fields">
      <summary>{t(pick ? 'asks.byAccount' : 'people.byAccount')}</summary>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const plain = account.replace(/\s/g, '').toUpperCase();
          const good = readParts([plain, name].map(encodeURIComponent)) !== null;
          setFault(!good);
          const known = { account: plain, name: name.trim() };
          if (good) pick ? pick(known) : go(bare(known));
        }}
      >
        <Field id="account" label={t('mandates.account')} hint={t('mandates.accountHint')}>
          <input
            id="account"
            type="text"
            maxLength={30}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby="account-hint"
            value={account}
            onInput={(event) => setAccount(event.currentTarget.value)}
          />
        </Field>
        <Field id="name" label={t('mandates.name')} hint={t('mandates.nameHint')}>
          <input
            id="name"
            type="text"
            maxLength={200}
            autocomplete="off"
            aria-describedby="name-hint"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Live urgent>{fault && t('people.unread')}</Live>
        <button type="submit" class="second">
          {t('mandates.continue')}
        </button>
      </form>
    </details>
  );
}

/** Somebody is to be paid who showed no code: the ledger says first whether the account is theirs. */
export function To({ wallet, path }: { wallet: Wallet; path: string[] }) {
  const link = readParts(path);
  const [payee, setPayee] = useState<Known | null | undefined>(undefined);
  const [fault, setFault] = useState('');
  const look = () => {
    setFault('');
    if (link) wallet.payee(link.account, link.name).then(setPayee, (error: unknown) => setFault(faultText(error)));
  };
  useEffect(look, []);

  const before = link?.id
    ? wallet.outbox.list().find((one) => one.ask === link.id && one.outcome.state !== 'refused')
    : undefined;
  if (!link || payee === null) {
    return (
      <Screen title={t('people.wrongTitle')} app={t('app.wallet')} back="#/">
        <Notice icon="alert" kind="bad">
          {t(link ? 'people.disagrees' : 'people.unread')}
        </Notice>
        <a class="main" href="#/people">
          {t('people.title')}
        </a>
      </Screen>
    );
  }
  if (before) {
    const paid = before.outcome.state === 'paid';
    return (
      <Screen title={t(paid ? 'ask.paidTitle' : 'pay.pendingTitle')} app={t('app.wallet')} back="#/">
        <Notice icon={paid ? 'check' : 'wait'} kind={paid ? 'good' : 'warn'}>
          {t(paid ? 'ask.paidText' : 'pay.pendingText')}
        </Notice>
        <a class="main" href={paid ? `#/payment/${before.id}` : `#/done/${before.id}`}>
          {t('pay.pendingOpen')}
        </a>
      </Screen>
    );
  }
  if (payee === undefined) {
    return (
      <Screen title={t('pay.title')} app={t('app.wallet')} back="#/">
        <Live urgent>{fault}</Live>
        {fault ? (
          <button type="button" class="main" onClick={look}>
            {t('app.retry')}
          </button>
        ) : (
          <Live>{t('pay.checking')}</Live>
        )}
      </Screen>
    );
  }
  const { ledger, unit } = wallet.ledger.info;
  return (
    <Confirm
      wallet={wallet}
      aim={{ ledger, payee: payee.account, unit, request: null, standing: false, ...(link.id ? { ask: link.id } : {}) }}
      name={payee.name}
      {...(payee.standing === undefined ? {} : { standing: payee.standing })}
      amount={link.amount}
      reference={link.note || null}
      {...(link.id ? { refuse: () => go('#/') } : {})}
    />
  );
}

/** Asks for a payment: in somebody's wallet, or by a link to send or to show as a code. */
export function Ask({ wallet }: { wallet: Wallet }) {
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [link, setLink] = useState<Link | null>(null);
  const [copied, setCopied] = useState(false);
  const [tried, setTried] = useState<'link' | 'wallet' | null>(null);
  const [choosing, setChoosing] = useState(false);
  /** By whom it is delivered to: tried again after a lost answer it is the same ask. */
  const keys = useRef(new Map<string, string>());
  const [picked, setPicked] = useState<Known | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const { unit } = wallet.ledger.info;
  const amount = parseAmount(typed);
  const wrong = noteFault(note);
  const address = link ? linkAddress(link, location.origin) : '';
  const share = useWork(async () => {
    const text = t('ask.message', {
      name: wallet.account!.name,
      amount: link!.amount === null ? '' : amountText(link!.amount, unit),
    });
    if (navigator.share) {
      await navigator.share({ text, url: address }).catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      });
    } else {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    }
  });
  const deliver = useWork(async () => {
    const whom = `${picked!.account} ${picked!.name}`;
    const key = keys.current.get(whom) ?? `wallet-ask-${uuidText(newUuid(wallet.ledger.now()))}`;
    keys.current.set(whom, key);
    setSent(await wallet.ask(picked!, amount!, note.trim(), key));
  });
  useEffect(() => {
    if (picked) deliver.run();
  }, [picked]);
  if (sent) return <AskSent ask={sent} />;
  if (choosing) {
    return (
      <Screen key="who" title={t('asks.who')} app={t('app.wallet')} back="#/">
        <p>{t('asks.whoText', { amount: amountText(amount!, unit) })}</p>
        <Live urgent>{deliver.fault}</Live>
        <Live>{deliver.busy && t('pay.sending')}</Live>
        <Who wallet={wallet} pick={(known) => deliver.busy || setPicked({ ...known })} />
      </Screen>
    );
  }
  if (link) {
    return (
      <Screen key="made" title={t('ask.made')} app={t('app.wallet')} back="#/">
        <p>{t('ask.madeText')}</p>
        {link.amount !== null && <p class="figure">{amountText(link.amount, unit)}</p>}
        {link.note && <p>{link.note}</p>}
        <QrCode text={address} label={t('ask.code')} name="ask-code" />
        <button type="button" class="main" aria-disabled={share.busy} onClick={share.run}>
          {t(typeof navigator.share === 'function' ? 'ask.send' : 'ask.copy')}
        </button>
        <Live>
          {copied && (
            <>
              <Icon name="check" /> {t('ask.copied')}
            </>
          )}
        </Live>
        <Live urgent>{share.fault}</Live>
        <p class="code" data-testid="ask-link">
          {address}
        </p>
      </Screen>
    );
  }
  return (
    <Screen key="form" title={t('ask.title')} app={t('app.wallet')} back="#/">
      <p>{t('ask.text')}</p>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried('link');
          if (wrong || (typed.trim() && amount === null)) return;
          const { account, name } = wallet.account!;
          setLink({ account, name, amount, note: note.trim(), id: uuidText(newUuid(wallet.ledger.now())) });
        }}
      >
        <AmountField
          id="asked"
          label={t('ask.amount')}
          text={typed}
          onText={setTyped}
          fault={amount === null && (tried === 'wallet' || (tried === 'link' && typed.trim() !== ''))}
          optional
        />
        <NoteField id="for" label={t('ask.note')} text={note} onText={setNote} />
        <button
          type="button"
          class="main"
          onClick={() => {
            setTried('wallet');
            setChoosing(!wrong && amount !== null);
          }}
        >
          {t('asks.deliver')}
        </button>
        <button type="submit" class="second">
          {t('ask.make')}
        </button>
      </form>
      <a class="more" href="#/asks">
        {t('asks.all')}
      </a>
    </Screen>
  );
}
