// Offline shell of the wallet or of the till (one registration each, by scope).
// It keeps the page, its hashed assets and its icons: never an answer of the API, of sign-in or of /.well-known.
// And it shows what the ledger tells this device while the page is closed; what that says is made and encrypted for this device alone.

const scope = new URL(self.registration.scope).pathname;
const cacheName = `essledger-shell${scope}`;
const patience = 4000;

const assetsOf = (html) => [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]);
const laterOf = (html) => [...html.matchAll(/name="later" content="(\/assets\/[^"]+)"/g)].map((match) => match[1]);

async function keepPage(response) {
  const html = await response.text();
  const cache = await caches.open(cacheName);
  const before = await cache.match(scope);
  if (before && (await before.text()) === html) return;
  // A new release: its assets have new names, and the old ones are of no more use.
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.startsWith('/assets/')) await cache.delete(request);
  }
  await cache.addAll(assetsOf(html));
  await cache.put(scope, new Response(html, { headers: response.headers }));
}

/** What the page loads only when it is needed (the reader of codes, the check of a badge) is needed without a network too. Nothing waits for it. */
async function keepLater() {
  const cache = await caches.open(cacheName);
  const page = await cache.match(scope);
  if (!page || self.navigator.connection?.saveData) return;
  for (const asset of laterOf(await page.text())) {
    if (!(await cache.match(asset))) await cache.add(asset).catch(() => undefined);
  }
}

async function page(event) {
  const kept = () => caches.match(scope, { cacheName });
  try {
    const response = await fetch(event.request, { signal: AbortSignal.timeout(patience) });
    if (response.ok && !response.redirected) {
      await keepPage(response.clone()).catch(() => undefined);
      event.waitUntil(keepLater());
    }
    return response.status >= 500 ? ((await kept()) ?? response) : response;
  } catch (error) {
    const shell = await kept();
    if (shell) return shell;
    throw error;
  }
}

async function cacheFirst(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch(scope, { cache: 'reload' })
      .then((response) => (response.ok ? keepPage(response) : undefined))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(keepLater)));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (url.pathname === scope) event.respondWith(page(event));
  } else if (url.pathname.startsWith('/assets/') || url.pathname.startsWith('/icons/')) {
    event.respondWith(cacheFirst(request));
  }
});

self.addEventListener('push', (event) => {
  const { title, body, to, tag } = event.data.json();
  const icon = '/icons/wallet-192.png';
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon, badge: icon, data: { to } }));
});

/** Opens the screen that says more: in the wallet where it is open, else anew. */
async function open(to) {
  const url = new URL(to, self.registration.scope).href;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const wallet = windows.find((one) => new URL(one.url).pathname === scope);
  if (!wallet) return self.clients.openWindow(url);
  await wallet.focus();
  return wallet.navigate(url);
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.to));
});
