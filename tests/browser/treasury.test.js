// The treasury in an evening: what the bank showed is explained, units are proposed by one person and approved by another; all without script.

import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { laptop, launch, person, phone } from './browser.js';
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

test('units are proposed against a line of the statement and approved by another person, on a telephone', { timeout: 300_000 }, async () => {
  const treasurer = await person(browser, { viewport: phone, name: 'treasury' });
  const approver = await person(browser, { viewport: phone, name: 'treasury-approver' });
  try {
    await treasurer.page.goto(`${server.url}/demo/office/treasurer`);
    await treasurer.page.getByRole('heading', { level: 1, name: 'Trésorerie' }).waitFor();
    await treasurer.look('1-today');
    await treasurer.page.getByRole('link', { name: 'lignes de relevé à expliquer' }).click();
    await treasurer.page.getByText('Peut-être Gaston Exemple : sa référence de virement').waitFor();
    await treasurer.look('2-lines');
    const gaston = treasurer.page.locator('article', { hasText: 'Peut-être Gaston Exemple' });
    await gaston.getByRole('button', { name: 'Proposer l’émission' }).click();
    await treasurer.page.getByText('attendent l’approbation').waitFor();

    await approver.page.goto(`${server.url}/demo/office/approver`);
    await approver.page.getByRole('link', { name: 'émissions à approuver' }).click();
    await approver.page.getByText('pour Gaston Exemple').first().waitFor();
    await approver.look('3-approve');
    await approver.page.getByRole('button', { name: 'Approuver ce qui est coché' }).click();
    await approver.page.getByText('Aucune émission n’attend.').waitFor();
    assert.deepEqual([...treasurer.faults, ...approver.faults], []);
  } finally {
    await treasurer.context.close();
    await approver.context.close();
  }
});

test('a line is dues, another is what was announced, and the fund says whose the euro are, on a laptop', { timeout: 300_000 }, async () => {
  const treasurer = await person(browser, { viewport: laptop, name: 'treasury-wide' });
  const { page } = treasurer;
  try {
    await page.goto(`${server.url}/demo/office/treasurer`);
    await treasurer.look('1-today');
    await page.goto(`${server.url}/bureau/tresorerie/lignes`);
    const dues = page.locator('article', { hasText: 'Cotisation annuelle' });
    await dues.getByText('Autre chose').click();
    await treasurer.look('2-otherwise');
    await dues.getByLabel('C’est', { exact: true }).selectOption('Cotisations');
    await dues.getByRole('button', { name: 'Expliquer' }).click();
    await dues.waitFor({ state: 'detached' });
    // A mistake is taken back, and explained again.
    await page.locator('li', { hasText: 'Cotisation annuelle' }).getByRole('button', { name: 'Reprendre' }).click();
    await dues.getByText('Autre chose').click();
    await dues.getByLabel('C’est', { exact: true }).selectOption('Cotisations');
    await dues.getByRole('button', { name: 'Expliquer' }).click();
    await dues.waitFor({ state: 'detached' });
    const announced = page.locator('article', { hasText: 'Vente exemple' });
    await announced.getByText('Autre chose').click();
    await announced.getByRole('button', { name: 'C’est elle' }).click();
    await page.goto(`${server.url}/bureau/tresorerie`);
    await page.getByText('Argent propre de l’association').waitFor();
    await page.getByText('complet', { exact: true }).waitFor();
    await treasurer.look('3-whole');
    await page.goto(`${server.url}/bureau/tresorerie/emissions`);
    await treasurer.look('4-issuances');
    await page.goto(`${server.url}/bureau/tresorerie/reconversions`);
    await treasurer.look('5-reconversions');
    for (const [path, name] of [
      ['compteurs', '6-meters'],
      ['indicateurs', '7-indicators'],
      ['comptabilite', '8-accounts'],
    ]) {
      await page.goto(`${server.url}/bureau/${path}`);
      await treasurer.look(name);
    }
    assert.deepEqual(treasurer.faults, []);
  } finally {
    await treasurer.context.close();
  }
});
