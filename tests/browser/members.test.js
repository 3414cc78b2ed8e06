// The association's bureau: somebody without a telephone is entered, has a card made and pays their membership; all without script.

import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { goToScreen, launch, person, sizes } from './browser.js';
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
  test(`a bureau enters a member, makes a card and notes a membership, at ${viewport.width} × ${viewport.height}`, { timeout: 300_000 }, async () => {
    const office = await person(browser, { viewport, name: 'members' });
    const { page } = office;
    try {
      await page.goto(`${server.url}/demo/office/bureau`);
      await page.getByRole('heading', { level: 1, name: 'Membres' }).waitFor();
      await office.look('1-list');

      await goToScreen(page, 'Adhésions');
      await page.locator('#fee-euros').fill('10');
      await page.getByLabel('Prix libre').check();
      await page.getByRole('button', { name: 'Enregistrer le tarif' }).click();
      await page.getByText('C’est fait.').waitFor();
      await office.look('2-memberships');

      await page.goto(`${server.url}/bureau/membres`);
      const name = `Odette Essai ${viewport.width}-${Date.now() % 1e6}`;
      await page.getByLabel('Nom du titulaire').fill(name);
      await page.getByRole('button', { name: 'Ouvrir le compte' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await office.look('3-member');
      const home = page.url().split('?')[0];

      await page.getByText('Faire une carte').first().click();
      await page.getByLabel('Code de 4 à 6 chiffres').fill('1234');
      await page.getByLabel('Le même code').fill('1234');
      await page.getByRole('button', { name: 'Inscrire et imprimer' }).click();
      await page.getByText('ni tous égaux').first().waitFor();
      await office.look('4-refused');
      await page.getByLabel('Code de 4 à 6 chiffres').fill('2580');
      await page.getByLabel('Le même code').fill('2580');
      const [card] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Inscrire et imprimer' }).click()]);
      assert.equal(card.suggestedFilename(), 'carte.pdf');
      if (process.env.SCREENSHOTS) await card.saveAs(join(process.env.SCREENSHOTS, 'carte.pdf'));

      await page.goto(home);
      await page.getByText('Inscrire une adhésion payée').first().click();
      await page.getByLabel('Montant en euros').fill('15');
      await page.getByLabel('Référence').fill('REÇU 12');
      await page.getByRole('button', { name: 'Inscrire l’adhésion' }).click();
      await page.getByText('REÇU 12').waitFor();
      await office.look('5-paid');
      assert.deepEqual(office.faults, []);
    } finally {
      await office.context.close();
    }
  });

  test(`an alert is taken up and decided, terms are set, and a resident reads what is left, at ${viewport.width} × ${viewport.height}`, { timeout: 300_000 }, async () => {
    const office = await person(browser, { viewport, name: 'limits' });
    const { page } = office;
    try {
      await page.goto(`${server.url}/demo/office/treasurer`);
      await page.goto(`${server.url}/bureau/alertes`);
      await page.getByRole('heading', { level: 1, name: 'Alertes' }).waitFor();
      await office.look('1-alerts');
      // Of those of the demonstration one for each width is open.
      await page.getByLabel('État').selectOption('Open');
      await page.getByRole('button', { name: 'Chercher' }).click();
      await page.getByRole('listitem').filter({ hasText: 'à regarder' }).getByRole('link').first().click();
      await page.getByText('Personne ne l’a encore regardée').waitFor();
      await office.look('2-alert');
      await page.getByRole('button', { name: 'Prendre en main' }).click();
      await page.getByLabel('Expliquée, sans suite').check();
      await page.getByLabel('Pourquoi').fill('Vu au guichet.');
      await office.look('3-in-hand');
      await page.getByRole('button', { name: 'Inscrire la décision' }).click();
      await page.getByText('Vu au guichet.').waitFor();
      await office.look('4-decided');

      await page.goto(`${server.url}/demo/office/admin`);
      await page.goto(`${server.url}/bureau/plafonds`);
      await page.getByText('Ouvrir le formulaire').click();
      const residents = page.getByRole('group', { name: 'particulier', exact: true });
      await residents.getByLabel('par paiement', { exact: true }).fill('beaucoup');
      await page.getByLabel('La décision').fill('AG du printemps');
      await page.getByLabel('Prend effet le').fill('2099-01-01');
      await page.getByRole('button', { name: 'Inscrire au registre' }).click();
      await page.getByText('Ce montant ne se lit pas').first().waitFor();
      await office.look('5-refused');
      await residents.getByLabel('par paiement', { exact: true }).fill(`${viewport.width}`);
      await page.getByRole('button', { name: 'Inscrire au registre' }).click();
      await page.getByText('AG du printemps').first().waitFor();
      await office.look('6-terms');
      await page.goto(`${server.url}/bureau/alertes/seuils`);
      await page.getByText('Ouvrir le formulaire').click();
      await office.look('7-thresholds');

      await page.goto(`${server.url}/demo/wallet`);
      await page.goto(`${server.url}/mon-compte/plafonds`);
      await page.getByText('Sur 30 jours, vous pouvez encore payer').waitFor();
      await office.look('8-mine');
      assert.deepEqual(office.faults, []);
    } finally {
      await office.context.close();
    }
  });
}

for (const viewport of sizes) {
  test(`an administrator names a bureau, gives a role, meets duties that collide; two persons make one record of two, at ${viewport.width} × ${viewport.height}`, { timeout: 300_000 }, async () => {
    const admin = await person(browser, { viewport, name: 'rights' });
    const office = await person(browser, { viewport, name: 'proposals' });
    const merchant = await person(browser, { viewport, name: 'team' });
    try {
      const { page } = admin;
      await page.goto(`${server.url}/demo/office/admin`);
      await goToScreen(page, 'Droits');
      await page.getByRole('heading', { level: 1, name: 'Droits' }).waitFor();
      const bureau = `Bureau ${viewport.width}-${Date.now() % 1e6}`;
      await page.getByLabel('Nouveau bureau').fill(bureau);
      await page.locator('form', { has: page.getByLabel('Nouveau bureau') }).getByRole('button').click();
      await page.getByText('C’est fait.').waitFor();
      await page.getByLabel('Nouvelle commission').fill(`Commission ${bureau}`);
      const committee = page.locator('form', { has: page.getByLabel('Nouvelle commission') });
      await committee.getByLabel('Commerce engagé').check();
      await committee.getByRole('button').click();
      await page.getByText('C’est fait.').waitFor();
      await admin.look('1-list');

      await page.getByRole('link', { name: 'Odile Exemple' }).click();
      await page.getByRole('heading', { level: 1, name: 'Odile Exemple' }).waitFor();
      await admin.look('2-person');
      await page.getByLabel('Rôle', { exact: true }).selectOption('bureau');
      await page.getByLabel('Pour un bureau ou une commission').selectOption({ label: bureau });
      await page.getByRole('button', { name: 'Donner ce rôle' }).click();
      await page.getByText('incompatible_duties').first().waitFor();
      await page.getByText('Qui contrôle n’agit pas').waitFor();
      await admin.look('3-collides');

      await goToScreen(page, 'Applications');
      await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
      await admin.look('4-applications');

      // Two records of one person: the bureau asks, the administrator decides.
      const name = `Odette Double ${viewport.width}-${Date.now() % 1e6}`;
      await office.page.goto(`${server.url}/demo/office/bureau`);
      for (const another of [false, true]) {
        await office.page.goto(`${server.url}/bureau/membres`);
        await office.page.getByLabel('Nom du titulaire').fill(name);
        await office.page.getByRole('button', { name: 'Ouvrir le compte' }).click();
        if (another) {
          await office.page.getByLabel('J’ai vérifié : c’est une autre personne.').check();
          await office.page.getByRole('button', { name: 'Ouvrir le compte' }).click();
        }
        await office.page.getByRole('heading', { level: 1, name }).waitFor();
      }
      await office.page.getByText(`Réunir avec ${name}`).first().click();
      await office.page.getByLabel('Pourquoi').fill('Inscrite deux fois.');
      await office.page.getByLabel('J’ai vérifié que c’est la même personne.').check();
      await office.look('1-ask');
      await office.page.getByRole('button', { name: 'Demander' }).click();
      await office.page.getByText('C’est fait.').waitFor();
      await goToScreen(office.page, 'Demandes à deux');
      await office.page.getByText('C’est vous qui l’avez demandé').waitFor();
      await office.look('2-mine');
      await page.goto(`${server.url}/bureau/membres/demandes`);
      await admin.look('5-decide');
      await page.getByRole('button', { name: `Confirmer ${name}` }).click();
      await page.getByText('C’est fait.').waitFor();
      await admin.look('6-decided');

      await merchant.page.goto(`${server.url}/`);
      const till = await merchant.page.locator('a[href^="/demo/till/"]').first().getAttribute('href');
      const entered = merchant.page.waitForResponse((answer) => answer.url().endsWith('/connect/token') && answer.ok());
      await merchant.page.goto(`${server.url}${till}`);
      await entered;
      await merchant.page.goto(`${server.url}/ma-boutique/equipe`);
      await merchant.page.getByText('Ajouter une personne en caisse').first().click();
      await merchant.look('1-team');
      for (const one of [admin, office, merchant]) assert.deepEqual(one.faults, []);
    } finally {
      for (const one of [admin, office, merchant]) await one.context.close();
    }
  });
}
