import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: '/',
  build: {
    target: 'es2022',
    // The content security policy allows neither inline scripts nor data: scripts, and wasm must come from our origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { wallet: 'wallet/index.html', till: 'till/index.html', map: 'src/map/map.ts' },
      // The map is asked for by pages that this build does not see, so its names do not change.
      output: {
        entryFileNames: ({ name }) => (name === 'map' ? 'map/map.js' : 'assets/[name]-[hash].js'),
        assetFileNames: ({ names }) => (names.includes('map.css') ? 'map/map.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  test: { environment: 'node', include: ['test/**/*.test.ts'] },
});
