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

test('notes go from the vault to a stall without a network, signed by two phones, and the book has them once', { timeout: 300_000 }, async () => {
  const phone = (name) => person(browser, { viewport: { width: 360, height: 740 }, name: `slip-${name}` });
  const [treasurer, bureau, approver] = [await phone('treasurer'), await phone('bureau'), await phone('approver')];
  const everybody = [treasurer, bureau, approver];
  const stall = 'Marché de l’Exemple';
  const code = (page) => page.getByTestId('slip-text').textContent();
  const read = async ({ page }, text) => {
    await page.goto(`${server.url}/bordereau/#/read`);
    await page.getByLabel('Ou collez').fill(text);
    await page.getByRole('button', { name: 'Ouvrir' }).click();
  };
  try {
    for (const [{ page }, role] of [[treasurer, 'treasurer'], [bureau, 'bureau']]) {
      await page.goto(`${server.url}/demo/office/${role}`);
      await page.goto(`${server.url}/bureau/bordereaux`);
      await page.getByRole('button', { name: 'Faire sa clé' }).click();
      await page.getByText('Ce téléphone attend qu’une autre personne le confirme.').waitFor();
    }
    await approver.page.goto(`${server.url}/demo/office/approver`);
    await approver.page.goto(`${server.url}/bureau/bordereaux`);
    await approver.look('1-confirm');
    const confirm = approver.page.getByRole('button', { name: 'C’est bien son téléphone' });
    while ((await confirm.count()) > 0) await confirm.first().click();
    for (const who of [treasurer, bureau]) {
      await who.page.goto(`${server.url}/bureau/bordereaux`);
      await who.page.getByText('Ce téléphone signe.', { exact: false }).waitFor();
      await who.look('2-ready');
      await who.page.getByRole('link', { name: 'Ouvrir les bordereaux' }).click();
      await who.page.getByRole('heading', { level: 1, name: 'Billets de main en main' }).waitFor();
      await who.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await who.page.reload();
      await who.context.setOffline(true);
      await who.page.reload();
      await who.page.getByText('Pas de réseau', { exact: false }).waitFor();
    }
    const { page } = treasurer;
    await treasurer.look('3-offline');
    await page.getByRole('link', { name: 'Remettre des billets' }).click();
    await page.getByLabel('Vers').selectOption(stall);
    await page.getByLabel('Billets de 5,00').fill('7');
    await treasurer.look('4-give');
    await page.getByRole('button', { name: 'Signer et montrer' }).click();
    await page.getByTestId('slip-code').waitFor();
    await treasurer.look('5-shown');
    const offer = await code(page);

    await read(bureau, offer);
    await bureau.page.getByText('7 × 5,00').waitFor();
    await bureau.look('6-count');
    await bureau.page.getByRole('button', { name: 'J’ai compté la même chose, je signe' }).click();
    await bureau.page.getByText('signé des deux côtés, à envoyer').waitFor();
    await bureau.look('7-signed');
    await read(treasurer, await code(bureau.page));
    await page.getByText('signé des deux côtés, à envoyer').waitFor();
    // A closed page loses nothing; whichever phone finds a network first sends, and the other gets the same answer.
    const again = await treasurer.context.newPage();
    await page.close();
    await bureau.context.setOffline(false);
    await bureau.page.getByText('inscrit au livre').waitFor();
    await treasurer.context.setOffline(false);
    await again.goto(`${server.url}/bordereau/`);
    await again.getByText('inscrit au livre', { exact: false }).waitFor();
    // The same code once more is known, and another's own is none to sign.
    await read(bureau, offer);
    await bureau.page.getByText('Vous avez déjà signé ce bordereau.').waitFor();
    assert.deepEqual(everybody.flatMap(({ faults }) => faults), []);
  } finally {
    for (const { context } of everybody) await context.close();
  }
});
