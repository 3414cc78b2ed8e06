// A telephone is lost: what is done at once, who lets the next one in, and that the money and what was signed stay. And a key that a passkey opens.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { laptop, person, phone } from './browser.js';
import { holdNothing, holdUp } from './camera.js';
import { openPlace } from './place.js';

const essledger = fileURLToPath(new URL('../../ops/essledger', import.meta.url));
let server, browser, camera, close, demo;

before(
  async () => {
    // A passkey belongs to a name; and the clock of this server is put on.
    ({ server, browser, camera, close } = await openPlace({ host: 'localhost', own: true }));
    demo = JSON.parse(await readFile(join(server.data, 'demo.json'), 'utf8'));
  },
  { timeout: 360_000 },
);

after(() => close?.());

/** Calls the API as one of the demonstration's clients. */
async function api({ clientId, clientSecret }, method, path, json) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const { access_token } = await (await fetch(`${server.url}/connect/token`, { method: 'POST', body })).json();
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${access_token}`, ...(json ? { 'content-type': 'application/json' } : {}) },
    ...(json ? { body: JSON.stringify(json) } : {}),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** What a shop asks for, as its code says it. */
async function code(amount) {
  const [shop] = demo.shops;
  const { uri } = await api(shop, 'POST', '/v1/payment-requests', { payee: shop.account, amount, unit: demo.unit });
  return uri.split('/R/')[1];
}

/** Opens a payment on a wallet and presses the button; what comes of it is for the caller to see. */
async function press({ page }, amount, text) {
  await page.goto(`${server.url}/wallet/#/r/${await code(amount)}`);
  await page.getByRole('button', { name: new RegExp(`^Payer ${text}`) }).click();
}

async function pays(wallet, amount, text) {
  await press(wallet, amount, text);
  await wallet.page.getByRole('heading', { name: 'Payé' }).waitFor();
  const payment = wallet.page.url().split('#/done/')[1];
  await wallet.page.getByRole('link', { name: 'Terminé' }).click();
  await wallet.page.locator('.movements').first().waitFor();
  return payment;
}

async function balanceOf({ page }) {
  await page.waitForFunction(() => /\d/.test(document.querySelector('.balance .figure')?.textContent ?? ''));
  return Number((await page.locator('.balance .figure').textContent()).replace(/\D/g, ''));
}

/** Another device in the same person's hands, who signed in there too. */
async function another(owner, name, viewport = phone) {
  const device = await person(browser, { viewport, name, permissions: ['camera'] });
  await device.context.addCookies(await owner.context.cookies());
  await device.page.goto(`${server.url}/wallet/#/sign-in`);
  await device.page.getByRole('button', { name: 'Activer cet appareil' }).click();
  return device;
}

const ready = ({ page }) => page.getByRole('link', { name: 'Scanner' }).waitFor();
const mark = async ({ page }) => (await page.getByTestId('mark').textContent()).trim();

async function shown({ page }) {
  await page.getByTestId('device-code').waitFor();
  await page.waitForFunction(() => document.querySelector('canvas.qr')?.width > 30);
}

async function settings({ page }) {
  await page.goto(`${server.url}/wallet/#/settings`);
  await page.getByRole('heading', { name: 'Réglages', level: 1 }).waitFor();
}

test('a lost telephone pays nothing more, and the next one has the same money a day later', { timeout: 300_000 }, async () => {
  const everybody = [];
  try {
    const lost = await person(browser, { viewport: phone, name: 'lost-phone', permissions: ['camera'] });
    everybody.push(lost);
    await lost.page.goto(`${server.url}/demo/wallet`);
    await lost.page.getByRole('button', { name: 'Activer cet appareil' }).click();
    await ready(lost);
    const before = await balanceOf(lost);
    const payment = await pays(lost, 300, '3,00');
    await settings(lost);
    const account = (await lost.page.locator('.code').first().textContent()).trim();

    // A second device: the first one reads its code, and both show the same mark.
    const tablet = await another(lost, 'tablet', laptop);
    everybody.push(tablet);
    await shown(tablet);
    await tablet.look('1-code');
    await holdUp(camera, tablet.page, '.qr');
    await lost.page.getByRole('link', { name: 'Scanner ou taper son code' }).click();
    await lost.page.getByRole('heading', { name: 'Ajouter cet appareil ?' }).waitFor();
    await lost.page.waitForFunction(() => /\w/.test(document.querySelector('.mark')?.textContent ?? ''));
    assert.equal(await mark(lost), await mark(tablet));
    await lost.look('1-add');
    await lost.page.getByRole('button', { name: 'Le repère est le même : ajouter' }).click();
    await lost.page.getByText('Le nouvel appareil peut payer.').waitFor();
    await ready(tablet);
    await holdNothing(camera);

    // The telephone is lost. The other device blocks it at once, and its next order is refused in words.
    await settings(tablet);
    await tablet.page.getByRole('button', { name: 'Bloquer' }).click();
    await tablet.look('2-block');
    await tablet.page.getByRole('button', { name: 'Oui, bloquer cet appareil' }).click();
    await tablet.page.getByRole('heading', { name: 'Vos autres appareils' }).waitFor({ state: 'detached' });
    await press(lost, 200, '2,00');
    await lost.page.getByRole('heading', { name: 'Refusé' }).waitFor();
    await lost.page.getByText('Cet appareil a été bloqué.').waitFor();
    await lost.look('2-refused');
    await lost.page.goto(`${server.url}/wallet/#/`);
    await lost.page.getByText('Cet appareil est bloqué : il ne paie plus.').waitFor();

    // The bag with the other one is gone as well: a call to a bureau, which blocks it.
    const bureau = await person(browser, { viewport: laptop, name: 'bureau-device', permissions: ['camera'] });
    everybody.push(bureau);
    await bureau.page.goto(`${server.url}/demo/office/bureau`);
    await bureau.page.goto(`${server.url}/bureau/membres/comptes/${account}`);
    await bureau.page.getByRole('button', { name: /^Bloquer/ }).click();
    await bureau.page.getByText('C’est fait.').waitFor();
    assert.equal(await bureau.page.getByText('bloqué', { exact: true }).count(), 2);
    await press(tablet, 200, '2,00');
    await tablet.page.getByText('Cet appareil a été bloqué.').waitFor();

    // A new telephone shows its code at the bureau, whose camera reads it.
    const next = await another(lost, 'next-phone');
    everybody.push(next);
    await shown(next);
    await next.look('1-code');
    await holdUp(camera, next.page, '.qr');
    await bureau.page.getByRole('link', { name: 'Inscrire un nouvel appareil' }).click();
    await bureau.page.getByRole('heading', { name: 'Inscrire un nouvel appareil', level: 1 }).waitFor();
    await bureau.look('1-read');
    await bureau.page.setViewportSize(phone);
    await bureau.look('1-read-narrow');
    const typing = bureau.page.url();
    await bureau.page.getByRole('button', { name: 'Ouvrir l’appareil photo' }).click();
    await bureau.page.waitForURL('**/appareil/*');
    assert.equal((await bureau.page.locator('.amount').textContent()).trim(), await mark(next));

    // Typed it leads to the same page; what is no code is said to be none.
    const found = bureau.page.url();
    await bureau.page.goto(typing);
    await bureau.page.getByLabel('Code du nouvel appareil').fill('ABCD EFGH');
    await bureau.page.getByRole('button', { name: 'Voir ce nouvel appareil' }).click();
    await bureau.page.getByText('Ce n’est pas le code d’un appareil').waitFor();
    await bureau.look('2-unreadable');
    await bureau.page.getByLabel('Code du nouvel appareil').fill((await next.page.locator('.card .code').textContent()).toLowerCase());
    await bureau.page.getByRole('button', { name: 'Voir ce nouvel appareil' }).click();
    await bureau.page.waitForURL(found);

    await bureau.look('3-enter-narrow');
    await bureau.page.setViewportSize(laptop);
    await bureau.look('3-enter');
    await bureau.page.getByLabel('Identité vérifiée par').selectOption({ label: 'Passeport' });
    await bureau.page.getByLabel('La personne devant moi').check();
    await bureau.page.getByLabel('Son téléphone montre le même repère').check();
    await bureau.page.getByRole('button', { name: 'Inscrire, et prévenir le titulaire' }).click();
    await bureau.page.getByRole('heading', { name: 'Inscrit : il attend' }).waitFor();
    await bureau.page.getByText('Un nouvel appareil a été demandé pour votre compte').waitFor();
    await bureau.look('4-waits');
    await bureau.page.setViewportSize(phone);
    await bureau.look('4-waits-narrow');
    await next.page.getByRole('heading', { name: 'Inscrit par un bureau' }).waitFor();
    await next.look('2-entered');

    // Who entered it does not confirm it; another person does.
    await bureau.page.getByRole('button', { name: 'Confirmer cet appareil' }).click();
    await bureau.page.getByText('Une autre personne que la première doit confirmer.').first().waitFor();
    const second = await person(browser, { viewport: laptop, name: 'second-device' });
    everybody.push(second);
    await second.page.goto(`${server.url}/demo/office/admin`);
    await second.page.goto(found);
    await second.page.getByText('Passeport', { exact: true }).waitFor();
    await second.page.getByRole('button', { name: 'Confirmer cet appareil' }).click();
    await second.page.getByText('Confirmé par une deuxième personne.').waitFor();
    await second.look('1-confirmed');
    await next.page.getByText('Cet appareil est inscrit et confirmé.').waitFor();
    await next.look('3-confirmed');
    await settings(next).catch(() => undefined);
    assert.equal(await next.page.getByRole('link', { name: 'Scanner' }).count(), 0, 'not before its day');

    // The next day.
    await server.restart({ EssLedger__ClockAhead: '24:01:00' });
    await next.page.goto(`${server.url}/wallet/`);
    await next.page.reload();
    await ready(next);
    assert.equal(await balanceOf(next), before - 300);
    await pays(next, 200, '2,00');
    assert.equal(await balanceOf(next), before - 500);
    await next.look('4-paid');

    // What the lost one signed is as good as ever: its receipt, its proof, and every signature of the book.
    await next.page.goto(`${server.url}/wallet/#/payment/${payment}`);
    await next.page.getByText('Signature du registre vérifiée').waitFor();
    const proof = await api(demo.clients.auditor, 'GET', `/v1/payments/${payment}/proof`);
    assert.ok(proof.treeSize >= proof.position);
    const { stdout } = await promisify(execFile)(essledger, ['verify', '--data', server.data]);
    assert.match(stdout, /^currency: clean/m);

    assert.deepEqual(
      everybody.flatMap(({ faults }) => faults),
      [],
    );
  } finally {
    for (const { context } of everybody) await context.close();
  }
});

/** Somebody whose device keeps passkeys, with a PRF or without, and how often one was used. */
async function withPasskeys(name, hasPrf) {
  const someone = await person(browser, { viewport: phone, name });
  const devtools = await someone.context.newCDPSession(someone.page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
  const used = { count: 0 };
  devtools.on('WebAuthn.credentialAsserted', () => used.count++);
  const verified = (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { ...someone, used, verified };
}

/** From an invitation to an account with money, a passkey on the way. */
async function settle(someone, name) {
  const bureau = await person(browser, { viewport: laptop, name: 'bureau-passkey' });
  const { page } = bureau;
  await page.goto(`${server.url}/demo/office/bureau`);
  await page.goto(`${server.url}/bureau/invitations`);
  await page.getByLabel('Nom', { exact: true }).fill(name);
  await page.locator('#invite-email').fill(`${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.org`);
  await page.getByLabel('habitant(e)').check();
  await page.getByRole('button', { name: 'Inviter' }).click();
  await someone.page.goto(await page.locator('#invitation-link').textContent());
  await someone.page.getByRole('button', { name: 'Créer ma clé d’accès' }).click();
  await someone.page.getByRole('heading', { name: 'Ma sécurité' }).waitFor();
  await someone.page.goto(`${server.url}/wallet/#/sign-in`);
  await someone.page.getByRole('button', { name: 'Demander un compte' }).click();
  await someone.page.getByRole('button', { name: 'Réessayer' }).waitFor();

  await page.goto(`${server.url}/bureau/membres?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('button', { name: 'Approuver' }).click();
  await page.getByText('C’est fait.').waitFor();
  const account = (await page.locator('.kid').first().textContent()).trim();
  const { issuance } = await api(demo.clients.treasurer, 'POST', '/v1/issuances', {
    account,
    amount: 2000,
    unit: demo.unit,
    source: { kind: 'cash', reference: name, amount: 2000 },
  });
  await api(demo.clients.approver, 'POST', `/v1/issuances/${issuance}/approve`);
  await bureau.context.close();
  await someone.page.getByRole('button', { name: 'Réessayer' }).click();
  await someone.page.getByRole('button', { name: 'Activer cet appareil' }).waitFor();
  return account;
}

/** How the device's key lies in the browser's database. */
const kept = ({ page }, account) =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('essledger-wallet');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('settings').objectStore('settings').get(name);
          asked.onsuccess = () => {
            opening.result.close();
            const { wrappingKey, opener } = asked.result;
            resolve({ browser: wrappingKey instanceof CryptoKey, passkey: opener !== undefined });
          };
        };
      }),
    `device-key/${account}`,
  );

test('a passkey opens the key: once for several payments, and never without its owner', { timeout: 180_000 }, async () => {
  const zoe = await withPasskeys('prf', true);
  const { page, used } = zoe;
  try {
    const account = await settle(zoe, `Zoé Clé ${Date.now() % 1e6}`);
    await page.getByText('Votre clé d’accès vous sera demandée').waitFor();
    await zoe.look('1-enrol');
    used.count = 0;
    await page.getByRole('button', { name: 'Activer cet appareil' }).click();
    await ready(zoe);
    assert.equal(used.count, 1);
    assert.deepEqual(await kept(zoe, account), { browser: false, passkey: true });
    await settings(zoe);
    await page.getByText('votre clé d’accès', { exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Protéger par ma clé d’accès' }).count(), 0);
    await zoe.look('2-settings');

    // The page is opened anew: its first payment asks once, the second not at all.
    await page.reload();
    used.count = 0;
    await pays(zoe, 100, '1,00');
    assert.equal(used.count, 1);
    await pays(zoe, 110, '1,10');
    assert.equal(used.count, 1);

    // Somebody else's finger pays nothing, and nothing is sent.
    await page.reload();
    await zoe.verified(false);
    const sent = [];
    page.on('request', (request) => request.url().endsWith('/v1/payments') && sent.push(request));
    await press(zoe, 120, '1,20');
    await page.getByText('La clé d’accès n’a pas été donnée.').waitFor();
    await zoe.look('3-not-given');
    assert.deepEqual(sent, []);
    await page.goto(`${server.url}/wallet/#/`);
    await page.locator('.movements').first().waitFor();
    assert.equal(await balanceOf(zoe), 2000 - 100 - 110);
    assert.deepEqual(zoe.faults, []);
  } finally {
    await zoe.context.close();
  }
});

test('where a passkey has no PRF the browser keeps the key, and says so', { timeout: 180_000 }, async () => {
  const yann = await withPasskeys('no-prf', false);
  const { page } = yann;
  try {
    const account = await settle(yann, `Yann Clé ${Date.now() % 1e6}`);
    await page.getByRole('button', { name: 'Activer cet appareil' }).click();
    await ready(yann);
    assert.deepEqual(await kept(yann, account), { browser: true, passkey: false });
    await settings(yann);
    await page.getByText('ce navigateur', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Protéger par ma clé d’accès' }).click();
    await page.getByText('ne sait pas ouvrir une clé').waitFor();
    await yann.look('1-unable');
    assert.deepEqual(await kept(yann, account), { browser: true, passkey: false });
    await pays(yann, 100, '1,00');
    assert.deepEqual(yann.faults, []);
  } finally {
    await yann.context.close();
  }
});

test('a key that the browser kept is handed to a passkey later', { timeout: 180_000 }, async () => {
  const ines = await withPasskeys('migrate', true);
  const { page, used } = ines;
  try {
    const account = await settle(ines, `Inès Clé ${Date.now() % 1e6}`);
    // As on a browser where the passkey came after the wallet.
    await page.evaluate(() => localStorage.removeItem('essledger-passkey'));
    used.count = 0;
    await page.getByRole('button', { name: 'Activer cet appareil' }).click();
    await ready(ines);
    assert.equal(used.count, 0);
    assert.deepEqual(await kept(ines, account), { browser: true, passkey: false });
    await settings(ines);
    await ines.look('1-settings');
    await page.getByRole('button', { name: 'Protéger par ma clé d’accès' }).click();
    await page.getByText('votre clé d’accès', { exact: true }).waitFor();
    assert.deepEqual(await kept(ines, account), { browser: false, passkey: true });
    await page.reload();
    used.count = 0;
    await pays(ines, 100, '1,00');
    assert.equal(used.count, 1);
    assert.deepEqual(ines.faults, []);
  } finally {
    await ines.context.close();
  }
});

test('who guesses a card’s PIN at a till has three tries, and then the right one is of no use', { timeout: 120_000 }, async () => {
  const cashier = await person(browser, { viewport: phone, name: 'pin', permissions: ['camera'] });
  const { page } = cashier;
  try {
    const cards = `/v1/accounts/${demo.residents[2].account}/cards`;
    const made = await api(demo.clients.bureau, 'POST', cards, { pin: '2580' });
    await api(demo.clients.admin, 'POST', `${cards}/${made.card}/confirm`);
    await page.goto(`${server.url}/demo/till/${demo.shops[0].merchant}`);
    const keypad = page.getByRole('group', { name: 'Clavier du montant' });
    await keypad.getByRole('button', { name: '6', exact: true }).click();
    await page.getByRole('button', { name: 'Afficher le code' }).click();
    await page.getByRole('button', { name: 'Carte, ou client sans réseau' }).click();
    await page.getByLabel('Ou collez le texte ou le lien du code').fill(made.uri);
    await page.getByRole('button', { name: 'Ouvrir' }).click();
    const pin = page.getByLabel('Code secret, à taper par le client');
    for (const guess of ['1470', '1471', '1472']) {
      const told = page.waitForResponse((answer) => answer.url().endsWith('/v1/card-payments'));
      await pin.fill(guess);
      await page.getByRole('button', { name: 'Payer' }).click();
      assert.equal((await told).status(), 422);
      await page.getByText('Code secret faux.').waitFor();
    }
    await pin.fill('2580');
    await page.getByRole('button', { name: 'Payer' }).click();
    await page.getByText('Cette carte est bloquée.').waitFor();
    await cashier.look('1-blocked');
    assert.equal(await page.getByRole('heading', { name: 'Payé' }).count(), 0);
  } finally {
    await cashier.context.close();
  }
});
