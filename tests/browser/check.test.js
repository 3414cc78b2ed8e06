// A passer-by without an account checks a badge: by camera, by photo or file, by text, with a script and without.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { person, phone, sizes } from './browser.js';
import { holdNothing, holdUp } from './camera.js';
import { openPlace } from './place.js';

const active = 'LIL-2026-0001';
const suspended = 'LIL-2026-0002';
let server, browser, camera, close;

before(
  async () => {
    ({ server, browser, camera, close } = await openPlace());
  },
  { timeout: 360_000 },
);

after(() => close?.());

const fetched = async (path) => Buffer.from(await (await fetch(server.url + path)).arrayBuffer());
const codeOf = async (number) => (await (await fetch(`${server.url}/v1/badges/${number}/code`)).json()).text;
const pageOf = async (number) => `${server.url}/B/${(await codeOf(number)).split('/B/')[1]}`;
const altered = (address) => address.slice(0, -9) + (address.at(-9) === 'A' ? 'B' : 'A') + address.slice(-8);
const heading = (page, name) => page.getByRole('heading', { level: 1, name });

/** A photo as a phone takes it: the code small in a large picture, aslant, and saved as JPEG. */
const photoOf = (page, address) =>
  page.evaluate(async (address) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3000, 4000];
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#8a9';
    pen.fillRect(0, 0, 3000, 4000);
    if (address) {
      const image = new Image();
      image.src = address;
      await image.decode();
      pen.translate(1700, 2300);
      pen.rotate(0.2);
      pen.drawImage(image, -450, -450, 900, 900);
    }
    const photo = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.7));
    return [...new Uint8Array(await photo.arrayBuffer())];
  }, address);

async function send(page, name, mimeType, buffer) {
  await page.goto(`${server.url}/B`);
  await page.getByLabel('Photo ou fichier').setInputFiles({ name, mimeType, buffer });
  await page.getByRole('button', { name: 'Vérifier ce fichier' }).click();
}

for (const viewport of sizes) {
  describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test('the camera of the page reads a badge', { timeout: 120_000 }, async () => {
      const visitor = await person(browser, { viewport, name: 'check-camera', permissions: ['camera'] });
      const { page } = visitor;
      await page.goto(`${server.url}/B`);
      await visitor.look('1-page');
      await holdNothing(camera);
      await page.getByRole('button', { name: 'Ouvrir l’appareil photo' }).click();
      await page.getByText('Tenez le code entier dans le cadre').waitFor();
      await visitor.look('2-looking');
      for (const [number, words] of [
        [active, 'Badge valable'],
        [suspended, 'Label suspendu'],
      ]) {
        await page.goto(`${server.url}/B`);
        await holdUp(camera, page, `/v1/badges/${number}/qr.png`);
        await page.getByRole('button', { name: 'Ouvrir l’appareil photo' }).click();
        await heading(page, words).waitFor();
        await page.getByText(/Vérifié le \d+(er)? \S+ \d{4} à \d\d:\d\d/).waitFor();
        await page.getByText('Ce que dit le badge').waitFor();
        await page.getByText('attribué').waitFor();
        await visitor.look(`3-${number}`);
      }
      await page.goto(altered(await pageOf(active)));
      await heading(page, 'Badge modifié ou faux').waitFor();
      assert.equal(await page.getByText('Boulangerie').count(), 0);
      await visitor.look('4-altered');
      await page.goto(`${altered(await pageOf(active))}?lang=en`);
      await heading(page, 'Altered or forged badge').waitFor();
      assert.deepEqual(visitor.faults, []);
      await visitor.context.close();
    });

    test('a photo or a file is enough', { timeout: 120_000 }, async () => {
      const visitor = await person(browser, { viewport, name: 'check-file' });
      const { page } = visitor;
      await page.goto(`${server.url}/B`);
      const photo = Buffer.from(await photoOf(page, `/v1/badges/${suspended}/qr.png`));
      const codeless = Buffer.from(await photoOf(page, null));
      for (const [name, type, file, words] of [
        ['photo.jpg', 'image/jpeg', photo, 'Label suspendu'],
        ['code.png', 'image/png', await fetched(`/v1/badges/${active}/qr.png`), 'Badge valable'],
        ['badge.png', 'image/png', await fetched(`/v1/badges/${active}/baked.png`), 'Badge valable'],
        ['badge.svg', 'image/svg+xml', await fetched(`/v1/badges/${suspended}/baked.svg`), 'Label suspendu'],
        ['badge.jwt', '', await fetched(`/v1/badges/${active}`), 'Badge valable'],
      ]) {
        await send(page, name, type, file);
        await heading(page, words).waitFor();
      }
      for (const [name, type, file, words] of [
        ['wall.jpg', 'image/jpeg', codeless, 'Aucun code lisible sur cette photo'],
        ['photo.heic', 'image/heic', Buffer.from('\0\0\0\x18ftypheic'), 'ne sait pas ouvrir cette image'],
        ['photo.jpg', 'image/jpeg', Buffer.alloc(17 << 20), 'dépasse 16'],
        ['letter.docx', '', Buffer.from([0x50, 0x4b, 3, 4]), 'n’est pas un badge'],
        ['drawing.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "x"</script></svg>'), 'ne contient pas de badge'],
      ]) {
        await send(page, name, type, file);
        await page.getByText(words).waitFor();
        await heading(page, 'Vérifier un badge').waitFor();
      }
      await visitor.look('1-no-badge');
      assert.deepEqual(visitor.faults, []);
      await visitor.context.close();
    });
  });
}

test('without a script the page says what it cannot do, and does the rest', { timeout: 120_000 }, async () => {
  const visitor = await person(browser, { viewport: phone, name: 'check-plain', javaScriptEnabled: false });
  const { page } = visitor;
  await page.goto(`${server.url}/B`);
  await page.getByText('Pour ouvrir l’appareil photo, cette page a besoin d’un script').waitFor();
  await page.getByText('Sans script, une photo ne peut pas être lue ici').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Ouvrir l’appareil photo' }).isVisible(), false);

  await page.getByLabel('Texte du code').fill(await codeOf(active));
  await page.getByRole('button', { name: 'Vérifier ce badge' }).click();
  await heading(page, 'Badge valable').waitFor();
  await send(page, 'badge.svg', 'image/svg+xml', await fetched(`/v1/badges/${suspended}/baked.svg`));
  await heading(page, 'Label suspendu').waitFor();
  await send(page, 'photo.jpg', 'image/jpeg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(5 << 20)]));
  await page.getByText('C’est une photo').waitFor();
  await send(page, 'photo.jpg', 'image/jpeg', Buffer.alloc(17 << 20));
  await page.getByText('dépasse 16').waitFor();
  await visitor.context.close();
});

test('who refuses the camera is told what else there is', { timeout: 60_000 }, async () => {
  const visitor = await person(browser, { viewport: phone, name: 'check-refused' });
  const { page } = visitor;
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto(`${server.url}/B`);
  await page.getByRole('button', { name: 'Ouvrir l’appareil photo' }).click();
  await page.getByText('L’accès à l’appareil photo est refusé').waitFor();
  await visitor.look('1');
  assert.deepEqual(visitor.faults, []);
  await visitor.context.close();
});
