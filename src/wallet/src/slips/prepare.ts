// The office's page on which a phone is made ready for slips: it makes its key, proves it, and keeps what it needs to know without a network.

import { Database } from '../device/database';
import { findDeviceKey, makeDeviceKey, signerOf } from '../device/key';
import { fromBase64url, toBase64url } from '../protocol/bytes';
import { signProof } from '../protocol/proof';
import { databaseName, keepDesk, type Desk } from './book';

const page = document.getElementById('slip-phone')!;
const show = (name: string) => {
  for (const part of page.querySelectorAll<HTMLElement>('[data-when]'))
    part.hidden = !part.dataset.when!.split(' ').includes(name);
};

async function begin() {
  if (!crypto.subtle) throw new Error('no cryptography');
  const db = await Database.open(databaseName);
  const desk = JSON.parse(page.dataset.desk!) as Desk;
  await keepDesk(db, desk);
  const kept = await findDeviceKey(db, desk.person);
  const states = JSON.parse(page.dataset.keys!) as Record<string, 'waiting' | 'confirmed' | 'blocked'>;
  const state = (kept && states[kept.kid]) ?? 'new';
  show(state);
  if (kept) for (const mark of document.querySelectorAll<HTMLElement>(`[data-kid="${kept.kid}"]`)) mark.hidden = false;

  const form = page.querySelector('form')!;
  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    void (async () => {
      // A blocked key is never used again.
      const key = kept && state === 'new' ? kept : await makeDeviceKey(db, desk.person);
      void navigator.storage?.persist?.().catch(() => false);
      const says = {
        ledger: desk.ledger,
        account: desk.person,
        challenge: fromBase64url(page.dataset.challenge!),
        publicKey: key.publicKey,
      };
      form.querySelector<HTMLInputElement>('[name=signed]')!.value = toBase64url(
        await signProof(says, await signerOf(key)),
      );
      form.submit();
    })().catch((error: unknown) => {
      console.warn(error);
      show('unable');
    });
  });
}

begin().catch((error: unknown) => {
  console.warn(error);
  show('unable');
});
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
