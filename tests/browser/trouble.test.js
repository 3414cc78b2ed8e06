// What goes wrong between a phone and a till, and the sentence in which it ends: on a telephone in French, and in `ops/test screens` at a desk in English, too.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { decode } from '../../mobile-api-spec/examples/base32.mjs';
import { makeMessage } from '../../mobile-api-spec/examples/payloads.mjs';
import { keyId, publicKeyOf, signEs256k } from '../../mobile-api-spec/examples/signatures.mjs';
import { person, sizes } from './browser.js';
import { openPlace } from './place.js';

let server, browser, close, demo, shop, cashier, short;

const books = {};
for (const language of ['fr', 'en']) {
  const file = new URL(`../../src/wallet/src/locales/${language}.json`, import.meta.url);
  books[language] = JSON.parse(await readFile(file, 'utf8'));
}

before(
  async () => {
    ({ server, browser, close } = await openPlace({ own: true }));
    demo = JSON.parse(await readFile(join(server.data, 'demo.json'), 'utf8'));
    [shop] = demo.shops;
    cashier = await tokenOf(demo.clients.merchant);
    // The shortest there is; by the time somebody reads its code it is over.
    short = { code: await request(100, { expiresInSeconds: 10 }), until: Date.now() + 10_500 };
  },
  { timeout: 360_000 },
);

after(() => close?.());

async function tokenOf({ clientId, clientSecret }) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  return (await (await fetch(`${server.url}/connect/token`, { method: 'POST', body })).json()).access_token;
}

/** A request of the shop, as its till would make it; the base32 part of its code. */
async function request(amount, more = {}) {
  const answer = await fetch(`${server.url}/v1/payment-requests`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${cashier}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      payee: shop.account,
      amount,
      unit: demo.unit,
      ...more,
    }),
  });
  assert.equal(answer.status, 201);
  const { uri } = await answer.json();
  return uri.split('/R/')[1];
}

const everybody = [
  {
    width: 360,
    height: 640,
    locale: 'fr-FR',
    language: 'fr',
    six: '6,00',
    three: '3,00',
    two: '2,00',
  },
  {
    width: 1280,
    height: 800,
    locale: 'en-GB',
    language: 'en',
    six: '6.00',
    three: '3.00',
    two: '2.00',
  },
];

const walked = everybody.filter(({ width }) => sizes.some((size) => size.width < 500 === width < 500));

for (const { width, height, locale, language, six, three, two } of walked) {
  const viewport = { width, height };
  /** A sentence of the wallet or the till up to where something is filled in. */
  const say = (word) => books[language][word].split('{')[0].trim();
  const someone = (name, options = {}) => person(browser, { viewport, locale, name: `trouble-${name}`, ...options });

  async function openWallet(name, options) {
    const one = await someone(name, options);
    await one.page.goto(`${server.url}/demo/wallet`);
    await one.page.getByRole('button', { name: say('enrol.button') }).click();
    await one.page.getByRole('link', { name: say('home.scan'), exact: true }).waitFor();
    return one;
  }

  const go = ({ page }, hash) => page.evaluate((to) => location.assign(to), hash);
  const heading = ({ page }, word) => page.getByRole('heading', { level: 1, name: say(word), exact: true });
  const payButton = ({ page }, amount) => page.getByRole('button', { name: `${say('pay.confirm')} ${amount}` });

  describe(`at ${width} × ${height}, in ${language}`, () => {
    test('without a network every step says where it stands, and money moves once', { timeout: 90_000 }, async () => {
      const resident = await openWallet('airplane');
      const { page, context } = resident;
      try {
        const [first, second] = [await request(600), await request(300)];
        // The shell and what it loads later are kept before the flight.
        await page.waitForFunction(async () => {
          const kept = await (await caches.open('essledger-shell/wallet/')).keys();
          return [...document.querySelectorAll('meta[name=later]')].every(({ content }) =>
            kept.some(({ url }) => url.endsWith(content)),
          );
        });

        await context.setOffline(true);
        await page.getByText(say('app.offline')).waitFor();
        await resident.look('1-home');
        await go(resident, '#/people');
        await page.getByText(say('app.failed')).waitFor();
        await go(resident, '#/history');
        await page.getByText(say('app.failed')).waitFor();
        await go(resident, `#/r/${first}`);
        await page.getByText(say('offline.text')).waitFor();
        await resident.look('2-scanned');

        await context.setOffline(false);
        await page.getByRole('button', { name: say('app.retry') }).click();
        await payButton(resident, six).waitFor();
        await context.setOffline(true);
        await payButton(resident, six).click();
        await heading(resident, 'unknown.title').waitFor();
        await page.getByText(say('unknown.lead')).waitFor();
        await resident.look('3-sent');
        await context.setOffline(false);
        await heading(resident, 'paid.title').waitFor();

        await context.setOffline(true);
        await page.getByRole('link', { name: say('paid.receipt') }).click();
        await page.getByText(say('sealed.unreachable')).waitFor();
        await resident.look('4-receipt');
        await context.setOffline(false);

        // The tab is closed while the order is on its way; the next one finds out by itself.
        let letGo;
        const held = new Promise((resolve) => (letGo = resolve));
        await context.route('**/v1/payments', async (route) => {
          await held;
          await route.continue().catch(() => undefined);
        });
        await go(resident, `#/r/${second}`);
        const sent = page.waitForRequest('**/v1/payments');
        await payButton(resident, three).click();
        await sent;
        await page.close();
        await context.unroute('**/v1/payments');
        letGo();
        const next = { ...resident, page: await context.newPage() };
        await next.page.goto(`${server.url}/wallet/`);
        await next.page.waitForFunction(() =>
          /41[,.]00/.test(document.querySelector('.balance .figure')?.textContent ?? ''),
        );
        await next.page.locator('.movements li').nth(1).waitFor();
        // The server may tell of the payment before the order, sent again, has its receipt.
        await next.page.getByText(say('home.pending')).waitFor({ state: 'detached' });
        assert.deepEqual(resident.faults, []);
      } finally {
        await context.close();
      }
    });

    test(
      'a clock that is ten minutes wrong pays, and cleared storage says how to come back',
      { timeout: 90_000 },
      async () => {
        const resident = await someone('clock');
        const { page, context } = resident;
        try {
          await page.clock.install({
            time: Date.now() + (width < 500 ? 600_000 : -600_000),
          });
          await page.goto(`${server.url}/demo/wallet`);
          await page.getByRole('button', { name: say('enrol.button') }).click();
          await page.getByRole('link', { name: say('home.scan'), exact: true }).waitFor();
          await go(resident, `#/r/${await request(200)}`);
          await payButton(resident, two).click();
          await heading(resident, 'paid.title').waitFor();

          await page.evaluate(async () => {
            for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
            localStorage.clear();
            for (const name of await caches.keys()) await caches.delete(name);
          });
          const again = { ...resident, page: await context.newPage() };
          await page.close();
          await again.page.goto(`${server.url}/wallet/#/sign-in`);
          await again.page.getByRole('button', { name: say('enrol.button') }).click();
          await heading(again, 'enrol.vouchTitle').waitFor();
          await again.page.getByText(say('enrol.vouchLost')).waitFor();
          assert.deepEqual(resident.faults, []);
        } finally {
          await context.close();
        }
      },
    );

    test(
      'two tills show each its own sale, and one that lost the network shows it once',
      { timeout: 90_000 },
      async () => {
        const resident = await openWallet('payer');
        const [one, other] = [await someone('till-1'), await someone('till-2')];
        try {
          const codes = [];
          for (const [i, { page }] of [one, other].entries()) {
            await page.goto(`${server.url}/demo/till/${shop.merchant}`);
            await page.locator('.keypad').waitFor();
            await page.keyboard.type(['6', '3'][i]);
            await page.keyboard.press('Enter');
            codes.push((await page.locator('a[href*="#/r/"]').getAttribute('href')).split('#')[1]);
          }
          await go(resident, `#${codes[1]}`);
          await payButton(resident, three).click();
          await heading(resident, 'paid.title').waitFor();
          await heading(other, 'till.paid').waitFor();
          assert.equal(await heading(one, 'till.paid').count(), 0, 'the other till was not paid');
          await one.page.getByText(say('till.waiting')).waitFor();
          // The same picture on both telephones, and nothing of it before the commit.
          const picture = (page) => page.locator('.picture').innerHTML();
          assert.equal(await picture(other.page), await picture(resident.page));
          await other.look('paid');
          await other.page.locator('.actions .main').click();
          await other.page.locator('.keypad').waitFor();

          // Opened anew without a network, it knows its sale and says that no news can come.
          await one.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
          await one.context.setOffline(true);
          await one.page.reload();
          await one.page.getByText(say('till.lost')).waitFor();
          await one.look('lost');
          await go(resident, `#${codes[0]}`);
          await payButton(resident, six).click();
          await heading(resident, 'paid.title').waitFor();
          assert.equal(await heading(one, 'till.paid').count(), 0);
          await one.context.setOffline(false);
          await heading(one, 'till.paid').waitFor();
          assert.equal(await heading(other, 'till.paid').count(), 0, 'a sale is shown where it was made');
          await one.page.locator('.actions .main').click();
          await one.page.locator('.keypad').waitFor();
          await one.page.waitForTimeout(500);
          assert.equal(await heading(one, 'till.paid').count(), 0, 'and once');
          assert.deepEqual([...resident.faults, ...one.faults, ...other.faults], []);
        } finally {
          await resident.context.close();
          await one.context.close();
          await other.context.close();
        }
      },
    );

    test('a code that is not to be paid says why', { timeout: 90_000 }, async () => {
      const resident = await openWallet('codes');
      const { page } = resident;
      try {
        const good = await request(200);

        await go(resident, '#/scan');
        const typed = page.getByLabel(say('scan.paste'));
        const open = async (text) => {
          await typed.fill(text);
          await page.getByRole('button', { name: say('scan.open'), exact: true }).click();
        };
        await open(`HTTPS://ELSEWHERE.EXAMPLE/R/${good}`);
        await page.getByText(say('scan.elsewhere')).waitFor();
        await resident.look('1-elsewhere');
        await open('https://menu.example/le-plat-du-jour');
        await page.getByText(say('scan.notOurs')).waitFor();

        // A sticker over the sticker: well formed, for another account, and not signed by the ledger.
        const swapped = Buffer.from(randomBytes(3))
          .toString('hex')
          .toUpperCase()
          .replace(/[0189]/g, 'A');
        const at = good.length - 40;
        await open(`${server.url.toUpperCase()}/R/${good.slice(0, at)}${swapped}${good.slice(at + swapped.length)}`);
        await heading(resident, 'unknown_code.title').waitFor();
        await page.getByText(say('unknown_code.lead')).waitFor();
        assert.equal(await payButton(resident, two).count(), 0);
        await resident.look('2-swapped');

        await page.waitForTimeout(Math.max(0, short.until - Date.now()));
        await go(resident, `#/r/${short.code}`);
        await page.getByText(say('closed.expired')).waitFor();
        await resident.look('3-expired');

        // More than there is: warned before, and refused in words by whoever has the last word.
        await go(resident, `#/r/${await request(6000)}`);
        await page.getByText(say('pay.tooMuch')).waitFor();
        await page.locator('.actions .main').click();
        await heading(resident, 'refused.title').waitFor();
        await page.getByText(say('refused.insufficient_funds')).waitFor();
        await resident.look('4-insufficient');

        // A link in the name of somebody else.
        await go(resident, `#/to/${demo.residents[1].account}/Somebody%20else/100`);
        await page.getByText(say('people.disagrees')).waitFor();
        await resident.look('5-other-name');
        assert.deepEqual(resident.faults, []);
      } finally {
        await resident.context.close();
      }
    });
  });
}

describe('on a telephone, in French', () => {
  const viewport = { width: 360, height: 640 };

  async function openWallet(name, link) {
    const one = await person(browser, { viewport, name: `trouble-${name}` });
    await one.page.goto(`${server.url}${link}`);
    await one.page.getByRole('button', { name: 'Activer cet appareil' }).click();
    await one.page.getByRole('link', { name: 'Scanner' }).waitFor();
    return one;
  }

  test(
    'somebody asks by link, is paid once, gives a part back, and finds it all again',
    { timeout: 90_000 },
    async () => {
      const seller = await openWallet('seller', '/demo/professional');
      const buyer = await openWallet('buyer', '/demo/wallet');
      try {
        await seller.page.getByRole('link', { name: 'Demander', exact: true }).click();
        await seller.page.getByLabel('Montant (facultatif)').fill('3,50');
        await seller.page.getByLabel('Pour quoi').fill('Panier n° 3 / mardi');
        await seller.page.getByRole('button', { name: 'Créer le lien' }).click();
        const link = await seller.page.getByTestId('ask-link').textContent();
        await seller.look('1-asked');

        const { page } = buyer;
        await page.goto(link);
        const pay = page.getByRole('button', { name: /^Payer 3,50/ });
        await pay.waitFor();
        await page.getByText('Nom vérifié').waitFor();
        await page.getByRole('button', { name: 'Refuser' }).waitFor();
        await page.getByLabel('Garder dans mes favoris').check();
        await buyer.look('1-asked-of');
        await pay.click();
        await page.getByRole('heading', { name: 'Payé' }).waitFor();
        await page.goto(`${server.url}/wallet/#/`);
        await page.goto(link);
        await page.getByText('Ne payez pas une seconde fois').waitFor();
        assert.equal(await pay.count(), 0);
        await page.getByRole('link', { name: 'Voir ce paiement' }).click();
        await page.getByText('la preuve est vérifiée sur cet appareil').waitFor();
        await buyer.look('2-proof');

        await seller.page.goto(`${server.url}/wallet/#/history`);
        await seller.page.locator('.movements a').first().click();
        await seller.page.getByRole('link', { name: 'Rembourser' }).click();
        await seller.page.getByLabel('Montant à rendre').fill('2');
        await seller.page.getByRole('button', { name: /^Rendre 2,00/ }).click();
        await seller.page.getByRole('heading', { name: 'Remboursé' }).waitFor();
        await seller.look('2-refunded');

        await page.goto(`${server.url}/wallet/#/people`);
        await page.getByRole('heading', { name: 'Favoris' }).waitFor();
        await buyer.look('3-people');
        await page.goto(`${server.url}/wallet/#/history`);
        await page.getByLabel('Chercher').fill('PANIER');
        await page.waitForFunction(() => document.querySelectorAll('.movements li').length === 1);
        await page.getByText('Filtrer par date, ou garder un relevé').click();
        await buyer.look('4-history');
        const saved = page.waitForEvent('download');
        await page.getByRole('button', { name: 'PDF, à lire' }).click();
        const pdf = await readFile(await (await saved).path());
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
        assert.deepEqual([...seller.faults, ...buyer.faults], []);
      } finally {
        await seller.context.close();
        await buyer.context.close();
      }
    },
  );

  test('a till gives back what the shop’s wallet lets it, and closes the day', { timeout: 90_000 }, async () => {
    const buyer = await openWallet('customer', '/demo/wallet');
    const till = await person(browser, { viewport, name: 'trouble-refund' });
    try {
      const { page } = till;
      await page.goto(`${server.url}/demo/till/${shop.merchant}`);
      await page.locator('.keypad').waitFor();
      await page.keyboard.type('7,77');
      await page.keyboard.press('Enter');
      await buyer.page.goto(server.url + (await page.locator('a[href*="#/r/"]').getAttribute('href')));
      await buyer.page.getByRole('button', { name: /^Payer 7,77/ }).click();
      await page.getByRole('button', { name: 'Encaissement suivant' }).click();

      const giveBack = async (amount) => {
        await page.getByRole('button', { name: /^7,77/ }).first().click();
        await page.getByLabel('Montant à rendre').fill(amount);
        await page.getByRole('button', { name: /^Rendre/ }).click();
      };
      await page.getByRole('button', { name: 'Rembourser une vente' }).click();
      await giveBack('2,50');
      await page.getByText('pas encore autorisée à rembourser').waitFor();
      await till.look('1-not-yet');
      await page.getByRole('button', { name: 'Autoriser cette caisse' }).click();
      const code = (await page.locator('main .code').textContent()).replace(/\s/g, '');
      await till.look('2-key');

      // The shop's own device, which the demonstration's file holds, lets it in up to 3.00.
      const keeper = { authorization: `Bearer ${await tokenOf(shop)}` };
      const keys = `${server.url}/v1/accounts/${shop.account}`;
      const { challenge } = await (await fetch(`${keys}/key-challenge`, { method: 'POST', headers: keeper })).json();
      const secret = Buffer.from(shop.deviceKey, 'hex');
      const says = {
        ledger: demo.ledger,
        account: shop.account,
        challenge: Buffer.from(challenge, 'base64url'),
        key: decode(code),
      };
      const body = await makeMessage('vnd.essledger.proof', says, keyId(publicKeyOf(secret)), (bytes) =>
        signEs256k(bytes, secret),
      );
      const headers = { ...keeper, 'content-type': 'application/cose' };
      assert.equal((await fetch(`${keys}/keys?refundsUpTo=300`, { method: 'POST', headers, body })).status, 201);

      await page.getByRole('button', { name: 'C’est fait' }).click();
      await giveBack('5');
      await page.getByText('plus que ce que cette caisse peut rendre').waitFor();
      await page.getByLabel('Montant à rendre').fill('2,50');
      await page.getByRole('button', { name: /^Rendre 2,50/ }).click();
      await page.getByRole('heading', { name: 'Remboursé' }).waitFor();
      await till.look('3-refunded');
      await page.getByRole('button', { name: 'Revenir' }).click();
      await page.getByRole('button', { name: 'Clôturer la caisse' }).click();
      await page.getByRole('button', { name: 'Clôturer maintenant' }).click();
      await page.getByTestId('closed').waitFor();
      await till.look('4-closed');
      assert.deepEqual([...till.faults, ...buyer.faults], []);
    } finally {
      await buyer.context.close();
      await till.context.close();
    }
  });

  test('a shared till is one of the shop’s, and opens to whoever types their code', { timeout: 90_000 }, async () => {
    const till = await person(browser, { viewport, name: 'trouble-shared' });
    const theirs = demo.shops.at(-1);
    try {
      const { page } = till;
      await page.goto(`${server.url}/demo/till/${theirs.merchant}`);
      await page.locator('.keypad').waitFor();
      // On the desk: a till with a name, and a code for whoever keeps the shop.
      await page.goto(`${server.url}/ma-boutique/caisses`);
      await page.getByText('Ajouter une caisse').first().click();
      await page.getByLabel('Nom de la caisse').fill('Comptoir');
      await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
      await page.getByText('Comptoir').first().waitFor();
      await page.goto(`${server.url}/ma-boutique/equipe`);
      await page.locator('summary', { hasText: 'Code de caisse' }).first().click();
      await page.getByLabel('Code de caisse').first().fill('2580');
      await page.getByLabel('Encore une fois').first().fill('2580');
      await till.look('1-desk');
      await page
        .getByRole('button', { name: /^Enregistrer le code/ })
        .first()
        .click();
      await page.getByText('code choisi').first().waitFor();

      await page.goto(`${server.url}/till/`);
      await page.getByRole('heading', { name: 'Quelle caisse est-ce' }).waitFor();
      await till.look('2-which');
      await page.getByRole('button', { name: 'Comptoir' }).click();
      await page.getByRole('heading', { name: 'Qui est à la caisse' }).waitFor();
      assert.equal(await page.getByText('Montant à encaisser').count(), 0, 'nothing is charged before');
      await till.look('3-names');
      await page.locator('.chips button').first().click();
      await page.keyboard.type('9517');
      await page.keyboard.press('Enter');
      await page.getByText('Ce n’est pas ce code').waitFor();
      await till.look('4-wrong');
      for (const key of '2580')
        await page.locator('.turn .keypad').getByRole('button', { name: key, exact: true }).click();
      await page.getByRole('button', { name: 'Prendre la caisse' }).click();
      await page.getByText('Montant à encaisser').waitFor();
      await page
        .locator('.takings')
        .filter({ hasText: /\d|Aucun/ })
        .waitFor();
      await till.look('5-open');
      const asked = page.waitForRequest((sent) => sent.url().endsWith('/v1/payment-requests'));
      await page.keyboard.type('1');
      await page.keyboard.press('Enter');
      const sent = await asked;
      assert.match(sent.postDataJSON().till, /^[0-9a-f-]{36}$/);
      assert.ok(sent.headers()['cashier-turn'], 'it says whose turn it is');
      await page.getByRole('button', { name: 'Annuler' }).click();
      await page.getByRole('button', { name: 'Encaissement suivant' }).click();

      // A page that is opened again asks again.
      await page.reload();
      await page.getByRole('heading', { name: 'Qui est à la caisse' }).waitFor();
      assert.deepEqual(till.faults, []);
    } finally {
      await till.context.close();
    }
  });
});
