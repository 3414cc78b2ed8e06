// A resident schedules a payment and trusts somebody with their money, as all of them see it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { person, sizes } from './browser.js';
import { holdUp } from './camera.js';
import { openPlace } from './place.js';

let server, browser, camera, close;

before(
  async () => {
    ({ server, browser, camera, close } = await openPlace());
  },
  { timeout: 360_000 },
);

after(() => close?.());

/** A new resident with a device, and what they would tell somebody who is to pay them: their account and their name. */
async function openWallet({ page }) {
  await page.goto(`${server.url}/demo/wallet`);
  await page.getByRole('button', { name: 'Activer cet appareil' }).click();
  await page.getByRole('link', { name: 'Scanner' }).waitFor();
  await page.getByRole('link', { name: 'Réglages' }).click();
  const card = page.locator('.card').first();
  const [account, name] = await Promise.all([card.locator('.code').textContent(), card.locator('p').first().textContent()]);
  return { account, name };
}

/** The till of the demonstration's first shop, showing a code for an amount; returns the address of the picture of the code. */
async function charge({ page }, keys) {
  await page.goto(`${server.url}/`);
  const address = await page.getByRole('link', { name: 'Ouvrir la caisse' }).first().getAttribute('href');
  await page.goto(new URL(address, server.url).href);
  const shop = page.locator('.choices button').first();
  const keypad = page.getByRole('group', { name: 'Clavier du montant' });
  await keypad.or(shop).first().waitFor();
  if (await shop.isVisible()) await shop.click();
  for (const key of keys) await keypad.getByRole('button', { name: key === ',' ? 'virgule' : key, exact: true }).click();
  await page.getByRole('button', { name: 'Afficher le code' }).click();
  await page.getByRole('img', { name: 'Code de paiement' }).waitFor();
  await page.waitForFunction(() => document.querySelector('img.qr').naturalWidth > 0);
  return page.locator('img.qr').getAttribute('src');
}

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

for (const viewport of sizes) {
  describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test('a payment is scheduled, signed once, made by the ledger alone, and stopped', { timeout: 180_000 }, async () => {
      const resident = await person(browser, { viewport, name: 'schedule', permissions: ['camera'] });
      const cashier = await person(browser, { viewport, name: 'till' });
      const { page } = resident;
      try {
        await openWallet(resident);
        await page.getByRole('link', { name: 'Mandats' }).click();
        await page.getByText('Rien n’est programmé.').waitFor();
        await resident.look('1-empty');

        // What is typed is checked; whose account it is, is not told.
        await page.getByRole('link', { name: 'Programmer un paiement' }).click();
        await page.getByLabel('Code du compte').fill('ABCDEFGHIJKLMNOPQRST');
        await page.getByLabel('Nom du titulaire').fill('Quelqu’un');
        await page.getByRole('button', { name: 'Continuer' }).click();
        await page.getByText('Un montant, par exemple 12,50').waitFor();
        await page.getByLabel('Montant de chaque paiement').fill('12,50');
        await page.getByRole('button', { name: 'Continuer' }).click();
        await page.getByText('Ce compte n’est pas à ce nom').waitFor();
        await resident.look('2-stranger');

        // By the shop's code, as one pays it.
        await holdUp(camera, cashier.page, await charge(cashier, '1'));
        await page.getByRole('link', { name: 'Scanner le code' }).click();
        await page.getByTestId('payee').waitFor();
        const shop = (await page.getByTestId('payee').textContent()).trim();
        await page.getByLabel('Montant de chaque paiement').fill('12,50');
        await page.getByLabel('Premier jour').fill(today());
        await page.getByLabel('Mot pour le compte payé').fill('panier');
        await resident.look('3-form');
        await page.getByRole('button', { name: 'Continuer' }).click();
        await page.getByText(`${shop} peut recevoir 12,50 MLC au plus en 28 jours`).waitFor();
        await resident.look('4-review');
        await page.getByRole('button', { name: 'Signer et programmer' }).click();

        const card = page.getByTestId('scheduled').first();
        await card.waitFor();
        for (let tries = 0; (await card.getByText(/: payée le/).count()) === 0; tries++) {
          assert.ok(tries < 40, 'the ledger pays what is due today');
          await page.waitForTimeout(250);
          await page.reload();
          await card.waitFor();
        }
        await card.getByText('Prochain paiement').waitFor();
        await resident.look('5-paid');
        await page.getByRole('link', { name: 'Historique' }).click();
        const line = page.locator('.movements li').first();
        await line.getByText('Paiement programmé, sous votre mandat').waitFor();
        assert.match(await line.textContent(), /panier.*−12,50/);

        // More than there is: refused, told why, and tried again.
        await page.getByRole('link', { name: 'Mandats' }).click();
        await page.getByRole('link', { name: 'Programmer un paiement' }).click();
        await page.getByRole('link', { name: 'Scanner le code' }).click();
        await page.getByLabel('Montant de chaque paiement').fill('999');
        await page.getByLabel('Quand').selectOption('Une seule fois');
        await page.getByLabel('Premier jour').fill(today());
        await page.getByRole('button', { name: 'Continuer' }).click();
        await page.getByRole('button', { name: 'Signer et programmer' }).click();
        await card.waitFor();
        for (let tries = 0; (await page.getByText(/: refusée le/).count()) === 0; tries++) {
          assert.ok(tries < 40, 'a refusal is told');
          await page.waitForTimeout(250);
          await page.reload();
          await card.waitFor();
        }
        await page.getByText(/Nouvel essai le/).waitFor();
        await resident.look('6-refused');

        await card.getByRole('button', { name: 'Arrêter' }).click();
        await card.getByRole('button', { name: 'Oui, arrêter pour de bon' }).click();
        await card.getByText('Arrêté', { exact: true }).waitFor();
        await resident.look('7-stopped');
        assert.deepEqual([...resident.faults, ...cashier.faults], []);
      } finally {
        await resident.context.close();
        await cashier.context.close();
      }
    });

    test('somebody is trusted, pays at a till, is held to the ceiling, and no more once it is taken back', { timeout: 180_000 }, async () => {
      const payer = await person(browser, { viewport, name: 'trust' });
      const helper = await person(browser, { viewport, name: 'helper', permissions: ['camera'] });
      const cashier = await person(browser, { viewport, name: 'till' });
      try {
        const mine = await openWallet(payer);
        const theirs = await openWallet(helper);
        const { page } = payer;
        await page.getByRole('link', { name: 'Mandats' }).click();
        await page.getByRole('link', { name: 'Confier un mandat' }).click();
        await page.getByLabel('Code du compte').fill(theirs.account.toLowerCase());
        await page.getByLabel('Nom du titulaire').fill(theirs.name.toUpperCase());
        await page.getByLabel('Au plus, à la fois').fill('8');
        await page.getByLabel('Au plus, en 30 jours').fill('10');
        await payer.look('1-form');
        await page.getByRole('button', { name: 'Continuer' }).click();
        await page.getByText('peut payer qui elle veut avec votre argent, 8,00 MLC au plus à la fois').waitFor();
        await payer.look('2-review');
        await page.getByRole('button', { name: 'Signer et confier' }).click();
        await page.getByRole('button', { name: 'Reprendre le mandat' }).waitFor();
        await payer.look('3-given');

        await helper.page.getByRole('link', { name: 'Mandats' }).click();
        const use = helper.page.getByRole('link', { name: `Payer pour ${mine.name}` });
        await use.waitFor();
        await helper.look('4-received');
        await holdUp(camera, cashier.page, await charge(cashier, '6,20'));
        await use.click();
        const pay = helper.page.getByRole('button', { name: /^Payer 6,20/ });
        await pay.waitFor();
        await helper.look('5-confirm');
        await pay.click();
        await helper.page.getByRole('heading', { name: 'Payé' }).waitFor();
        await helper.page.getByText(`avec l’argent de ${mine.name}`).waitFor();
        await helper.look('6-paid');
        await cashier.page.getByRole('heading', { name: 'Payé' }).waitFor();

        // The second would pass the ceiling of the month: said before it is sent.
        await holdUp(camera, cashier.page, await charge(cashier, '5'));
        await helper.page.getByRole('link', { name: 'Terminé' }).click();
        await use.click();
        await helper.page.getByText('Le mandat permet encore 3,80').waitFor();
        await helper.look('7-too-much');

        // Whose money it was sees who spent it, and takes the mandate back.
        await page.getByRole('link', { name: 'Historique' }).click();
        const line = page.locator('.movements li').first();
        await line.getByText(`Payé par ${theirs.name}, sous votre mandat`).waitFor();
        await payer.look('8-history');
        await page.getByRole('link', { name: 'Mandats' }).click();
        await page.getByText(/Payé dans la période en cours\s:\s6,20/).waitFor();
        await page.getByRole('button', { name: 'Reprendre le mandat' }).click();
        await page.getByRole('button', { name: 'Oui, arrêter pour de bon' }).click();
        await page.getByText('Vous n’avez confié de mandat à personne.').waitFor();
        await helper.page.getByRole('link', { name: 'Annuler' }).click();
        await helper.page.getByText('Rien n’est programmé.').waitFor();
        assert.equal(await use.count(), 0);
        assert.deepEqual([...payer.faults, ...helper.faults, ...cashier.faults], []);
      } finally {
        await payer.context.close();
        await helper.context.close();
        await cashier.context.close();
      }
    });
  });
}
