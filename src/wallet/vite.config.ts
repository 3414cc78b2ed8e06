import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: '/',
  build: {
    target: 'es2022',
    // The content security policy allows neither inline scripts nor data: scripts, and wasm must come from our origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { wallet: 'wallet/index.html', till: 'till/index.html' } },
  },
  test: { environment: 'node', include: ['test/**/*.test.ts'] },
});
