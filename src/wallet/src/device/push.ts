// Notifications by Web Push: this device is entered at the push service of its browser, and the ledger is told where. Loaded when it is first of use.

import { Problem, type Caller } from '../ledger/http';
import { fromBase64url, toBase64url } from '../protocol/bytes';
import { currentLanguage } from '../ui/words';
import type { Database } from './database';

export const kinds = ['money', 'asks', 'schedules', 'security'] as const;
export type Kind = (typeof kinds)[number];

/** What the ledger was told of this device. */
export interface Told {
  device: string;
  address: string;
  expects: string;
  language: string;
  kinds: Kind[];
}

export const setting = 'push';

/** The browser has no notifications, or none here; it was told never to ask again; or it can be asked. */
export function readiness(): 'none' | 'denied' | 'ready' {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'none';
  return Notification.permission === 'denied' ? 'denied' : 'ready';
}

/** The push service of the browser did not take this device. */
export class NotTaken extends Error {
  override name = 'NotTaken';
}

export const told = async (db: Database) => (await db.get<Told>('settings', setting)) ?? null;

/** Has this device told from now on. Only a tap of its holder leads here: the browser asks them. */
export async function tell(db: Database, caller: Caller, wanted: Kind[]): Promise<Told> {
  const registration = await navigator.serviceWorker.getRegistration('/wallet/');
  if (!registration) throw new NotTaken();
  const { kid, key } = await caller.call<{ kid: string; key: string }>('/v1/push/key');
  let subscription = await registration.pushManager.getSubscription();
  // The ledger signs with another key by now: its messages would be refused.
  if (subscription && keyOf(subscription) !== key) {
    await subscription.unsubscribe();
    subscription = null;
  }
  try {
    subscription ??= await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: fromBase64url(key),
    });
  } catch (error) {
    if (error instanceof DOMException) throw new NotTaken(error.message, { cause: error });
    throw error;
  }
  const language = currentLanguage();
  const bytes = (name: PushEncryptionKeyName) => toBase64url(new Uint8Array(subscription.getKey(name)!));
  const body = {
    address: subscription.endpoint,
    key: bytes('p256dh'),
    secret: bytes('auth'),
    expects: kid,
    language,
    kinds: wanted,
  };
  const { device } = await caller.call<{ device: string }>('/v1/push/devices', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const kept: Told = { device, address: subscription.endpoint, expects: key, language, kinds: wanted };
  await db.put('settings', kept, setting);
  return kept;
}

const keyOf = (subscription: PushSubscription) => {
  const key = subscription.options.applicationServerKey;
  return key && toBase64url(new Uint8Array(key));
};

/** Once per start: what the browser or the ledger changed meanwhile is told anew. Asks nobody anything. */
export async function keep(db: Database, caller: Caller): Promise<void> {
  const before = await told(db);
  if (!before || readiness() !== 'ready' || Notification.permission !== 'granted') return;
  const registration = await navigator.serviceWorker.getRegistration('/wallet/');
  const subscription = await registration?.pushManager.getSubscription();
  const { key } = await caller.call<{ key: string }>('/v1/push/key');
  const same =
    subscription?.endpoint === before.address && key === before.expects && currentLanguage() === before.language;
  if (!same) await tell(db, caller, before.kinds);
}

/** Tells this device nothing more. */
export async function stop(db: Database, caller: Caller): Promise<void> {
  const before = await told(db);
  const registration = await navigator.serviceWorker?.getRegistration('/wallet/');
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
  await db.delete('settings', setting);
  if (!before) return;
  await caller.call(`/v1/push/devices/${before.device}`, { method: 'DELETE' }).catch((error: unknown) => {
    // Its browser's push service gave it up first.
    if (!(error instanceof Problem) || error.status !== 404) throw error;
  });
}
