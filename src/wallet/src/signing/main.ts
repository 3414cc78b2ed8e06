// The participant's pages on which a device signs: it makes its key here, is registered, vouches for another device, and signs cooperations. The key
// stays on the device; what it signed goes to the server in a form like any other, which answers in words. Every sentence stands in the page already.

import { Database } from '../device/database';
import { findDeviceKey, makeDeviceKey, signerOf, type DeviceKey } from '../device/key';
import { call, json, post, Problem } from '../ledger/http';
import { fromBase32, toBase32 } from '../protocol/base32';
import { fromBase64url, toBase64url, type Bytes } from '../protocol/bytes';
import { parisDay, signConfirmation, textDigest } from '../protocol/cooperation';
import { signProof } from '../protocol/proof';

const page = document.getElementById('signing')!;
/** The last two only on the page of a new device: its key, and that key's name. */
const { participant, book, place, newcomer, newKid } = page.dataset as Record<
  'participant' | 'book' | 'place',
  string
> & { newcomer?: string; newKid?: string };
const list = (name: 'active' | 'blocked', of = page) => of.dataset[name]?.split(' ').filter(Boolean) ?? [];
const all = (what: string) => document.querySelectorAll<HTMLElement>(what);

/** Which parts of the page are for this device. */
function states(key: DeviceKey | undefined): string[] {
  if (key && list('active').includes(key.kid)) return ['ready'];
  const next =
    key && key.kid === newKid
      ? 'shown'
      : list('active').length > 0
        ? 'later'
        : 'first' in page.dataset
          ? 'first'
          : 'locked';
  return key && list('blocked').includes(key.kid) ? ['blocked', next] : [next];
}

/** The key that this device keeps for the participant; a blocked one is never used again. */
async function ownKey(db: Database): Promise<DeviceKey> {
  const kept = await findDeviceKey(db, participant);
  if (kept && !list('blocked').includes(kept.kid)) return kept;
  // Ask that the browser keep it when it clears space.
  void navigator.storage?.persist?.().catch(() => false);
  return makeDeviceKey(db, participant);
}

function say(name: 'working' | 'failed' | 'signedOut' | 'unable') {
  const says = document.getElementById('signing-says')!;
  says.hidden = false;
  says.className = name === 'working' ? 'done' : 'error summary';
  says.textContent = says.dataset[name]!;
  if (name !== 'working') says.scrollIntoView({ block: 'center' });
}

async function proof(form: HTMLFormElement, publicKey: Bytes, by: DeviceKey): Promise<Bytes> {
  const token = form.querySelector<HTMLInputElement>('[name=__RequestVerificationToken]')!.value;
  const { challenge } = await json<{ challenge: string }>(
    `${place}/defi`,
    post({}, { RequestVerificationToken: token }),
  );
  const says = { ledger: book, account: participant, challenge: fromBase64url(challenge), publicKey };
  return signProof(says, await signerOf(by));
}

async function confirmation(cooperation: string, text: string, key: DeviceKey): Promise<Bytes> {
  const says = { ledger: book, cooperation, text: await textDigest(text), participant, day: parisDay(Date.now()) };
  return signConfirmation(says, await signerOf(key));
}

/** A text to sign lies beside its place as bytes: neither the page's markup nor its reader has then changed a space or the end of a line. */
const textIn = (part: HTMLElement) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    fromBase64url(part.querySelector<HTMLElement>('[data-text]')!.dataset.text!),
  );

async function signed(part: HTMLElement, form: HTMLFormElement, db: Database): Promise<Bytes> {
  const key = await ownKey(db);
  if (part.dataset.signs === 'own-key') return proof(form, key.publicKey, key);
  if (part.dataset.signs === 'new-key') return proof(form, fromBase32(newcomer!), key);
  return confirmation(part.dataset.signs!, textIn(part), key);
}

function offer(part: HTMLElement, db: Database) {
  const form = part.querySelector('form')!;
  const text = part.querySelector<HTMLElement>('[data-text]');
  if (text) text.textContent = textIn(part);
  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    say('working');
    signed(part, form, db)
      .then((bytes) => {
        form.querySelector<HTMLInputElement>('[name=signed]')!.value = toBase64url(bytes);
        form.submit();
      })
      .catch((error: unknown) => {
        busy = false;
        console.warn(error);
        say(error instanceof Problem && [401, 403].includes(error.status) ? 'signedOut' : 'failed');
      });
  });
}

/** Until another device has vouched for this one. */
async function waitForVoucher(kid: string) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const answer = await call(place).catch(() => null);
    if (answer?.status !== 200) continue;
    const now = new DOMParser().parseFromString(String(answer.body), 'text/html').getElementById('signing');
    if (now && list('active', now).includes(kid)) return location.replace(place);
  }
}

async function begin() {
  const db = await Database.open('essledger-label');
  // Where a page has no secure context there is no cryptography either.
  if (!crypto.subtle) throw new Error('no cryptography');
  const key = await findDeviceKey(db, participant);
  const mine = states(key);
  for (const part of all('[data-signs]')) offer(part, db);
  document.getElementById('show-code')?.addEventListener('click', () => {
    ownKey(db)
      .then((own) => location.assign(`${place}/appareil/${toBase32(own.publicKey)}`))
      .catch(() => say('failed'));
  });
  for (const part of all('[data-when]')) part.hidden = !part.dataset.when!.split(' ').some((one) => mine.includes(one));
  if (key) for (const mark of all(`[data-kid="${key.kid}"] .this-device`)) mark.hidden = false;
  if (mine.includes('shown')) void waitForVoucher(key!.kid);
}

begin().catch((error: unknown) => {
  console.warn(error);
  say('unable');
});
for (const element of all('.without-script')) element.hidden = true;
// Somebody who comes back finds the page as the register is now.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
