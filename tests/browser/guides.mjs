// Does what the guides in ops/guides tell their readers to do, in both languages, each on a demonstration of its own, and takes the guides' pictures on the way. A button that a guide names and the screen no longer has ends it.
//   node guides.mjs FOLDER     writes FOLDER/fr/*.png and FOLDER/en/*.png

import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launch, person, phone } from './browser.js';
import { startServer } from './server.js';

const folder = process.argv[2];
const desk = { width: 1280, height: 720 };
const json = async (path) => JSON.parse(await readFile(new URL(`../../src/${path}`, import.meta.url), 'utf8'));

/** Colours of a screen are few: 48 of them are a third of the bytes, and nobody sees it. Without pngquant a picture stays as it was taken. */
const reduce = (file) =>
  promisify(execFile)('pngquant', ['--force', '--strip', '--speed', '1', '--output', file, '48', file]).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    console.log(`${file} keeps all its colours: pngquant (a Debian package) is not installed`);
  });

for (const [language, locale] of [
  ['fr', 'fr-FR'],
  ['en', 'en-GB'],
]) {
  const wallet = await json(`wallet/src/locales/${language}.json`);
  const pages = await json(`EssLedger.Web/Resources/${language}.json`);
  /** The sentence of a key as far as it is the same for everybody; wallet and till have words of their own (`wallet/…`). */
  const word = (key) => (key.startsWith('wallet/') ? wallet[key.slice(7)] : pages[key]).split('{')[0].trim();
  await mkdir(join(folder, language), { recursive: true });
  const server = await startServer({ own: true });
  // Chromium writes days in its own language, whatever the page's.
  process.env.LANGUAGE = language === 'en' ? 'en_GB' : 'fr';
  const browser = await launch(join(tmpdir(), 'no-camera.y4m'));

  /** Somebody who came through a door of the demonstration. */
  const somebody = async (door, viewport = desk) => {
    const { page, context } = await person(browser, { viewport, name: door, locale });
    // Nobody waits for these pictures, and a machine that is busy with something else still gets them.
    context.setDefaultTimeout(90_000);
    const press = (key, within = page) => within.getByRole('button', { name: word(key) }).first().click();
    const follow = (key, within = page) => within.getByRole('link', { name: word(key) }).first().click();
    const go = (path) => page.goto(server.url + path);
    const see = (key) => page.getByText(word(key)).filter({ visible: true }).first().waitFor();
    /** Takes a picture; on a desk what it is about, else the heading, stands at its top. */
    const picture = async (name, about = page.locator('h1')) => {
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
      await page.evaluate(() => window.scrollTo(0, 0));
      if (viewport === desk) await about.first().evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top - 24));
      const file = join(folder, language, `${name}.png`);
      await page.screenshot({ path: file });
      await reduce(file);
      console.log(file);
    };
    await go(door);
    return { page, press, follow, go, see, picture };
  };

  try {
    const start = await (await fetch(server.url)).text();
    const door = (kind) => new RegExp(`/demo/${kind}/\\w+`).exec(start)[0];

    // A merchant: a sale at the till, the takings, the label, codes to print, euros for units.
    const till = await somebody(door('till'), phone);
    const keypad = till.page.locator('.keypad');
    await keypad.or(till.page.locator('.choices button')).first().waitFor();
    if (await till.page.locator('.choices button').count()) await till.page.locator('.choices button').first().click();
    for (const key of ['1', '2', /^[.,]$/, '5', '0']) await keypad.locator('button', { hasText: key }).first().click();
    await till.press('wallet/till.charge');
    await till.page.waitForFunction(() => document.querySelector('img.qr')?.naturalWidth > 0);
    await till.picture('merchant-1');
    const link = await till.page.getByRole('link', { name: word('wallet/till.openInWallet') }).getAttribute('href');
    const resident = await somebody('/demo/wallet', phone);
    await resident.press('wallet/enrol.button');
    await resident.page.getByRole('link', { name: word('wallet/home.scan') }).waitFor();
    await resident.page.goto(new URL(link, server.url).href);
    await resident.page.getByRole('button', { name: new RegExp(`^${word('wallet/pay.confirm')}`) }).click();
    await till.page.getByRole('heading', { name: word('wallet/till.paid') }).waitFor();
    await till.picture('merchant-2');
    await till.press('wallet/till.next');
    const merchant = await somebody(door('shop'));
    await merchant.follow('shop.place.takings');
    await merchant.picture('merchant-3');
    await merchant.follow('shop.place.tills');
    await merchant.press('codes.make');
    await merchant.page.getByRole('link', { name: word('codes.stand') }).waitFor();
    await merchant.picture('merchant-4');
    await merchant.follow('shop.place.label');
    await merchant.picture('merchant-5');
    const professional = await somebody('/demo/professional', phone);
    await professional.press('wallet/enrol.button');
    await professional.follow('wallet/reconvert.title');
    await professional.page.getByLabel(word('wallet/reconvert.amount')).fill(language === 'fr' ? '10,25' : '10.25');
    await professional.press('wallet/reconvert.look');
    await professional.see('wallet/reconvert.youGet');
    await professional.picture('merchant-6');
    await professional.press('wallet/reconvert.sign');
    await professional.page.getByRole('heading', { name: word('wallet/reconvert.askedTitle') }).waitFor();
    await professional.go('/ma-boutique/banque');
    await professional.page.getByLabel(word('payout.iban'), { exact: true }).fill('FR76 3000 6000 0112 3456 7890 189');
    await professional.press('payout.send');
    await professional.see('payout.waiting');
    const bureau = await somebody('/demo/office/bureau');
    await bureau.go('/bureau/professionnels');
    await bureau.page.getByRole('link', { name: 'Commerce de passage (exemple)' }).last().click();
    await bureau.press('professional.confirm');

    // The treasury: lines explained, units made by two, a remittance paid by two.
    const treasurer = await somebody('/demo/office/treasurer');
    await treasurer.go('/bureau/tresorerie');
    await treasurer.picture('treasury-1');
    await treasurer.follow('treasury.do.lines');
    const gaston = treasurer.page.locator('article', { hasText: 'Gaston' });
    await treasurer.picture('treasury-2', gaston);
    await treasurer.press('lines.issue', gaston);
    const dues = treasurer.page.locator('article', { hasText: 'Cotisation annuelle' });
    await dues.getByText(word('lines.otherwise')).click();
    await dues.locator('select').first().selectOption({ label: word('officeAccount.dues') });
    await treasurer.picture('treasury-3', dues);
    await treasurer.press('lines.explain', dues);
    await dues.waitFor({ state: 'detached' });
    const approver = await somebody('/demo/office/approver');
    await approver.go('/bureau/tresorerie/emissions');
    await approver.picture('treasury-4');
    await approver.press('issuances.approve');
    await approver.see('issuances.none');
    await treasurer.follow('treasury.reconversions');
    for (const box of await treasurer.page.locator('main input[type=checkbox]').all()) await box.check();
    await treasurer.picture('treasury-5');
    await treasurer.press('remittances.propose');
    await approver.go('/bureau/tresorerie/reconversions');
    await approver.press('remittances.approve');
    await approver.see('remittances.approved');
    await treasurer.go('/bureau/tresorerie/reconversions');
    await treasurer.page.getByRole('link', { name: word('remittances.file') }).first().waitFor();
    await treasurer.picture('treasury-6');

    // The label's office: what waits, a file declared admissible, a visit planned, the committee's opinion and decision.
    const manager = await somebody('/demo/office/label-manager');
    await manager.see('desk.waiting');
    await manager.picture('label-1');
    await manager.page.getByRole('link', { name: 'Traiteur' }).first().click();
    let form = manager.page.locator('form#examine');
    await form.getByLabel(word('examine.yes'), { exact: true }).check();
    await form.getByLabel(word('act.reason')).fill(language === 'fr' ? 'Complet, et dans le champ du label.' : 'Complete, and within the label’s scope.');
    await manager.picture('label-2', form);
    await manager.press('act.record', form);
    form = manager.page.locator('form#plan');
    await form.waitFor();
    await manager.press('act.record', form);
    const visitor = await somebody('/demo/office/label-visitor');
    await visitor.page.getByRole('link', { name: 'Traiteur' }).first().click();
    await visitor.follow('visit.openSheet');
    await visitor.page.getByLabel(word('visit.seen')).fill(language === 'fr' ? 'Étiquettes d’origine lisibles ; bac de tri ; une rampe à l’entrée.' : 'Labels of origin one can read; sorted waste; a ramp at the door.');
    await visitor.picture('label-3');
    const committee = await somebody('/demo/office/label-committee');
    await committee.page.getByRole('link', { name: 'picerie' }).first().click();
    form = committee.page.locator('form#opine');
    await form.getByLabel(word('vote.For'), { exact: true }).check();
    await form.getByLabel(word('act.reason')).fill(language === 'fr' ? 'Des engagements clairs et vérifiables.' : 'Clear commitments that can be checked.');
    await committee.press('act.record', form);
    form = committee.page.locator('form#decide');
    await form.waitFor();
    await form.getByLabel(word('outcome.Granted'), { exact: true }).check();
    await form.getByLabel(word('grant.level'), { exact: true }).selectOption('2');
    await form.getByLabel(word('decide.reason')).fill(language === 'fr' ? 'Le comité salue le tri et l’accueil.' : 'The committee welcomes how waste is sorted and people are received.');
    await committee.picture('label-4', form);
    await committee.press('act.record', form);
    await manager.go('/bureau/label');
    await manager.page.getByRole('searchbox').fill('Tilleuls');
    await manager.press('desk.find');
    await manager.page.getByRole('link', { name: 'Tilleuls' }).last().click();
    await manager.picture('label-5');

    // The City: the desk, the decisions behind a number, a report, the map, who is late to meet.
    const city = await somebody('/demo/office/city');
    await city.go('/ville');
    await city.picture('city-1');
    await city.page.locator('main a[href^="/ville/label"]').first().click();
    await city.page.locator('main a[href^="/ville/label/membres"]').first().click();
    await city.picture('city-2');
    await city.go('/ville');
    await city.follow('city.place.map');
    await city.page.locator('main canvas, main svg').first().waitFor();
    await city.picture('city-3', city.page.locator('main .map'));
    await city.go('/ville');
    await city.follow('city.place.report');
    await city.page.locator('form[action="/ville/bilan/2025"] button').first().click();
    await city.page.waitForURL('**/ville/bilan/2025/*');
    await city.picture('city-4');
    await city.go('/ville/bilan');
    await city.page.locator('form[action="/ville/bilan/2025"]:has(input[value=publish]) button').click();
    await city.go('/ville');
    await city.follow('city.place.strategy');
    await city.picture('city-5');
  } finally {
    await browser.close();
    await server.stop();
  }
}
