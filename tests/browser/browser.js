// Chromium with our camera, and what every page we look at must be: accessible, within its width, without faults.

import assert from 'node:assert/strict';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { examine, violations } from './accessibility.js';

/** Where `ops/accessibility` wants to read what every look found; it examines more than a test has time for. */
const examined = process.env.ESSLEDGER_EXAMINED;
const shots = process.env.SCREENSHOTS;

export const phone = { width: 360, height: 640 };
export const laptop = { width: 1280, height: 800 };

/** What a flow is walked on. Within the budget a telephone, and each page that is looked at on the way is widened for a moment; `ops/test screens` walks each flow on both. */
const everywhere = process.env.SIZES === 'all';
export const sizes = everywhere ? [phone, laptop] : [phone];

export const launch = (cameraFile) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${cameraFile}`,
    ],
  });

/** One person with one device. `faults` gathers what went wrong in the page without anyone seeing it. */
export async function person(browser, { viewport, name, locale = 'fr-FR', ...options }) {
  const context = await browser.newContext({ viewport, locale, timezoneId: 'Europe/Paris', ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.stack}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy|refused to/i.test(message.text())) {
      faults.push(`${page.url()}: ${message.text()}`);
    }
  });
  return { context, page, faults, look: (what) => look(page, `${name}-${what}-${viewport.width}`) };
}

/** Goes to another screen of the bureau; on a telephone its menu is opened first. */
export async function goToScreen(page, name) {
  const menu = page.locator('nav.offices summary').first();
  if (await menu.isVisible()) await menu.click();
  await page.locator('nav.offices').getByRole('link', { name, exact: true }).first().click();
}

/** The kind of screen at an address: what tells one shop, file or code from another is left out. Pages have no fragment that counts; in wallet, till and slips it is the screen. */
export function screenOf(address) {
  const { pathname, hash } = new URL(address, 'http://screens');
  const app = /^\/(wallet|till|bordereau)\/?$/.test(pathname);
  const parts = `${pathname.replace(/\/+$/, '')}${app && /^#\/\w/.test(hash) ? hash : ''}`.split('/');
  // An address in capitals comes from a code; elsewhere capitals are an id.
  const shouted = /^[A-Z-]{2,}$/.test(parts[1]);
  const kind = parts.map((part, at) => {
    const coded = at === 2 && /^([RPCDBN]|invitation)$/i.test(parts[1]);
    if (coded || (at > 1 && (/\d|%/.test(part) || (!shouted && /^[A-Z]{4,}$/.test(part))))) return '{}';
    return part.length === 1 && !app ? part.toUpperCase() : part.toLowerCase();
  });
  return kind.join('/') || '/';
}

/** Takes a picture and judges the page: no axe violation, nothing wider than the window, one main heading. */
async function look(page, name) {
  // Not before its style is there: after a form was sent the words of the answer come first.
  await page.waitForLoadState('load');
  // What lands on the screen lands with a short animation; colours are judged when it has landed. One that is broken off has landed too.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  if (shots) {
    await mkdir(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`) });
  }
  if (examined) {
    const faults = await examine(page, { shot: shots && { folder: join(shots, 'forced'), name } });
    await appendFile(examined, `${JSON.stringify({ screen: screenOf(page.url()), state: name, faults })}\n`);
    return;
  }
  assert.deepEqual(await violations(page), [], `${name}: axe`);
  assert.equal(await page.locator('h1').count(), 1, `${name}: one main heading`);
  await fits(page, name);
  const narrow = page.viewportSize();
  if (everywhere || narrow.width >= laptop.width) return;
  await page.setViewportSize(laptop);
  await fits(page, `${name}, widened`);
  await page.setViewportSize(narrow);
}

async function fits(page, name) {
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(tooWide <= 0, `${name}: ${tooWide} px wider than the window`);
}
