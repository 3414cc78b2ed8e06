import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Bar, Icon, Live, Notice, Screen, go, useHash, useLanguage, useOnline } from '../ui/parts';
import { t, type Word } from '../ui/words';
import { NewDevice, ReadDevice } from './device';
import { Enrol, NoAccount, Waiting, Welcome } from './entrance';
import { History } from './history';
import { Home } from './home';
import { OutcomeScreen } from './outcome';
import { PayScreen } from './pay';
import { ReceiptScreen } from './receipt';
import { Scan } from './scan';
import { Settings } from './settings';
import { Wallet } from './wallet';

export function App() {
  useLanguage();
  const hash = useHash();
  const [wallet, setWallet] = useState<Wallet | null>(null);
  const [fault, setFault] = useState<'failed' | 'broken' | null>(null);
  const [, draw] = useState(0);

  const open = () => {
    setFault(null);
    Wallet.open().then(setWallet, (error: unknown) => {
      console.error(error);
      setFault(error instanceof DOMException ? 'broken' : 'failed');
    });
  };
  useEffect(open, []);
  useEffect(() => wallet?.watch(() => draw((n) => n + 1)), [wallet]);
  useEffect(() => {
    // The door for links that mean "sign in now".
    if (wallet && hash === '#/sign-in') {
      if (wallet.stage === 'signed_out') void wallet.session.start('#/');
      else go('#/');
    }
    // Where a notification leads: to a screen of the account that it is about.
    const at = /^#\/at\/(\w+)\/?(.*)$/.exec(hash);
    if (wallet?.me && at) {
      const known = wallet.me.accounts.some((one) => one.account === at[1]);
      void (known && wallet.account?.account !== at[1] ? wallet.choose(at[1]!) : Promise.resolve()).then(() =>
        location.replace(`#/${at[2]}`),
      );
    }
  }, [wallet, wallet?.me, hash]);

  // A welcome that is about to leave by itself would only flash.
  const leaving = hash === '#/sign-in' && wallet?.stage === 'signed_out';
  const route = hash.replace(/^#\/?/, '').split('/');
  const full = wallet?.stage === 'ready' && route[0] === 'done';
  const nav =
    wallet?.stage === 'ready' &&
    ['', 'history', 'mandates', 'settings', 'payment'].includes(route[0]!) &&
    (route[0] === 'payment' || route.length === 1);
  return (
    <>
      {!full && <Bar icon="leaf" name={wallet?.ledger.info.name ?? t('app.wallet')} demo={wallet?.ledger.info.demo} />}
      {fault ? (
        <Screen title={t('app.failedTitle')} app={t('app.wallet')}>
          <Notice icon="cloud">{t(fault === 'broken' ? 'app.broken' : 'app.failed')}</Notice>
          <button type="button" class="main" onClick={open}>
            {t('app.retry')}
          </button>
        </Screen>
      ) : wallet && !leaving ? (
        <Body key={`${wallet.stage} ${hash}`} wallet={wallet} route={route} />
      ) : (
        <main id="main" class="page">
          <Live>{t('app.loading')}</Live>
        </main>
      )}
      {nav && <Nav here={route[0]!} />}
    </>
  );
}

function Body({ wallet, route }: { wallet: Wallet; route: string[] }) {
  const online = useOnline();
  switch (wallet.stage) {
    case 'signed_out':
      return <Welcome wallet={wallet} />;
    case 'no_account':
      return <NoAccount wallet={wallet} />;
    case 'pending':
    case 'closed':
      return <Waiting wallet={wallet} state={wallet.stage} />;
    case 'enrol':
    case 'vouch':
      return <Enrol wallet={wallet} />;
  }
  const [screen, id = ''] = route;
  switch (screen) {
    case 'scan':
      return <Scan next={route.slice(1)} />;
    case 'r':
      return <PayScreen wallet={wallet} base32={id.toUpperCase()} />;
    case 'b':
      return <BadgeDoor wallet={wallet} base32={id.toUpperCase()} />;
    case 'add':
      return <ReadDevice />;
    case 'd':
      return <NewDevice wallet={wallet} code={id.toUpperCase()} />;
    case 'done':
      return <OutcomeScreen wallet={wallet} id={id} />;
    case 'payment':
      return <ReceiptScreen wallet={wallet} id={id} />;
    case 'history':
      return <History wallet={wallet} />;
    case 'mandates':
      return <MandatesDoor wallet={wallet} path={route.slice(1)} />;
    case 'people':
      return <PeopleDoor wallet={wallet} />;
    case 'to':
      return <ToDoor wallet={wallet} path={route.slice(1)} />;
    case 'ask':
      return <AskDoor wallet={wallet} />;
    case 'asks':
      return <AsksDoor wallet={wallet} />;
    case 'asked':
      return <AskedDoor wallet={wallet} id={id} />;
    case 'notices':
      return <NoticesDoor wallet={wallet} />;
    case 'refund':
      return <RefundDoor wallet={wallet} id={id} />;
    case 'reconvert':
      return <ReconvertDoor wallet={wallet} follows={id === 'list'} />;
    case 'top-up':
      return <TopUpDoor wallet={wallet} />;
    case 'notes':
      return <NotesDoor wallet={wallet} />;
    case 'settings':
      return <Settings wallet={wallet} />;
    default:
      return <Home wallet={wallet} online={online} />;
  }
}

/** A screen that is loaded when it is first needed. */
function later<P extends object>(title: Word, load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return (props: P) => {
    const [loaded, setLoaded] = useState<{ It: ComponentType<P> } | 'failed' | null>(null);
    useEffect(() => {
      load().then(
        (It) => setLoaded({ It }),
        () => setLoaded('failed'),
      );
    }, []);
    if (loaded !== null && loaded !== 'failed') return <loaded.It {...props} />;
    return (
      <Screen title={t(title)} app={t('app.wallet')} back="#/">
        <Live urgent={loaded === 'failed'}>{t(loaded === 'failed' ? 'app.failed' : 'app.loading')}</Live>
      </Screen>
    );
  };
}

const BadgeDoor = later('badge.title', () => import('./badge').then((module) => module.BadgeScreen));
const ReconvertDoor = later('reconvert.title', () => import('./reconvert').then((module) => module.Reconvert));
const PeopleDoor = later('people.title', () => import('./people').then((module) => module.People));
const ToDoor = later('pay.title', () => import('./people').then((module) => module.To));
const AskDoor = later('ask.title', () => import('./people').then((module) => module.Ask));
const AsksDoor = later('asks.title', () => import('./asks').then((module) => module.Asks));
const AskedDoor = later('asks.title', () => import('./asks').then((module) => module.Asked));
const NoticesDoor = later('notices.title', () => import('./notices').then((module) => module.NoticesScreen));
const RefundDoor = later('refund.title', () => import('./refund').then((module) => module.RefundScreen));
const TopUpDoor = later('topup.title', () => import('./topup').then((module) => module.TopUpScreen));
const NotesDoor = later('notes.title', () => import('./notes').then((module) => module.NotesScreen));
const MandatesDoor = later('mandates.title', () => import('./mandates').then((module) => module.Mandates));

const places = [
  { hash: '', icon: 'home', word: 'nav.home' },
  { hash: 'history', icon: 'history', word: 'nav.history' },
  { hash: 'mandates', icon: 'clock', word: 'nav.mandates' },
  { hash: 'settings', icon: 'settings', word: 'nav.settings' },
] as const;

function Nav({ here }: { here: string }) {
  return (
    <nav class="nav" aria-label={t('nav.label')}>
      {places.map((place) => (
        <a href={`#/${place.hash}`} key={place.hash} aria-current={here === place.hash ? 'page' : undefined}>
          <Icon name={place.icon} />
          {t(place.word)}
        </a>
      ))}
    </nav>
  );
}
