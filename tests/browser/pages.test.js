// What anyone sees without a wallet: the start page, a payment code, a badge, a grant, signing in; in French and in English.

import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { examine } from './accessibility.js';
import { laptop, launch, person, phone } from './browser.js';
import { startServer } from './server.js';

let server, browser, visitor;

before(
  async () => {
    server = await startServer();
    browser = await launch(join(tmpdir(), 'no-camera.y4m'));
    visitor = await person(browser, { viewport: phone, name: 'page' });
  },
  { timeout: 360_000 },
);

after(async () => {
  await browser?.close();
  await server?.stop();
});

const pathOf = async (address) => new URL((await (await fetch(`${server.url}${address}`)).json()).text.toLowerCase()).pathname;

test('every public page says it in both languages', { timeout: 120_000 }, async () => {
  const pages = [
    ['start', '/', /Essayer en une minute/, /Try it in a minute/],
    ['badge', await pathOf('/v1/badges/LIL-2026-0001/code'), /Badge valable/, /Badge valid|Valid badge/i],
    ['badge-suspended', await pathOf('/v1/badges/LIL-2026-0002/code'), /Le label est suspendu/, /The label is suspended/],
    ['grant', '/label/LIL-2026-0001', /Boulangerie du Beffroi/, /Boulangerie du Beffroi/],
    ['accessibility', '/accessibilite', /Déclaration d’accessibilité/, /Accessibility statement/],
    ['sign-in', '/sign-in', /Se connecter/, /Sign in/],
    ['nowhere', '/nowhere', /Page introuvable/, /Page not found/],
  ];
  for (const [name, path, french, english] of pages) {
    for (const [language, words] of [
      ['fr', french],
      ['en', english],
    ]) {
      await visitor.page.goto(`${server.url}${path}?lang=${language}`);
      await visitor.page.getByText(words).first().waitFor();
      assert.equal(await visitor.page.locator('html').getAttribute('lang'), language);
      await visitor.look(`${name}-${language}`);
    }
  }
  assert.deepEqual(visitor.faults, []);
});

test('the start page and the statement of accessibility stand the examination of every screen', { timeout: 60_000 }, async () => {
  for (const path of ['/', '/accessibilite']) {
    await visitor.page.goto(`${server.url}${path}?lang=fr`);
    assert.deepEqual(await examine(visitor.page, { thorough: true }), [], path);
  }
});

test('nothing sticks out at 320 pixels', { timeout: 60_000 }, async () => {
  const narrow = await person(browser, { viewport: { width: 320, height: 640 }, name: 'narrow' });
  for (const [name, path] of [
    ['start', '/'],
    ['grant', '/label/LIL-2026-0001'],
    ['wallet', '/wallet/'],
    ['till', '/till/'],
  ]) {
    await narrow.page.goto(server.url + path);
    await narrow.page.locator('h1').first().waitFor();
    await narrow.look(name);
  }
});

test('on one computer the till hands its code to the wallet in the same browser', { timeout: 120_000 }, async () => {
  const { page, context } = await person(browser, { viewport: laptop, name: 'newcomer' });
  const follow = async (name) => {
    await page.goto(server.url);
    const [opened] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name }).first().click()]);
    return opened;
  };
  const wallet = await follow('Ouvrir un portefeuille');
  await wallet.getByRole('button', { name: 'Activer cet appareil' }).click();
  await wallet.getByRole('link', { name: 'Scanner' }).waitFor();
  const till = await follow('Ouvrir la caisse');
  await till.getByText('Montant à encaisser').waitFor();
  await till.keyboard.type('12,50');
  await till.getByRole('button', { name: 'Afficher le code' }).click();
  const [paying] = await Promise.all([context.waitForEvent('page'), till.getByRole('link', { name: 'Ouvrir dans le portefeuille' }).click()]);
  await paying.getByText('Nom vérifié').waitFor();
  await paying.getByRole('button', { name: 'Payer 12,50' }).click();
  await till.getByRole('button', { name: 'Encaissement suivant' }).waitFor();
  await paying.getByText('Payé').first().waitFor();
});
