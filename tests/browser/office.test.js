// A label from the participant's first line to the grant, as each of those who have a part in it sees it; and a cooperation, signed by the devices of both.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
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

/** 14 digits with right check digits (Luhn, for the first nine and for all), of a series that nobody has. */
function newSiret() {
  const check = (digits) => {
    const sum = [...digits].reverse().reduce((total, digit, i) => {
      const twice = i % 2 === 0 ? digit * 2 : Number(digit);
      return total + (twice > 9 ? twice - 9 : twice);
    }, 0);
    return `${digits}${(10 - (sum % 10)) % 10}`;
  };
  const siren = check(`998${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`);
  return check(`${siren}0001`);
}

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

/** Somebody in a browser of their own, who steps in by one of the demonstration's doors. */
async function enter(door, viewport, name) {
  const someone = await person(browser, { viewport, name });
  await someone.page.goto(`${server.url}/demo/${door}`);
  return someone;
}

/** The form of an act; where several wait behind a summary, that one is opened. */
async function form({ page }, id) {
  const found = page.locator(`form#${id}`);
  if (!(await found.isVisible())) await page.locator(`details:has(form#${id}) > summary`).click();
  return found;
}

const recorded = ({ page }) => page.getByText('C’est inscrit au registre.').waitFor();

for (const viewport of sizes) {
  describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test('a shop comes from its first line to the label, through everybody’s screens', { timeout: 300_000 }, async () => {
      const shop = `Fromagerie des Essais ${viewport.width}-${Date.now() % 1e6}`;
      const everybody = [];
      const step = async (...args) => {
        const someone = await enter(...args);
        everybody.push(someone);
        return someone;
      };
      try {
        // The participant enters the shop, and writes.
        const participant = await step('participant', viewport, 'office-participant');
        let { page } = participant;
        await page.getByText('Vous n’agissez encore pour aucun commerce').waitFor();
        await participant.look('1-newcomer');
        let sheet = await form(participant, 'enter');
        await sheet.getByLabel('Commerce engagé').check();
        await sheet.getByLabel('Nom', { exact: true }).fill(shop);
        await sheet.getByLabel('SIRET, ou numéro RNA').fill('12345678901234');
        await sheet.getByLabel('Code INSEE de la commune').fill('59350');
        await sheet.getByLabel('alimentation durable').check();
        await sheet.getByRole('button').click();
        await page.getByText('Ce n’est pas un SIRET').first().waitFor();
        sheet = await form(participant, 'enter');
        assert.equal(await sheet.getByLabel('Nom', { exact: true }).inputValue(), shop, 'what was typed is still there');
        await sheet.getByLabel('SIRET, ou numéro RNA').fill(newSiret());
        await sheet.getByRole('button').click();
        await page.getByRole('heading', { name: shop, level: 1 }).waitFor();
        await participant.look('2-mine');
        await page.getByRole('button', { name: 'Ouvrir un dossier' }).first().click();
        await page.getByText('Pour chaque critère de la charte').waitFor();
        const file = new URL(page.url()).pathname.split('/').at(-1);
        await page.getByText('Un critère obligatoire n’a pas d’engagement').waitFor();
        await participant.look('3-draft');
        await page.getByLabel('Mon engagement').nth(0).fill('Un café suspendu chaque jour, et une rampe pour les fauteuils.');
        await page.getByLabel('Mon engagement').nth(1).fill('Un tiers de déchets en moins, pesés chaque mois.');
        await page.getByLabel('Pour le (vide : déjà tenu)').nth(1).fill(day(30));
        await page.getByRole('button', { name: 'Enregistrer' }).click();
        await recorded(participant);
        await page.getByRole('button', { name: 'Déposer', exact: true }).click();
        await recorded(participant);
        await participant.look('4-submitted');

        // The office.
        const manager = await step('office/label-manager', viewport, 'office-manager');
        page = manager.page;
        await page.getByRole('heading', { name: 'Ce qui vous attend' }).waitFor();
        await manager.look('1-desk');
        await page.getByRole('searchbox').fill(shop.slice(0, 25).toUpperCase());
        await page.getByRole('button', { name: 'Chercher' }).click();
        await page.getByRole('link', { name: shop }).last().click();
        sheet = await form(manager, 'examine');
        await sheet.getByLabel('Recevable', { exact: true }).check();
        await sheet.getByLabel('Raisons').fill('Complet, dans le champ.');
        await sheet.getByLabel('Prend effet le').fill(day(40));
        await sheet.getByRole('button').click();
        await page.getByText('Ce jour est à venir').first().waitFor();
        await manager.look('2-refused');
        assert.equal(await sheet.getByLabel('Raisons').inputValue(), 'Complet, dans le champ.');
        assert.equal(await sheet.getByLabel('Recevable', { exact: true }).isChecked(), true);
        await sheet.getByLabel('Prend effet le').fill(day(0));
        await sheet.getByRole('button').click();
        await recorded(manager);
        sheet = await form(manager, 'plan');
        await sheet.getByRole('button').click();
        await recorded(manager);
        await manager.look('3-planned');
        for (const [place, name] of [
          ['charte', '4-charter'],
          ['regles', '5-rules'],
          ['titulaires/LIL-2026-0001', '6-holder'],
        ]) {
          await page.goto(`${server.url}/bureau/label/${place}`);
          await manager.look(name);
          await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
          await manager.look(`${name}-open`);
        }

        // The visitor, in a cellar without a network.
        const visitor = await step('office/label-visitor', viewport, 'office-visitor');
        page = visitor.page;
        await page.goto(`${server.url}/bureau/label/dossiers/${file}/visite`);
        await page.evaluate(async () => {
          await navigator.serviceWorker.ready;
          for (let i = 0; i < 100 && !(await caches.match(location.pathname)); i++) await new Promise((later) => setTimeout(later, 100));
        });
        await visitor.look('1-sheet');
        await visitor.context.setOffline(true);
        const seen = 'Étiquettes d’origine lisibles ; bac de tri ; une rampe à l’entrée.';
        await page.getByLabel('Ce qui a été vu').fill(seen);
        await page.getByText('Gardé sur cet appareil').waitFor();
        await page.reload();
        assert.equal(await page.getByLabel('Ce qui a été vu').inputValue(), seen, 'it survives a closed tab, and the page opens without a network');
        await page.getByLabel('Je déclare n’avoir aucun intérêt').check();
        await page.getByRole('button', { name: 'Envoyer la fiche' }).click();
        await page.getByText('elle partira dès que le réseau revient').waitFor();
        await visitor.look('2-waiting');
        await visitor.context.setOffline(false);
        await page.getByText('Envoyée : la visite est inscrite').waitFor();
        await page.goto(`${server.url}/bureau/label/dossiers/${file}`);
        assert.equal(await page.getByText(seen).count(), 1, 'it is in the register once');
        await visitor.look('3-file');

        // The committee.
        const committee = await step('office/label-committee', viewport, 'office-committee');
        page = committee.page;
        await page.goto(`${server.url}/bureau/label/dossiers/${file}`);
        assert.equal(await page.locator('form#decide').count(), 0, 'nobody decides before there is an opinion');
        sheet = await form(committee, 'opine');
        await sheet.getByLabel('Favorable', { exact: true }).check();
        await sheet.getByLabel('Raisons').fill('Des engagements clairs et vérifiables.');
        await sheet.getByRole('button').click();
        await recorded(committee);
        await committee.look('1-decision');
        sheet = await form(committee, 'decide');
        const number = await sheet.getByLabel('Numéro du label').inputValue();
        assert.match(number, /^LIL-\d{4}-\d{4}$/);
        await sheet.getByLabel('Accorder', { exact: true }).check();
        await sheet.getByLabel('Niveau').selectOption('2');
        await sheet.getByLabel('Motifs').fill('Le comité salue le tri et l’accueil.');
        await sheet.getByRole('button').click();
        await recorded(committee);
        await committee.look('2-granted');

        // The participant again, and anybody.
        page = participant.page;
        await page.goto(`${server.url}/mon-label`);
        await page.getByText('vos clients voient « Label actif »').waitFor();
        await page.getByText('engagement à tenir').waitFor();
        await page.getByText('Un tiers de déchets en moins').waitFor();
        await participant.look('5-labelled');
        await page.goto(`${server.url}/mon-label/dossiers/${file}`);
        await page.getByText('Le comité salue le tri').waitFor();
        await participant.look('6-decided');
        await page.goto(`${server.url}/label/${number}`);
        await page.getByText(shop).first().waitFor();

        // An auditor reads, and records nothing.
        const auditor = await step('office/auditor', viewport, 'office-auditor');
        await auditor.page.goto(`${server.url}/bureau/label/dossiers/${file}?lang=en`);
        await auditor.page.getByText('Nothing for you to record at this step.').waitFor();
        assert.equal(await auditor.page.locator('form.act').count(), 0);
        await auditor.look('1-file');

        assert.deepEqual(
          everybody.flatMap(({ faults }) => faults),
          [],
        );
      } finally {
        for (const { context } of everybody) await context.close();
      }
    });
  });
}


/** A body of one's own, entered by who acts for it. */
async function register(someone, kind, name, holder) {
  const sheet = await form(someone, 'enter');
  await sheet.getByLabel(kind).check();
  await sheet.getByLabel('Nom', { exact: true }).fill(name);
  await sheet.getByLabel('SIRET, ou numéro RNA').fill(holder);
  await sheet.getByRole('button').click();
  await someone.page.getByRole('heading', { name, level: 1 }).waitFor();
  await someone.page.getByRole('link', { name: 'Ouvrir les coopérations et les signer' }).click();
  await someone.page.getByRole('heading', { name: 'Coopérations', level: 1 }).waitFor();
}

/** The same person with another device: signed in, but without the first one's key. */
async function again(someone, viewport, name, options) {
  const other = await person(browser, { viewport, name, ...options });
  await other.context.addCookies(await someone.context.cookies());
  await other.page.goto(someone.page.url());
  return other;
}

/** Until the page has come again after an act: what the last one said stands there until then. */
const taken = ({ page }, act) => page.waitForURL((url) => url.searchParams.get('fait') === act);

async function propose(someone, to, text) {
  await someone.page.getByText('Écrire une proposition').click();
  const sheet = await form(someone, 'cooperate');
  await sheet.getByLabel('Avec').selectOption({ label: to });
  await sheet.getByLabel('Le texte que vous signerez tous les deux').fill(text);
  await sheet.getByRole('button', { name: 'Proposer' }).click();
  await taken(someone, 'cooperate');
}

test('two bodies sign a cooperation, each with a device; another device is accepted, and blocked', { timeout: 180_000 }, async () => {
  const unique = Date.now() % 1e9;
  const [shopName, essName] = [`Crêperie des Essais ${unique}`, `Conserverie des Essais ${unique}`];
  // Spaces and line ends that no reader sees are signed as well.
  const text = 'La conserverie livre  douze bocaux ;\n\tla crêperie les rend, lavés. ';
  const shop = await enter('participant', phone, 'sign-shop');
  const ess = await enter('participant', laptop, 'sign-ess');
  const everybody = [shop, ess];
  try {
    await register(shop, 'Commerce engagé', shopName, newSiret());
    await register(ess, 'Acteur de l’économie sociale et solidaire', essName, `W${String(unique).padStart(9, '0')}`);

    // The one who proposes makes a device ready, and signs first.
    await ess.look('1-newcomer');
    await ess.page.getByRole('button', { name: 'Préparer cet appareil' }).click();
    await ess.page.getByText(`Cet appareil peut signer pour ${essName}`).waitFor();
    await propose(ess, shopName, text);
    assert.equal(await ess.page.locator('.exact').textContent(), text);
    await ess.look('2-proposed');
    await ess.page.getByRole('button', { name: 'Signer ce texte avec cet appareil' }).click();
    await taken(ess, 'sign');
    await ess.page.getByText('Rien n’attend votre signature').waitFor();

    // The shop is told on its own page, and signs with its phone.
    await shop.page.goto(`${server.url}/mon-label`);
    await shop.page.getByText('à signer par vous').waitFor();
    await shop.look('1-mine');
    await shop.page.getByRole('link', { name: essName }).click();
    await shop.page.getByRole('link', { name: 'préparez d’abord cet appareil' }).waitFor();
    assert.equal(await shop.page.getByRole('button', { name: 'Signer ce texte' }).isVisible(), false);
    await shop.look('2-to-sign');
    await shop.page.getByRole('button', { name: 'Préparer cet appareil' }).click();
    await taken(shop, 'register');
    assert.equal(await shop.page.locator('.exact').textContent(), text);
    await shop.look('3-ready');
    await shop.page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    await shop.look('3-ready-open');
    await shop.page.setViewportSize(laptop);
    await shop.look('3-ready-wide');
    await shop.page.setViewportSize(phone);
    await shop.page.getByRole('button', { name: 'Signer ce texte avec cet appareil' }).press('Enter');
    await taken(shop, 'sign');
    for (const side of [shop, ess]) {
      await side.page.goto(side.page.url().split('?')[0]);
      await side.page.locator('#others').getByText('Les autres coopérations').waitFor();
      assert.equal(await side.page.locator('article .chip').textContent(), 'en vigueur');
      assert.equal(await side.page.locator('.signatures').getByText(/signé le .* avec l’appareil [0-9a-f ]{19}/).count(), 2);
      await side.look('4-in-force');
    }

    // Another device of the shop shows its code, the first one opens the code's address and accepts.
    const tablet = await again(shop, laptop, 'sign-tablet');
    everybody.push(tablet);
    await tablet.page.getByRole('button', { name: 'Demander l’accord de l’autre appareil' }).click();
    await tablet.page.getByText('Montrez ce code').waitFor();
    await tablet.look('1-code');
    await tablet.page.setViewportSize(phone);
    await tablet.look('1-code-narrow');
    const mark = await tablet.page.locator('.amount').textContent();
    await shop.page.goto(server.url + new URL(tablet.page.url()).pathname.toUpperCase());
    assert.equal(await shop.page.locator('.amount').textContent(), mark);
    await shop.look('5-vouch');
    await shop.page.getByRole('button', { name: 'Accepter, et signer cet accord' }).click();
    await taken(shop, 'vouch');
    await tablet.page.getByText(`Cet appareil peut signer pour ${shopName}`).waitFor();

    // Lost and blocked, it signs no more: not even from a page that was open before.
    await propose(ess, shopName, 'Un second texte.');
    await tablet.page.reload();
    await tablet.page.getByRole('button', { name: 'Signer ce texte avec cet appareil' }).waitFor();
    await shop.page.reload();
    const lost = shop.page.locator('[data-kid]', { hasText: mark });
    await lost.getByText('Bloquer cet appareil').first().click();
    await lost.getByRole('button', { name: 'Bloquer' }).click();
    await taken(shop, 'block');
    await tablet.page.getByRole('button', { name: 'Signer ce texte avec cet appareil' }).click();
    await tablet.page.getByText('Cet appareil est bloqué.').first().waitFor();
    await tablet.page.getByText('L’ancienne clé de cet appareil est bloquée').waitFor();
    assert.equal(await tablet.page.getByRole('button', { name: 'Signer ce texte' }).isVisible(), false);
    await tablet.look('2-blocked');

    // It may ask again, with another key; but nobody accepts it whose session is over.
    await tablet.page.getByRole('button', { name: 'Demander l’accord de l’autre appareil' }).click();
    await tablet.page.getByText('Montrez ce code').waitFor();
    assert.notEqual(await tablet.page.locator('.amount').textContent(), mark);

    // The first one declines.
    await shop.page.getByText('Décliner cette proposition').first().click();
    await shop.page.getByRole('button', { name: 'Décliner' }).click();
    await taken(shop, 'decline');
    await recorded(shop);
    await shop.page.getByText('sans suite').waitFor();
    await ess.page.reload();
    await ess.page.getByText('sans suite').waitFor();

    // Without a script the state is there, and what is missing is said.
    const plain = await again(shop, phone, 'sign-plain', { javaScriptEnabled: false });
    everybody.push(plain);
    await plain.page.getByText('cette page a besoin d’un script').waitFor();
    await plain.page.getByText('en vigueur').waitFor();
    assert.equal(await plain.page.getByRole('button', { name: /Signer|Préparer|Demander/ }).filter({ visible: true }).count(), 0);

    await shop.page.goto(tablet.page.url());
    await shop.page.getByText('Accepter ce nouvel appareil ?').waitFor();
    await shop.context.clearCookies();
    await shop.page.getByRole('button', { name: 'Accepter, et signer cet accord' }).click();
    await shop.page.getByText('votre session a pris fin').waitFor();
    await shop.look('6-signed-out');

    assert.deepEqual(
      everybody.flatMap(({ faults }) => faults),
      [],
    );
  } finally {
    for (const { context } of everybody) await context.close();
  }
});

test('evidence that a phone sends goes on by itself after a cut and after a reload, and arrives whole', { timeout: 180_000 }, async () => {
  const participant = await enter('participant', phone, 'office-evidence');
  const { page, context, faults } = participant;
  try {
    const sheet = await form(participant, 'enter');
    await sheet.getByLabel('Commerce engagé').check();
    await sheet.getByLabel('Nom', { exact: true }).fill('Épicerie du Tunnel');
    await sheet.getByLabel('SIRET, ou numéro RNA').fill(newSiret());
    await sheet.getByRole('button').click();
    await page.getByRole('button', { name: 'Ouvrir un dossier' }).first().click();
    await page.getByText('Pour chaque critère de la charte').waitFor();
    const place = new URL(page.url()).pathname;

    // The third piece falls into a tunnel; later the page is loaded anew between two pieces.
    const content = Buffer.from(Array.from({ length: 90_000 }, (_, i) => `pesée ${i} : 12,${i % 10} kg\n`).join(''));
    const begun = [];
    let reload;
    const reloading = new Promise((resolve) => (reload = resolve));
    await context.route('**/pieces/*', async (route) => {
      const offset = route.request().headers()['upload-offset'];
      if (offset === undefined) return route.continue();
      begun.push(Number(offset));
      if (begun.length === 3) {
        await context.setOffline(true);
        return route.abort('internetdisconnected');
      }
      if (begun.length === 6) {
        reload();
        return route.abort('aborted');
      }
      return route.continue();
    });
    const brought = await form(participant, 'prove');
    await brought.getByLabel('Fichier').setInputFiles({ name: 'pesées.txt', mimeType: 'text/plain', buffer: content });
    await brought.getByRole('button', { name: 'Envoyer la pièce' }).click();
    await page.getByText('Pas de réseau. L’envoi reprendra tout seul').waitFor();
    assert.equal(begun.length, 3);
    assert.ok((await page.getByRole('progressbar').evaluate((bar) => bar.value)) > 0);
    await participant.look('1-cut');
    await context.setOffline(false);
    await reloading;
    await page.reload();
    await page.waitForURL(/fait=prove/);
    await participant.look('2-whole');

    assert.equal(begun[3], begun[2], 'after the cut it begins where it was');
    assert.ok(begun.slice(6).every((offset) => offset >= begun[5]), 'after the reload too');
    const [link, ...more] = await page.locator(`a[href^="${place}/pieces/"]`).all();
    assert.equal(more.length, 0, 'it is one piece of evidence');
    const kept = await context.request.get(`${server.url}${await link.getAttribute('href')}`);
    const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
    assert.equal(digest(await kept.body()), digest(content));
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
});
