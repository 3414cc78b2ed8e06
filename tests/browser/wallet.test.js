// A resident pays at a till, as both of them see it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { person, phone, sizes } from './browser.js';
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

/** From the start page into an application; the demonstration's links sign in by themselves. */
async function enter({ page }, link, arrived) {
  await page.goto(`${server.url}/`);
  // The start page opens both in tabs of their own; here each person has one.
  const address = await page.getByRole('link', { name: link }).first().getAttribute('href');
  await page.goto(new URL(address, server.url).href);
  await arrived.waitFor();
}

async function openWallet(resident) {
  const { page } = resident;
  const enrol = page.getByRole('button', { name: 'Activer cet appareil' });
  await enter(resident, 'Ouvrir un portefeuille', enrol);
  await resident.look('1-enrol');
  await enrol.click();
  await page.getByRole('link', { name: 'Scanner' }).waitFor();
}

async function openTill(cashier) {
  const { page } = cashier;
  const shop = page.locator('.choices button').first();
  const keypad = page.getByRole('group', { name: 'Clavier du montant' });
  await enter(cashier, 'Ouvrir la caisse', keypad.or(shop).first());
  if (await shop.isVisible()) await shop.click();
  await keypad.waitFor();
}

/** What the ledger would tell this device by its browser's push service: the service worker shows it. */
async function deliver({ context, page }, said) {
  await context.grantPermissions(['notifications'], { origin: server.url });
  const devtools = await context.newCDPSession(page);
  const registered = new Promise((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) =>
      registrations.forEach(({ scopeURL, registrationId }) => scopeURL.endsWith('/wallet/') && resolve(registrationId)),
    ),
  );
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const data = JSON.stringify(said);
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data });
  const shown = () =>
    navigator.serviceWorker.ready
      .then((registration) => registration.getNotifications())
      .then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, ...data })));
  await page.waitForFunction(`(${shown})().then((all) => all.length > 0)`);
  assert.deepEqual(await page.evaluate(shown), [said]);
}

/** Types an amount on the keypad and shows the code; returns the address of the picture of the code. */
async function charge({ page }, keys) {
  const names = { ',': 'virgule' };
  const keypad = page.getByRole('group', { name: 'Clavier du montant' });
  for (const key of keys) await keypad.getByRole('button', { name: names[key] ?? key, exact: true }).click();
  await page.getByRole('button', { name: 'Afficher le code' }).click();
  const code = page.getByRole('img', { name: 'Code de paiement' });
  await code.waitFor();
  await page.waitForFunction(() => document.querySelector('img.qr').naturalWidth > 0);
  return code.getAttribute('src');
}

const balanceOf = async ({ page }) => {
  const figure = page.locator('.balance .figure');
  await page.waitForFunction(() => /\d/.test(document.querySelector('.balance .figure')?.textContent ?? ''));
  const text = await figure.textContent();
  return Number(
    text
      .replace(/[^\d,\u2212]/g, '')
      .replace(',', '')
      .replace('\u2212', '-'),
  );
};

const takingsOf = async ({ page }) => {
  await page.waitForFunction(() => /paiement/.test(document.querySelector('.takings')?.textContent ?? ''));
  const [, total = '0'] = (await page.locator('.takings').textContent()).split(/,(.*)/s);
  return Number(total.replace(/\D/g, ''));
};

for (const viewport of sizes) {
  describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test('a resident scans, confirms, and both see that it is paid', { timeout: 180_000 }, async () => {
      const resident = await person(browser, { viewport, name: 'wallet', permissions: ['camera'] });
      const cashier = await person(browser, { viewport, name: 'till' });
      try {
        await openWallet(resident);
        const before = await balanceOf(resident);
        await resident.look('2-home');
        await openTill(cashier);
        const takingsBefore = await takingsOf(cashier);
        await cashier.look('1-keypad');

        const code = await charge(cashier, '12,50');
        await cashier.look('2-code');
        const cancel = await cashier.page.getByRole('button', { name: 'Annuler' }).boundingBox();
        assert.ok(cancel.y + cancel.height <= viewport.height, 'a cashier can cancel without scrolling');
        await holdUp(camera, cashier.page, code);

        await resident.page.getByRole('link', { name: 'Scanner' }).click();
        const pay = resident.page.getByRole('button', { name: /^Payer 12,50/ });
        await pay.waitFor();
        await resident.page.getByText('Nom vérifié').waitFor();
        assert.notEqual((await resident.page.getByTestId('payee').textContent()).trim(), '');
        await resident.look('3-confirm');
        await pay.click();

        await resident.page.getByRole('heading', { name: 'Payé' }).waitFor();
        await resident.look('4-paid');
        await cashier.page.getByRole('heading', { name: 'Payé' }).waitFor();
        await cashier.look('3-paid');

        await resident.page.getByRole('link', { name: 'Voir le reçu' }).click();
        await resident.page.getByText('Signature du registre vérifiée').waitFor();
        await resident.look('5-receipt');

        await resident.page.getByRole('link', { name: 'Historique' }).click();
        const line = resident.page.locator('.movements li').first();
        await line.waitFor();
        assert.match(await line.textContent(), /\u221212,50/);
        await resident.look('6-history');

        await resident.page.getByRole('link', { name: 'Réglages' }).click();
        await resident.look('7-settings');
        await resident.page.getByRole('link', { name: 'Accueil' }).click();
        await resident.page.locator('.movements').first().waitFor();
        await resident.page
          .waitForFunction(
            (text) => document.querySelector('.balance .figure').textContent.startsWith(text),
            `${(before - 1250) / 100}`.replace('.', ','),
            { timeout: 5_000 },
          )
          .catch(() => undefined);
        assert.equal(await balanceOf(resident), before - 1250);

        await cashier.page.getByRole('button', { name: 'Encaissement suivant' }).click();
        assert.equal(await takingsOf(cashier), takingsBefore + 1250);

        // The same code again: said to be paid, and nothing to confirm.
        await resident.page.getByRole('link', { name: 'Scanner' }).click();
        await resident.page.getByText('Cette demande a déjà été payée.').waitFor();
        await resident.look('8-already-paid');
        assert.deepEqual([...resident.faults, ...cashier.faults], []);
      } finally {
        await resident.context.close();
        await cashier.context.close();
      }
    });

    test('a badge is checked by camera, and its page by anyone', { timeout: 120_000 }, async () => {
      const resident = await person(browser, { viewport, name: 'badge', permissions: ['camera'] });
      try {
        await openWallet(resident);
        const { page } = resident;
        const number = 'LIL-2026-0001'; // the demonstration's first shop
        await holdUp(camera, page, `/v1/badges/${number}/qr.png`);
        await page.getByRole('link', { name: 'Scanner' }).click();
        await page.getByText('Badge valable').waitFor();
        await page.getByText('Vérifié auprès du registre').waitFor();
        await page.getByText(number).waitFor();
        await page.getByText('Label accordé').waitFor();
        await resident.look('2-in-wallet');
        const base32 = page.url().split('#/b/')[1];

        // The same badge, an altered and a suspended one in a cellar, by what this phone keeps: and it says how old that is.
        const [, suspended] = (await (await fetch(`${server.url}/v1/badges/LIL-2026-0002/code`)).json()).text.split('/B/');
        const altered = base32.slice(0, -9) + (base32.at(-9) === 'A' ? 'B' : 'A') + base32.slice(-8);
        await resident.context.setOffline(true);
        const show = async (code, words) => {
          await page.evaluate((hash) => location.assign(hash), '#/');
          await page.evaluate((hash) => location.assign(hash), `#/b/${code}`);
          await page.getByText(words).waitFor();
          await page.getByText('Sans réponse du registre').waitFor();
        };
        const ages = /Liste des labels retirés ou suspendus du \d+\s.*\(il\sy\sa\s\d+\smin\)\. Clés du .*\(il\sy\sa\s\d+\smin\)/;
        await show(suspended, 'Non valable : label suspendu');
        await page.getByText(ages).waitFor();
        await resident.look('4-offline-suspended');
        await show(altered, 'Badge modifié ou faux');
        assert.equal(await page.getByText(number).count(), 0, 'what nobody signed is not repeated');
        await resident.look('5-offline-altered');
        await show(base32, 'Badge authentique, vérifié sans réseau');
        await page.getByText(ages).waitFor();
        await resident.look('6-offline');
        // With the network the register speaks again, without a touch.
        await resident.context.setOffline(false);
        await page.getByText('Vérifié auprès du registre').waitFor();
        await page.goto(`${server.url}/B/${base32}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await resident.look('3-page');
        assert.deepEqual(resident.faults, []);
      } finally {
        await resident.context.close();
      }
    });
  });
}

test('a phone that never read a code does so in a cellar', { timeout: 120_000 }, async () => {
  const viewport = phone;
  const resident = await person(browser, { viewport, name: 'cellar', permissions: ['camera'] });
  try {
    await openWallet(resident);
    const { page } = resident;
    await holdUp(camera, page, '/v1/badges/LIL-2026-0001/qr.png');
    // What is loaded only when it is needed lies ready by then.
    await page.waitForFunction(async () => {
      const kept = await (await caches.open('essledger-shell/wallet/')).keys();
      const later = [...document.querySelectorAll('meta[name=later]')].map((meta) => meta.content);
      return later.length > 2 && later.every((asset) => kept.some(({ url }) => url.endsWith(asset)));
    });
    await resident.context.setOffline(true);
    await page.reload();
    await page.getByRole('link', { name: 'Scanner' }).click();
    await page.getByText('Badge authentique, vérifié sans réseau').waitFor();
    await page.getByText('Sans réponse du registre').waitFor();
    assert.deepEqual(resident.faults, []);
  } finally {
    await resident.context.close();
  }
});

test('a phone without the lists never calls a badge valid', { timeout: 120_000 }, async () => {
  const viewport = phone;
  const resident = await person(browser, { viewport, name: 'listless' });
  try {
    await resident.context.route('**/v1/status/*', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: 'Bad gateway' }));
    await openWallet(resident);
    const { page } = resident;
    const [, code] = (await (await fetch(`${server.url}/v1/badges/LIL-2026-0001/code`)).json()).text.split('/B/');
    await page.goto(`${server.url}/wallet/#/b/${code}`);
    await page.getByText('Badge valable').waitFor();
    await page.evaluate(() => location.assign('#/'));
    await resident.context.route('**/v1/badges/verify', (route) => route.abort());
    await page.evaluate((hash) => location.assign(hash), `#/b/${code}`);
    await page.getByText('Impossible de conclure sans réseau').waitFor();
    await page.getByText('Aucune liste des labels retirés ou suspendus.').waitFor();
    assert.equal(await page.getByText('Badge authentique').count(), 0);
    await resident.look('1');
  } finally {
    await resident.context.close();
  }
});

test('a phone without a network shows what it signed, and the till sends it', { timeout: 120_000 }, async () => {
  const viewport = phone;
  const resident = await person(browser, { viewport, name: 'shown', permissions: ['camera'] });
  const cashier = await person(browser, { viewport, name: 'shown-till', permissions: ['camera'] });
  try {
    await openWallet(resident);
    const before = await balanceOf(resident);
    await openTill(cashier);
    await holdUp(camera, cashier.page, await charge(cashier, '4,20'));
    // The reader of codes is kept for places without a network.
    await resident.page.waitForFunction(async () => {
      const kept = await (await caches.open('essledger-shell/wallet/')).keys();
      return [...document.querySelectorAll('meta[name=later]')].every(({ content }) => kept.some(({ url }) => url.endsWith(content)));
    });
    await resident.context.setOffline(true);
    await resident.page.getByRole('link', { name: 'Scanner' }).click();
    const show = resident.page.getByRole('button', { name: /^Signer et montrer 4,20/ });
    await show.waitFor();
    await resident.look('1-offer');
    await show.click();
    await resident.page.getByTestId('shown-code').waitFor();
    await resident.page.waitForFunction(() => document.querySelector('canvas.qr')?.width > 30);
    await resident.look('2-code');

    await holdUp(camera, resident.page, '.qr');
    await cashier.page.getByRole('button', { name: 'Carte, ou client sans réseau' }).click();
    await cashier.page.getByRole('heading', { name: 'Payé' }).waitFor();
    await cashier.look('1-paid');

    await resident.context.setOffline(false);
    await resident.page.getByRole('heading', { name: 'Payé' }).waitFor();
    await resident.page.getByRole('link', { name: 'Terminé' }).click();
    await resident.page.locator('.movements').first().waitFor();
    assert.equal(await balanceOf(resident), before - 420);
  } finally {
    await resident.context.close();
    await cashier.context.close();
  }
});

/** A card of two persons of the association, as its office would make it. */
async function makeCard(pin) {
  const demo = JSON.parse(await readFile(join(server.data, 'demo.json'), 'utf8'));
  const as = async (role) => {
    const { clientId, clientSecret } = demo.clients[role];
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    const { access_token } = await (await fetch(`${server.url}/connect/token`, { method: 'POST', body })).json();
    return (path, json) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify(json ?? {}),
      });
  };
  const [bureau, admin] = [await as('bureau'), await as('admin')];
  const cards = `/v1/accounts/${demo.residents[1].account}/cards`;
  const made = await (await bureau(cards, { pin })).json();
  assert.equal((await admin(`${cards}/${made.card}/confirm`)).status, 204);
  return made.uri;
}

for (const viewport of sizes) {
  test(`somebody without a telephone pays by card and PIN at ${viewport.width} px`, { timeout: 120_000, skip: process.env.ESSLEDGER_BASE_URL && !process.env.ESSLEDGER_DATA && 'needs the demonstration’s file' }, async () => {
    const cashier = await person(browser, { viewport, name: 'card' });
    try {
      const card = await makeCard('2580');
      const { page } = cashier;
      await openTill(cashier);
      await charge(cashier, '6');
      await cashier.look('1-code');
      await page.getByRole('button', { name: 'Carte, ou client sans réseau' }).click();
      await page.getByLabel('Ou collez le texte ou le lien du code').fill(card);
      await cashier.look('2-read');
      await page.getByRole('button', { name: 'Ouvrir' }).click();
      const pin = page.getByLabel('Code secret, à taper par le client');
      await pin.fill('1470');
      await page.getByRole('button', { name: 'Payer' }).click();
      await page.getByText('Code secret faux.').waitFor();
      await cashier.look('3-wrong');
      await pin.fill('2580');
      await page.getByRole('button', { name: 'Payer' }).click();
      await page.getByRole('heading', { name: 'Payé' }).waitFor();
      await cashier.look('4-paid');
      assert.deepEqual(cashier.faults.filter((fault) => !fault.includes('422')), []);
    } finally {
      await cashier.context.close();
    }
  });
}

test('one asks another in their wallet, who refuses with one tap', { timeout: 120_000 }, async () => {
  const asker = await person(browser, { viewport: phone, name: 'asker' });
  const payer = await person(browser, { viewport: phone, name: 'asked' });
  try {
    await openWallet(asker);
    await openWallet(payer);
    const name = await payer.page.locator('.holder').innerText();
    await payer.page.getByRole('link', { name: 'Réglages' }).click();
    const account = await payer.page.locator('section.card p.code').first().innerText();

    await asker.page.getByRole('link', { name: 'Demander' }).click();
    await asker.page.getByLabel(/^Montant/).fill('4,20');
    await asker.page.getByLabel(/^Pour quoi/).fill('Pain');
    await asker.page.getByRole('button', { name: 'Demander dans son portefeuille' }).click();
    await asker.page.getByText('Demander à une personne').click();
    await asker.page.getByLabel('Code du compte').fill(account);
    await asker.page.getByLabel('Nom du titulaire').fill(name);
    await asker.page.getByRole('button', { name: 'Continuer' }).click();
    await asker.page.getByRole('heading', { name: 'Demande envoyée' }).waitFor();

    await payer.page.getByRole('link', { name: 'Accueil' }).click();
    await payer.page.getByRole('link', { name: 'vous demande 4,20' }).click();
    await payer.page.getByRole('button', { name: /^Payer 4,20/ }).waitFor();
    assert.match(await payer.page.getByRole('main').innerText(), /Pain/);
    await payer.look('2-asked');
    await payer.page.getByRole('button', { name: 'Refuser' }).click();
    await payer.page.getByText('Refusée').waitFor();
    await asker.page.getByRole('button', { name: 'Voir toutes les demandes' }).click();
    await asker.page.getByText('Refusée').waitFor();
    await asker.look('3-refused');
    assert.deepEqual([asker.faults, payer.faults], [[], []]);
  } finally {
    await asker.context.close();
    await payer.context.close();
  }
});

test('an answer that is lost is asked for again, and debited once', { timeout: 120_000 }, async () => {
  const viewport = phone;
  const resident = await person(browser, { viewport, name: 'lost', permissions: ['camera'] });
  const cashier = await person(browser, { viewport, name: 'lost-till' });
  try {
    await openWallet(resident);
    const before = await balanceOf(resident);
    await openTill(cashier);
    await holdUp(camera, cashier.page, await charge(cashier, '3'));
    await resident.page.getByRole('link', { name: 'Scanner' }).click();
    const pay = resident.page.getByRole('button', { name: /^Payer 3,00/ });
    await pay.waitFor();

    const sent = [];
    await resident.context.route('**/v1/payments', async (route) => {
      sent.push(route.request().postDataBuffer().toString('hex'));
      const answer = await route.fetch();
      // The ledger has decided; what comes back is somebody else's error page, twice.
      if (sent.length <= 2)
        await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
      else await route.fulfill({ response: answer });
    });
    await pay.dblclick();
    await resident.page.getByRole('heading', { name: 'Réponse pas encore reçue' }).waitFor();
    await resident.look('1-unknown');
    await cashier.page.getByRole('heading', { name: 'Payé' }).waitFor();

    await resident.page.reload(); // the tab was closed and opened again
    await resident.page.getByRole('heading', { name: 'Payé' }).waitFor();
    assert.ok(sent.length >= 3);
    assert.equal(new Set(sent).size, 1, 'always the same bytes');
    await resident.page.getByRole('link', { name: 'Terminé' }).click();
    await resident.page.locator('.movements').first().waitFor();
    assert.equal(await balanceOf(resident), before - 300);
  } finally {
    await resident.context.close();
    await cashier.context.close();
  }
});

test('a code that was changed is unknown and cannot be paid', { timeout: 120_000 }, async () => {
  const viewport = phone;
  const resident = await person(browser, { viewport, name: 'forged', permissions: ['camera'] });
  const cashier = await person(browser, { viewport, name: 'forged-till' });
  try {
    await openWallet(resident);
    await openTill(cashier);
    await holdUp(camera, cashier.page, await charge(cashier, '2'));
    await resident.page.getByRole('link', { name: 'Scanner' }).click();
    await resident.page.getByRole('button', { name: /^Payer 2,00/ }).waitFor();
    const base32 = resident.page.url().split('#/r/')[1];
    const forged = base32.slice(0, -6) + (base32.at(-6) === 'A' ? 'B' : 'A') + base32.slice(-5);
    await resident.page.goto(`${server.url}/wallet/#/r/${forged}`);
    await resident.page.getByRole('heading', { name: 'Code inconnu' }).waitFor();
    assert.equal(await resident.page.getByRole('button', { name: /^Payer/ }).count(), 0);
    await resident.look('1-unknown-code');

    await cashier.page.getByRole('button', { name: 'Annuler' }).click();
    await cashier.page.getByRole('heading', { name: 'Demande annulée' }).waitFor();
    await cashier.look('1-cancelled');
    await resident.page.goto(`${server.url}/wallet/#/r/${base32}`);
    await resident.page.getByText('Le commerçant a annulé cette demande.').waitFor();
  } finally {
    await resident.context.close();
    await cashier.context.close();
  }
});

for (const app of ['wallet', 'till']) {
  test(
    `the ${app} is small, fits 320 px, speaks English, and opens without a network`,
    { timeout: 60_000 },
    async () => {
      const visitor = await person(browser, {
        viewport: { width: 320, height: 640 },
        name: `first-${app}`,
        locale: 'en-GB',
      });
      try {
        const { page, context } = visitor;
        let size = 0;
        const counted = [];
        page.on('response', (response) => {
          if (!/document|script|stylesheet|font/.test(response.request().resourceType())) return;
          counted.push(response.body().then((body) => (size += gzipSync(body).length)));
        });
        await page.goto(`${server.url}/${app}/`);
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        await Promise.all(counted);
        assert.ok(counted.length >= 3, 'page, script and style were counted');
        assert.ok(size < 75_000, `first load is ${size} bytes compressed`);
        await visitor.look('english');

        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        if (app === 'wallet') {
          const said = { title: 'Money has come', body: 'You received 4.20.', to: '#/at/ANA/history', tag: '9' };
          await deliver(visitor, said);
        }
        await context.setOffline(true);
        await page.reload();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        const kept = await page.evaluate(async () => {
          const paths = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
          }
          return paths;
        });
        assert.deepEqual(
          kept.filter((path) => /^\/(v1|connect|\.well-known)/.test(path)),
          [],
        );
        assert.deepEqual(visitor.faults, []);
      } finally {
        await visitor.context.close();
      }
    },
  );
}
