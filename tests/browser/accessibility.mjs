// Walks every screen of a demonstration, by following its links in everybody's place, and the flows of the browser's tests (their `look`); writes what was measured for the statement of accessibility.
//   node accessibility.mjs RESULT [FLOWS]     FLOWS: what the flows' looks were found to be, a line of JSON each

import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeVersion, checks, examine, violations } from './accessibility.js';
import { launch, person, phone, screenOf } from './browser.js';

const [result, flows] = process.argv.slice(2);
const url = process.env.ESSLEDGER_BASE_URL.replace(/\/$/, '');
const shots = process.env.SCREENSHOTS;
const only = process.env.ONLY && new RegExp(process.env.ONLY);

/** A shop of the demonstration: the start page has a door to its desk. */
const shop = /\/demo\/shop\/\w+/.exec(await (await fetch(url)).text())[0];
const doors = [
  ['visitor', '/'],
  ['bureau', '/demo/office/bureau'],
  ['treasurer', '/demo/office/treasurer'],
  ['approver', '/demo/office/approver'],
  ['admin', '/demo/office/admin'],
  ['auditor', '/demo/office/auditor'],
  ['label-manager', '/demo/office/label-manager'],
  ['label-visitor', '/demo/office/label-visitor'],
  ['label-committee', '/demo/office/label-committee'],
  ['appeal', '/demo/office/appeal'],
  ['city', '/demo/office/city'],
  ['dpo', '/demo/office/dpo'],
  ['cooperation', '/demo/cooperation'],
  ['newcomer', '/demo/participant'],
  ['merchant', shop],
  ['professional', '/demo/professional', '/ma-boutique', '/mon-compte/securite', '/mon-compte/donnees', '/mon-compte/plafonds', '/mon-compte/prelevement'],
  ['resident', '/demo/wallet', '/mon-compte/securite', '/mon-compte/donnees', '/mon-compte/plafonds', '/mon-compte/prelevement'],
];
/** Screens to which no link leads. */
const asides = ['/annuaire/carte', '/annuaire/carte?embed=1', '/denied', '/R/NOTACODE', '/B/NOTABADGE', '/P/CODE', '/C/CODE', '/D/CODE', '/label/LIL-2026-9999', '/sign-in', '/sign-out', '/not-found', '/invitation/none', '/territoire/inscription/none', '/chiffres?on=x', '/annuaire?on=x'];
/** Instances of one screen that are opened, as long as they look different. */
const most = 5;

const notScreens = /^\/(demo|v1|openapi|connect|wallet|till|bordereau|\.well-known|pictures|assets)(\/|$)|\.(csv|pdf|xml|ics|zip|txt|json|svg|png|geojson|jsonld|ttl|md|yaml)$/i;

const browser = await launch(join(tmpdir(), 'no-camera.y4m'));
const screens = new Map();
const found = [];
const counted = Object.fromEntries(checks.map((check) => [check, { states: 0, failed: 0 }]));
const titles = new Map();

/** Notes one state of one screen, and what was wrong with it. */
function note(screen, state, faults, made = checks.filter((check) => check !== 'titles' && check !== 'skip')) {
  screens.set(screen, (screens.get(screen) ?? 0) + 1);
  for (const check of made) {
    counted[check].states++;
    if (faults.some((fault) => fault.check === check)) counted[check].failed++;
  }
  for (const fault of faults) {
    found.push({ screen, state, ...fault });
    console.log(`${screen} (${state}) ${fault.check}: ${fault.what}`);
  }
}

const looksLike = (page) =>
  page.evaluate(() => {
    const kinds = new Set();
    for (const element of document.querySelectorAll('main *')) kinds.add(`${element.tagName}.${element.className?.baseVal ?? element.className}.${element.getAttribute('type') ?? ''}`);
    return [...kinds].sort().join(' ');
  });

const linksOf = (page) => page.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.href).filter((href) => new URL(href).origin === location.origin));

const seen = new Set();
const everybodys = new Set();
const examined = new Map();

async function walk([role, ...starts]) {
  const { context, page } = await person(browser, { viewport: phone, name: role });
  const queue = [];
  const queued = new Map();
  const enqueue = (address) => {
    const { pathname, search } = new URL(address, url);
    if (notScreens.test(pathname) || (only && !only.test(pathname)) || (role !== 'visitor' && everybodys.has(screenOf(pathname)))) return;
    const keys = [...new URLSearchParams(search).keys()].filter((key) => key !== 'lang').sort();
    const kind = `${screenOf(pathname)}?${keys}`;
    const sofar = queued.get(kind) ?? new Set();
    if (sofar.has(pathname + search) || sofar.size >= most) return;
    queued.set(kind, sofar.add(pathname + search));
    queue.push(pathname + search.replace(/([?&])lang=\w+/, '$1'));
  };
  await page.goto(url + starts[0]);
  await page.waitForLoadState('networkidle');
  enqueue(page.url());
  for (const link of await linksOf(page)) enqueue(link);
  for (const start of starts.slice(1)) enqueue(start);
  if (role === 'visitor') asides.forEach(enqueue);
  if (role === 'merchant' && !only) {
    // A page of messages to a web shop is there once one was asked for.
    await page.goto(`${url}/ma-boutique/site`);
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await page.locator('form:has(input[name=act][value=webhook]) input[type=url]').first().fill('https://boutique.exemple.fr/messages');
    await page.locator('form:has(input[name=act][value=webhook]) button').first().click();
    await page.waitForLoadState('networkidle');
    enqueue(page.url());
    for (const link of await linksOf(page)) enqueue(link);
  }
  while (queue.length > 0) {
    const address = queue.shift();
    const answer = await page.goto(url + address).catch(() => null);
    if (!answer || !/text\/html/.test(answer.headers()['content-type'] ?? '')) continue;
    for (const link of await linksOf(page)) enqueue(link);
    const screen = screenOf(page.url());
    if (role === 'visitor') everybodys.add(screen);
    const like = `${screen} ${await looksLike(page)}`;
    if (seen.has(like)) continue;
    seen.add(like);
    const first = !examined.has(screen);
    examined.set(screen, (examined.get(screen) ?? 0) + 1);
    const embedded = address.includes('embed=1');
    const faults = await examine(page, { thorough: first && !embedded, shot: shots && { folder: shots, name: `${role}${screen.replace(/[^a-z0-9]+/gi, '-')}-${examined.get(screen)}` } });
    if ((await page.evaluate(() => document.documentElement.lang)) !== 'fr') faults.push({ check: 'language', what: 'a page in French that does not say so' });
    note(screen, role, faults, checks.filter((check) => check !== 'titles' && (check !== 'skip' || (first && !embedded))));
    if (!first) continue;
    const title = await page.title();
    const taken = titles.get(title);
    counted.titles.states++;
    if (!title || taken) {
      counted.titles.failed++;
      found.push({ screen, state: role, check: 'titles', what: taken ? `“${title}” is the title of ${taken}, too` : 'no title' });
      console.log(`${screen} titles: “${title}” is the title of ${taken}, too`);
    }
    titles.set(title, screen);
    // The same in English: its words, its width, and that it says so.
    const english = new URL(page.url());
    english.hash = '';
    english.searchParams.set('lang', 'en');
    await page.goto(english.href);
    const said = [];
    if ((await page.evaluate(() => document.documentElement.lang)) !== 'en') said.push({ check: 'language', what: 'a page in English that does not say so' });
    for (const { id, nodes } of await violations(page)) said.push({ check: 'axe', what: `${id}: ${nodes[0]}` });
    note(screen, `${role}, in English`, said, ['axe', 'language']);
    screens.set(screen, screens.get(screen) - 1);
    await context.clearCookies({ name: /essledger-lang$/ });
  }
  await context.close();
}

/** The City's reports are there once one was established, and everybody's once it was published. */
async function establish() {
  const { context, page } = await person(browser, { viewport: phone, name: 'report' });
  await page.goto(`${url}/demo/office/city`);
  for (const act of ['establish', 'publish']) {
    await page.goto(`${url}/ville/bilan`);
    await page.locator(`form[action="/ville/bilan/2025"]:has(input[value=${act}]) button`).click();
    await page.waitForURL(act === 'publish' ? '**/ville/bilan' : '**/ville/bilan/2025/*');
  }
  await context.close();
}

/** The screens of wallet, till and slips to which an address or a touch leads; payments and their endings are in the flows. */
async function walkApps() {
  const { context, page } = await person(browser, { viewport: phone, name: 'apps' });
  const look = async (screen, go) => {
    if (only && !only.test(screen)) return;
    await go?.();
    await page.locator('h1').first().waitFor();
    await page.waitForTimeout(300);
    const state = shots && { folder: shots, name: `apps${screen.replace(/[^a-z0-9]+/gi, '-')}` };
    const faults = await examine(page, { thorough: true, shot: state });
    if ((await page.evaluate(() => document.documentElement.lang)) !== 'fr') faults.push({ check: 'language', what: 'a screen in French that does not say so' });
    const title = await page.title();
    if (!title || (titles.has(title) && titles.get(title) !== screen)) faults.push({ check: 'titles', what: `“${title}” is the title of ${titles.get(title)}, too` });
    titles.set(title, screen);
    note(screen, 'apps', faults, checks);
    const other = page.locator('header button[lang]');
    if ((await other.count()) === 0) return;
    await other.click();
    const said = (await violations(page)).map(({ id, nodes }) => ({ check: 'axe', what: `${id}: ${nodes[0]}` }));
    if ((await page.evaluate(() => document.documentElement.lang)) !== 'en') said.push({ check: 'language', what: 'a screen in English that does not say so' });
    await other.click();
    note(screen, 'apps, in English', said, ['axe', 'language']);
    screens.set(screen, screens.get(screen) - 1);
  };
  // One screen under two addresses.
  const alike = { 'reconvert/list': '/wallet#/reconvert', 'd/AAAA': '/wallet#/add' };
  const open = (path) => () => page.goto(url + path);
  const route = (hash) => () => page.evaluate((to) => location.assign(to), hash);
  await look('/wallet', open('/wallet/'));
  await look('/till', open('/till/'));
  await look('/bordereau', open('/bordereau/'));
  await page.goto(`${url}/demo/wallet`);
  await page.getByRole('button', { name: 'Activer cet appareil' }).waitFor();
  await look('/wallet');
  await page.getByRole('button', { name: 'Activer cet appareil' }).click();
  await page.getByRole('link', { name: 'Scanner' }).waitFor();
  await look('/wallet');
  for (const hash of ['scan', 'history', 'mandates', 'mandates/new', 'settings', 'people', 'ask', 'top-up', 'notes', 'reconvert', 'reconvert/list', 'add', 'r/AAAA', 'b/AAAA', 'd/AAAA', 'done/AAAA', 'payment/AAAA', 'refund/AAAA'])
    await look(alike[hash] ?? screenOf(`/wallet/#/${hash}`), route(`#/${hash}`));
  const shop = await (await fetch(url)).text();
  await page.goto(url + /\/demo\/till\/[^"]+/.exec(shop)[0]);
  await page.locator('.keypad, .choices button').first().waitFor();
  if (await page.locator('.choices button').count()) {
    await look('/till');
    await page.locator('.choices button').first().click();
  }
  await page.locator('.keypad').waitFor();
  await look('/till');
  await page.keyboard.type('12,50');
  await look('/till');
  await page.getByRole('button', { name: 'Afficher le code' }).click();
  await page.locator('.qr').waitFor();
  await look('/till');
  await context.close();
}

const started = Date.now();
if (!only || only.test('/wallet')) await walkApps();
if (!only) await establish();
for (const door of doors) {
  const [before, at] = [counted.axe.states, Date.now()];
  await walk(door);
  console.error(`${door[0]}: ${counted.axe.states - before} looks (${Math.round((Date.now() - at) / 1000)} s)`);
}
const version = browser.version();
await browser.close();

if (flows) {
  for (const line of (await readFile(flows, 'utf8')).split('\n').filter(Boolean)) {
    const { screen, state, faults } = JSON.parse(line);
    note(screen, state, faults, checks.filter((check) => !['titles', 'skip', 'language'].includes(check)));
  }
}

const sorted = [...screens].sort(([one], [other]) => (one < other ? -1 : 1));
await writeFile(
  result,
  `${JSON.stringify(
    {
      on: new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(new Date()),
      axe: axeVersion,
      browser: `Chromium ${version}`,
      states: sorted.reduce((sum, [, states]) => sum + states, 0),
      checks: Object.fromEntries(checks.map((check) => [check, counted[check]])),
      failures: found.map(({ screen, state, check, what }) => ({ screen, state, check, what: what.slice(0, 300) })),
      screens: sorted.map(([screen]) => screen),
    },
    null,
    2,
  )}\n`,
);
console.error(`${screens.size} screens, ${sorted.reduce((sum, [, n]) => sum + n, 0)} states, ${found.length} faults (${Math.round((Date.now() - started) / 1000)} s)`);
process.exitCode = found.length > 0 ? 1 : 0;
