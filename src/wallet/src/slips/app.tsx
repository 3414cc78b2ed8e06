// Notes go from hand to hand, and both phones sign: it works in a cellar. What was signed is kept here until the ledger has it.

import { useEffect, useState } from 'preact/hooks';
import { Database } from '../device/database';
import { findDeviceKey, signerOf, type DeviceKey } from '../device/key';
import { toBase32 } from '../protocol/base32';
import type { Bytes } from '../protocol/bytes';
import { readCode } from '../protocol/code';
import { countersign, mostKinds, readSlip, signSlip, worth, type NoteCount, type SignedSlip } from '../protocol/slip';
import { newUuid, uuidText } from '../protocol/uuid';
import { Bar, go, Live, Money, Notice, Screen, useHash, useLanguage, useOnline } from '../ui/parts';
import { QrCode } from '../ui/qr';
import { Viewfinder } from '../ui/viewfinder';
import { amountText, isWord, minuteText, t } from '../ui/words';
import { databaseName, findDesk, look, sendAll, type Desk, type KeptSlip, type Why } from './book';

interface Phone {
  db: Database;
  desk: Desk;
  key: DeviceKey;
}

const app = () => t('slip.app');
const codeOf = (bytes: Bytes) => `${location.origin.toUpperCase()}/N/${toBase32(bytes)}`;
const nameOf = (desk: Desk, id: string) => desk.places.find((place) => place.id === id)?.name ?? id;

export function App() {
  useLanguage();
  const online = useOnline();
  const hash = useHash();
  const [phone, setPhone] = useState<Phone | null | 'loading'>('loading');
  const [slips, setSlips] = useState<KeptSlip[]>([]);

  const open = async () => {
    const db = await Database.open(databaseName);
    const desk = await findDesk(db);
    const key = desk && (await findDeviceKey(db, desk.person));
    setPhone(desk && key ? { db, desk, key } : null);
    await refresh(db);
  };
  const refresh = async (db: Database) => {
    setSlips((await db.all<KeptSlip>('outbox')).sort((a, b) => b.at - a.at));
  };
  const send = async (db: Database) => {
    await sendAll(db);
    await refresh(db);
  };

  useEffect(() => void open().catch(() => setPhone(null)), []);
  useEffect(() => {
    if (phone === 'loading' || !phone || !online) return;
    void send(phone.db);
    const timer = setInterval(() => void send(phone.db), 15_000);
    return () => clearInterval(timer);
  }, [phone, online]);

  if (phone === 'loading') return <Live>{t('app.loading')}</Live>;
  const keep = async (slip: KeptSlip) => {
    await (phone as Phone).db.put('outbox', slip);
    await refresh((phone as Phone).db);
    go(`#/slip/${slip.id}`);
    void send((phone as Phone).db);
  };
  const shown = slips.find(({ id }) => hash === `#/slip/${id}`);
  return (
    <>
      <Bar icon="shop" name={app()} demo={false} />
      {!phone ? (
        <Unprepared />
      ) : shown ? (
        <Shown key={shown.id + shown.state.name} desk={phone.desk} slip={shown} />
      ) : hash === '#/give' ? (
        <Give phone={phone} keep={keep} />
      ) : hash === '#/read' || hash.startsWith('#/n/') ? (
        <Read key={hash} phone={phone} slips={slips} keep={keep} first={hash.startsWith('#/n/') ? hash.slice(4) : ''} />
      ) : (
        <Home desk={phone.desk} slips={slips} online={online} />
      )}
    </>
  );
}

function Unprepared() {
  return (
    <Screen title={t('slip.unprepared')} app={app()}>
      <p>{t('slip.unpreparedText')}</p>
      <a class="main" href="/bureau/bordereaux">
        {t('slip.prepare')}
      </a>
    </Screen>
  );
}

function Home({ desk, slips, online }: { desk: Desk; slips: KeptSlip[]; online: boolean }) {
  const waiting = slips.filter(({ state }) => state.name === 'signed').length;
  return (
    <Screen title={t('slip.title')} app={app()}>
      <p>{t('slip.lead')}</p>
      {!online && <Notice icon="cloud">{t('slip.offline')}</Notice>}
      {waiting > 0 && <Notice icon="wait">{t('slip.waiting', { count: waiting })}</Notice>}
      <div class="actions">
        <a class="main" href="#/give">
          {t('slip.give')}
        </a>
        <a class="second" href="#/read">
          {t('slip.receive')}
        </a>
      </div>
      {slips.length > 0 && (
        <section class="group">
          <h2>{t('slip.list')}</h2>
          <ul class="movements">
            {slips.map((slip) => (
              <li key={slip.id}>
                <a href={`#/slip/${slip.id}`}>
                  <span class="who">
                    {t(`slip.way.${slip.mine}`, { place: nameOf(desk, slip.mine === 'sent' ? slip.to : slip.from) })}
                    <small>
                      {minuteText(slip.at * 1000)} · {stateText(slip)}
                    </small>
                  </span>
                  <span class="sum">
                    <Money minor={worth(slip.notes)} unit={desk.unit} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <a class="quiet" href="/bureau/bordereaux">
        {t('slip.prepare')}
      </a>
    </Screen>
  );
}

function stateText({ state }: KeptSlip): string {
  if (state.name === 'recorded') return t(state.doubt ? 'slip.state.doubt' : 'slip.state.recorded');
  if (state.name === 'refused') {
    const word = `slip.refusal.${state.code}`;
    return t('slip.state.refused', { why: isWord(word) ? t(word) : state.detail });
  }
  return t(`slip.state.${state.name}`);
}

const line = (note: NoteCount, unit: string) =>
  `${note.count} × ${amountText(note.denomination, unit)} (${note.series})`;

function NoteList({ notes, unit }: { notes: NoteCount[]; unit: string }) {
  return (
    <>
      <ul>
        {notes.map((note) => (
          <li key={note.series + note.denomination}>{line(note, unit)}</li>
        ))}
      </ul>
      <p class="figure">
        <Money minor={worth(notes)} unit={unit} />
      </p>
    </>
  );
}

function Shown({ desk, slip }: { desk: Desk; slip: KeptSlip }) {
  const code = slip.mine === 'received' ? slip.received : slip.received ? undefined : slip.sent;
  const bad = slip.state.name === 'refused' || (slip.state.name === 'recorded' && slip.state.doubt !== null);
  return (
    <Screen
      title={t(`slip.way.${slip.mine}`, { place: nameOf(desk, slip.mine === 'sent' ? slip.to : slip.from) })}
      app={app()}
      back="#/"
    >
      <NoteList notes={slip.notes} unit={desk.unit} />
      <Live>
        <Notice
          icon={bad ? 'alert' : slip.state.name === 'recorded' ? 'check' : 'wait'}
          kind={bad ? 'warn' : slip.state.name === 'recorded' ? 'good' : ''}
        >
          {stateText(slip)}
        </Notice>
      </Live>
      {code && slip.state.name !== 'recorded' && (
        <>
          <p>{t(slip.mine === 'sent' ? 'slip.showOffer' : 'slip.showAnswer')}</p>
          <QrCode text={codeOf(code)} label={t('slip.code')} name="slip-code" />
          <details class="note">
            <summary>{t('slip.asText')}</summary>
            <p class="code" data-testid="slip-text">
              {codeOf(code)}
            </p>
          </details>
        </>
      )}
      {slip.state.name === 'offered' && (
        <a class="main" href="#/read">
          {t('slip.readAnswer')}
        </a>
      )}
    </Screen>
  );
}

function Give({ phone, keep }: { phone: Phone; keep(slip: KeptSlip): Promise<void> }) {
  const { desk, key } = phone;
  const mine = desk.places.filter((place) => place.mine);
  const [from, setFrom] = useState(mine[0]?.id ?? '');
  const others = desk.places.filter(({ id }) => id !== from);
  const [to, setTo] = useState('');
  const [counts, setCounts] = useState<Record<string, number>>({});
  const [fault, setFault] = useState('');
  const notes = desk.kinds
    .map((kind) => ({ ...kind, count: counts[`${kind.series}-${kind.denomination}`] ?? 0 }))
    .filter(({ count }) => count > 0);

  const sign = async () => {
    if (!from || !to) return setFault(t('slip.choose'));
    if (notes.length === 0 || notes.length > mostKinds) return setFault(t('slip.howMany', { most: mostKinds }));
    const slip = {
      ledger: desk.ledger,
      id: uuidText(newUuid(Date.now())),
      from,
      to,
      notes,
      at: Math.floor(Date.now() / 1000),
    };
    const sent = await signSlip(slip, await signerOf(key));
    await keep({ id: slip.id, sent, mine: 'sent', from, to, notes, at: slip.at, state: { name: 'offered' } });
  };
  return (
    <Screen title={t('slip.give')} app={app()} back="#/">
      {mine.length === 0 ? (
        <Notice icon="alert">{t('slip.noPlace')}</Notice>
      ) : (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            void sign();
          }}
        >
          <div class="field">
            <label for="from">{t('slip.from')}</label>
            <select id="from" value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
              {mine.map((place) => (
                <option value={place.id}>{place.name}</option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="to">{t('slip.to')}</label>
            <select id="to" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
              <option value="">{t('slip.choice')}</option>
              {others.map((place) => (
                <option value={place.id}>{place.name}</option>
              ))}
            </select>
          </div>
          {desk.kinds.map((kind) => {
            const id = `${kind.series}-${kind.denomination}`;
            return (
              <div class="field" key={id}>
                <label for={id}>
                  {t('slip.kind', { value: amountText(kind.denomination, desk.unit), series: kind.series })}
                </label>
                <input
                  id={id}
                  type="number"
                  inputMode="numeric"
                  min="0"
                  max="10000000"
                  value={counts[id] ?? ''}
                  onInput={(event) =>
                    setCounts({ ...counts, [id]: Math.floor(Number(event.currentTarget.value) || 0) })
                  }
                />
              </div>
            );
          })}
          <p class="figure" aria-live="polite">
            <Money minor={worth(notes)} unit={desk.unit} />
          </p>
          <Live urgent>{fault}</Live>
          <button type="submit" class="main">
            {t('slip.sign')}
          </button>
        </form>
      )}
    </Screen>
  );
}

type Found =
  | { is: 'offer'; signed: SignedSlip; by: string }
  | { is: 'answer'; signed: SignedSlip; to: KeptSlip; by: string }
  | { is: 'nothing'; why: Why };

function Read({
  phone,
  slips,
  keep,
  first,
}: {
  phone: Phone;
  slips: KeptSlip[];
  keep(slip: KeptSlip): Promise<void>;
  first: string;
}) {
  const [found, setFound] = useState<Found | null>(null);
  const { desk, key } = phone;
  const take = async (bytes: Bytes) => {
    const known = await look(desk, key, slips, bytes);
    if (known.is === 'answer') await keep({ ...known.to, received: bytes, state: { name: 'signed' } });
    else setFound(known);
  };
  const open = (text: string): string => {
    const code = readCode(text, location.origin);
    if (code.kind !== 'slip') return t('slip.notASlip');
    void take(code.bytes);
    return '';
  };
  useEffect(() => {
    // Somebody's own camera brought the code here.
    if (first && slips) open(`${location.origin}/N/${first}`);
  }, []);
  const receive = async ({ signed }: { signed: SignedSlip }) => {
    const { slip } = signed;
    const at = Math.floor(Date.now() / 1000);
    const received = await countersign(readSlip(signed.bytes), at, await signerOf(key));
    await keep({
      id: slip.id,
      sent: signed.bytes,
      received,
      mine: 'received',
      from: slip.from,
      to: slip.to,
      notes: slip.notes,
      at,
      state: { name: 'signed' },
    });
  };
  if (found?.is === 'offer')
    return (
      <Screen title={t('slip.count')} app={app()} back="#/">
        <p>
          {t('slip.countText', {
            name: found.by,
            from: nameOf(desk, found.signed.slip.from),
            to: nameOf(desk, found.signed.slip.to),
          })}
        </p>
        <NoteList notes={found.signed.slip.notes} unit={desk.unit} />
        <p>{t('slip.countWarn')}</p>
        <button type="button" class="main" onClick={() => void receive(found)}>
          {t('slip.countersign')}
        </button>
      </Screen>
    );
  return (
    <Screen title={t('slip.receive')} app={app()} back="#/">
      {found?.is === 'nothing' ? (
        <>
          <Notice icon="alert" kind="warn">
            {t(`slip.why.${found.why}`)}
          </Notice>
          <button type="button" class="main" onClick={() => setFound(null)}>
            {t('slip.again')}
          </button>
        </>
      ) : (
        <Viewfinder hint={t('slip.hint')} open={open} />
      )}
    </Screen>
  );
}
