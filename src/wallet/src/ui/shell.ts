/** The offline shell: pages and scripts only. Payments never pass through the service worker. */
export function keepShell(scope: '/wallet/' | '/till/' | '/bordereau/') {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.register('/sw.js', { scope }).catch(() => {
    // Without it the application works as long as there is a network.
  });
}
