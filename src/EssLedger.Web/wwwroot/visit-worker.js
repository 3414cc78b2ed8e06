// Opens a visit sheet again where there is no network. It keeps the sheets that were opened with one, and what they are made of; nothing else.

const cacheName = 'essledger-visits';
const parts = ['/essledger.css', '/essledger.svg', '/visit-sheet.js'];

async function networkFirst(request, key) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(parts)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const isSheet = request.mode === 'navigate' && pathname.endsWith('/visite');
  if (isSheet || parts.includes(pathname)) event.respondWith(networkFirst(request, pathname));
});
