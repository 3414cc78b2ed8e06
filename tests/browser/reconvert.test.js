// A professional turns units back into euro: what it costs, what becomes of it, and where the euro go.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { goToScreen, person, sizes } from './browser.js';
import { openPlace } from './place.js';

let server, browser, close;

before(
  async () => {
    ({ server, browser, close } = await openPlace());
  },
  { timeout: 360_000 },
);

after(() => close?.());

for (const viewport of sizes) {
  describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test('the fee is told before, the request is followed, and a bureau checks the bank account', { timeout: 120_000 }, async () => {
      const merchant = await person(browser, { viewport, name: 'reconvert' });
      const clerk = await person(browser, { viewport, name: 'professionals' });
      const { page } = merchant;
      try {
        await page.goto(`${server.url}/demo/professional`);
        await page.getByRole('button', { name: 'Activer cet appareil' }).click();
        await page.getByRole('link', { name: 'Reconvertir en euros' }).waitFor();
        await merchant.look('1-home');
        await page.getByRole('link', { name: 'Reconvertir en euros' }).click();
        await page.getByText('Aucune pour l’instant.').waitFor();
        await page.getByText('Aucun compte bancaire vérifié').waitFor();
        await merchant.look('2-form');
        await page.getByRole('button', { name: 'Voir ce que je recevrai' }).click();
        await page.getByText('Un montant, par exemple 12,50').waitFor();

        await page.getByLabel('Montant à reconvertir').fill('10,25');
        await page.getByRole('button', { name: 'Voir ce que je recevrai' }).click();
        // 2 % of it are 20.5 cents, and half a cent counts as a whole one.
        await page.getByText('10,04').first().waitFor();
        await page.getByText('un demi-centime compte pour un centime entier').waitFor();
        await merchant.look('3-review');
        await page.getByRole('button', { name: /^Demander la reconversion de 10,25/ }).click();
        await page.getByRole('heading', { name: 'Reconversion demandée' }).waitFor();
        await merchant.look('4-asked');
        await page.getByRole('link', { name: 'Suivre mes reconversions' }).click();
        await page.getByText('L’association va vérifier.').waitFor();
        await page.getByText('239,75').first().waitFor();
        await merchant.look('5-followed');

        await page.getByRole('link', { name: 'Indiquer mon compte bancaire' }).click();
        await page.getByLabel('IBAN').fill('FR76 3000 6000 0112 3456 7890 188');
        await page.getByRole('button', { name: 'Enregistrer ce compte' }).click();
        await page.getByText('Ce n’est pas un IBAN').waitFor();
        await merchant.look('6-refused');
        await page.getByLabel('IBAN').fill('FR76 3000 6000 0112 3456 7890 189');
        await page.getByRole('button', { name: 'Enregistrer ce compte' }).click();
        await page.getByText('En attente de vérification').waitFor();
        await merchant.look('7-waits');

        await clerk.page.goto(`${server.url}/demo/office/bureau`);
        await goToScreen(clerk.page, 'Professionnels');
        await clerk.look('1-todo');
        await clerk.page.getByRole('link', { name: 'Commerce de passage (exemple)' }).last().click();
        await clerk.page.getByText('appelez le professionnel').waitFor();
        await clerk.look('2-check');
        await clerk.page.getByRole('button', { name: 'C’est bien son compte' }).click();
        await clerk.page.getByText('Vérifié le').waitFor();
        await clerk.look('3-checked');

        await page.goto(`${server.url}/wallet/#/reconvert`);
        await page.getByText('L’association va vérifier.').waitFor();
        assert.equal(await page.getByText('Aucun compte bancaire vérifié').count(), 0);
        assert.deepEqual([...merchant.faults, ...clerk.faults], []);
      } finally {
        await merchant.context.close();
        await clerk.context.close();
      }
    });
  });
}
