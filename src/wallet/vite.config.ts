import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Names in the wallet's page what it loads only when it is needed, so that its service worker can keep it: a badge is read and checked without a network too. */
const offline: Plugin = {
  name: 'offline',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle, chunk }) {
      if (!chunk) return html;
      const chunkOf = (file: string) => (bundle![file]?.type === 'chunk' ? bundle![file] : null);
      // What the page loads at once may itself load something later.
      const atOnce = new Set([chunk.fileName]);
      for (const file of atOnce) for (const further of chunkOf(file)?.imports ?? []) atOnce.add(further);
      const later = new Set([...atOnce].flatMap((file) => chunkOf(file)?.dynamicImports ?? []));
      if (later.size === 0) return html;
      for (const file of later) for (const further of chunkOf(file)?.imports ?? []) later.add(further);
      for (const file of Object.keys(bundle!)) if (file.endsWith('.wasm')) later.add(file);
      return [...later]
        .filter((file) => !atOnce.has(file))
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
        bordereau: 'bordereau/index.html',
        map: 'src/map/map.ts',
        check: 'src/check/main.ts',
        scan: 'src/scan/main.ts',
        signing: 'src/signing/main.ts',
        slips: 'src/slips/prepare.ts',
      },
      // These are asked for by pages that this build does not see, so their names do not change.
      output: {
        entryFileNames: ({ name }) =>
          ['map', 'check', 'scan', 'signing', 'slips'].includes(name) ? '[name]/[name].js' : 'assets/[name]-[hash].js',
        assetFileNames: ({ names }) => (names.includes('map.css') ? 'map/map.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  test: { environment: 'node', include: ['test/**/*.test.ts'] },
});
