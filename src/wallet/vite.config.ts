import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Names in the wallet's page what it loads only when it is needed, so that its service worker can keep it: a badge is read and checked without a network too. */
const offline: Plugin = {
  name: 'offline',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle, chunk }) {
      if (!chunk?.dynamicImports.length) return html;
      const later = new Set(chunk.dynamicImports);
      for (const file of later) {
        const needed = bundle![file];
        for (const further of needed?.type === 'chunk' ? needed.imports : []) later.add(further);
      }
      for (const file of Object.keys(bundle!)) if (file.endsWith('.wasm')) later.add(file);
      return [...later]
        .filter((file) => file !== chunk.fileName && !chunk.imports.includes(file))
        .map((file) => ({ tag: 'meta', attrs: { name: 'later', content: `/${file}` }, injectTo: 'head' as const }));
    },
  },
};

export default defineConfig({
  plugins: [offline],
  base: '/',
  build: {
    target: 'es2022',
    // The content security policy allows neither inline scripts nor data: scripts, and wasm must come from our origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        wallet: 'wallet/index.html',
        till: 'till/index.html',
        map: 'src/map/map.ts',
        check: 'src/check/main.ts',
        signing: 'src/signing/main.ts',
      },
      // These are asked for by pages that this build does not see, so their names do not change.
      output: {
        entryFileNames: ({ name }) =>
          ['map', 'check', 'signing'].includes(name) ? '[name]/[name].js' : 'assets/[name]-[hash].js',
        assetFileNames: ({ names }) => (names.includes('map.css') ? 'map/map.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  test: { environment: 'node', include: ['test/**/*.test.ts'] },
});
