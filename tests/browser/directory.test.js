// The public directory with its map, and the figures: with a script and without one, alone and within another site.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { laptop, launch, person, phone, sizes } from './browser.js';
import { startServer } from './server.js';

let server, browser;

before(
  async () => {
    server = await startServer();
    browser = await launch(join(tmpdir(), 'no-camera.y4m'));
  },
  { timeout: 360_000 },
);

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const viewport of sizes) {
  describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test(
      'who holds the label stands in a list and on a map, and a filter narrows both',
      { timeout: 120_000 },
      async () => {
        const visitor = await person(browser, { viewport, name: 'directory' });
        const { page } = visitor;
        const asked = [];
        page.on('request', (request) => asked.push(new URL(request.url()).origin));
        await page.goto(`${server.url}/annuaire`);
        const names = page.locator('.participants h3');
        const all = await names.count();
        assert.ok(all >= 2);
        const map = page.locator('.map');
        await map.locator('path.leaflet-interactive').first().waitFor();
        const dots = await map.locator('path.leaflet-interactive').count();
        assert.ok(dots >= 2 && dots <= all);
        await visitor.look('list');

        await map.scrollIntoViewIfNeeded();
        await map.locator('path.leaflet-interactive').first().click();
        const name = (await map.locator('.leaflet-popup a').textContent()).trim();
        assert.ok(
          (await names.allTextContents()).map((n) => n.trim()).includes(name),
          `${name} stands in the list, too`,
        );
        await visitor.look('popup');

        await page.getByText('Filtrer').click();
        await page.getByLabel('Catégorie').selectOption({ label: 'Événements' });
        await page.getByRole('button', { name: 'Afficher' }).click();
        await page.getByRole('heading', { name: '0 label actif' }).waitFor();
        await page.getByText('Aucune adresse à situer').waitFor();
        await visitor.look('nobody');
        // Without a server for its background, the map asks nobody else for anything.
        assert.deepEqual([...new Set(asked)], [new URL(server.url).origin]);
        assert.deepEqual(visitor.faults, []);
        await visitor.context.close();
      },
    );

    test(
      'the figures show a number and a bar for each line, and say what they count',
      { timeout: 120_000 },
      async () => {
        const visitor = await person(browser, { viewport, name: 'figures' });
        const { page } = visitor;
        await page.goto(`${server.url}/chiffres`);
        await page.locator('.figures .bar rect').first().waitFor();
        await visitor.look('commune');
        const total = Number((await page.locator('.figures tfoot .number').textContent()).trim());
        const lines = (await page.locator('.figures tbody .number').allTextContents()).map(Number);
        assert.equal(
          lines.reduce((sum, line) => sum + line, 0),
          total,
        );
        await page.getByText('Un autre compte').click();
        await page.getByLabel('Répartir par').selectOption({ label: 'Famille juridique' });
        await page.getByRole('button', { name: 'Afficher' }).click();
        await page.getByText('masqué').first().waitFor();
        await visitor.look('family');
        assert.deepEqual(visitor.faults, []);
        await visitor.context.close();
      },
    );
  });
}

test(
  "the City's desk leads from its figures to the map with its outlines and to who came between two days",
  { timeout: 120_000 },
  async () => {
    const city = await person(browser, { viewport: phone, name: 'city' });
    const { page } = city;
    await page.goto(`${server.url}/demo/office/city`);
    await page.getByRole('heading', { name: 'Le bureau de la Ville' }).waitFor();
    await page.getByRole('link', { name: 'La carte', exact: true }).last().click();
    await page.locator('.map[data-shown]').waitFor();
    assert.ok((await page.locator('.map path[stroke-dasharray]').count()) > 3);
    await city.look('city-map');
    await page.goto(`${server.url}/ville/comparer?by=filiere`);
    await page.getByRole('heading', { name: /^Arrivés/ }).waitFor();
    await city.look('city-compare');
    assert.deepEqual(city.faults, []);
    await city.context.close();
  },
);

test('without a script the directory loses its map and nothing else', { timeout: 60_000 }, async () => {
  const { page, context } = await person(browser, { viewport: phone, name: 'plain', javaScriptEnabled: false });
  await page.goto(`${server.url}/annuaire`);
  const all = await page.locator('.participants h3').count();
  await page.getByText('Filtrer').click();
  await page.getByLabel('Commune').selectOption('lille');
  await page.getByRole('button', { name: 'Afficher' }).click();
  assert.match(page.url(), /commune=lille/);
  const here = await page.locator('.participants h3').count();
  assert.ok(here > 0 && here < all, `${here} of ${all} are in Lille`);
  assert.ok(await page.locator('noscript p').isVisible());
  assert.equal(await page.locator('.map').isVisible(), false);
  await context.close();
});

test('the map stands within another site, and the rest of ours does not', { timeout: 60_000 }, async () => {
  const other = createServer((request, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end(
      `<!doctype html><title>x</title><iframe src="${server.url}${request.url}" title="x" width="600" height="480"></iframe>`,
    );
  });
  await new Promise((listening) => other.listen(0, '127.0.0.1', listening));
  const there = `http://localhost:${other.address().port}`;
  const visitor = await person(browser, { viewport: laptop, name: 'embedded' });
  try {
    await visitor.page.goto(`${there}/annuaire/carte?embed=1`);
    await visitor.page.frameLocator('iframe').locator('.map path.leaflet-interactive').first().waitFor();
    assert.deepEqual(visitor.faults, []);
    for (const path of ['/annuaire', '/annuaire/carte', '/sign-in']) {
      await visitor.page.goto(there + path);
      assert.equal(await visitor.page.frameLocator('iframe').locator('.top, .map').count(), 0, path);
    }
    await visitor.page.goto(`${server.url}/annuaire/carte?embed=1`);
    await visitor.page.locator('.map path.leaflet-interactive').first().waitFor();
    await visitor.look('alone');
  } finally {
    await visitor.context.close();
    other.close();
  }
});

test('somebody registers for a meeting on a telephone', { timeout: 60_000 }, async () => {
  const { context, page, faults, look } = await person(browser, { viewport: phone, name: 'meeting' });
  await page.goto(`${server.url}/territoire/rencontres`);
  await page.getByRole('link', { name: /filière vélo/ }).click();
  await page.getByText('28 places libres').waitFor();
  await look('form');
  await page.getByLabel('Votre nom').fill('Zoé Exemple');
  await page.getByLabel('Votre adresse électronique').fill('zoe@exemple');
  await page.getByLabel('un commerce').check();
  await page.getByRole('checkbox', { name: /^J’accepte/ }).check();
  await page.getByRole('button', { name: 'M’inscrire' }).click();
  // What the browser takes for an address the rules may not; nothing that was typed is lost.
  await page.getByRole('alert').getByText(/adresse électronique, comme/).waitFor();
  assert.equal(await page.getByLabel('Votre nom').inputValue(), 'Zoé Exemple');
  await page.getByLabel('Votre adresse électronique').fill('zoe@exemple.invalid');
  await page.getByRole('button', { name: 'M’inscrire' }).click();
  await page.getByRole('status').getByText(/Vous êtes inscrit/).waitFor();
  await page.goto(`${server.url}/territoire/rencontres`);
  await page.getByText('27 places libres').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
