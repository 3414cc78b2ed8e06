// A label from the participant's first line to the grant, as each of those who have a part in it sees it.

import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, person } from './browser.js';
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

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

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
