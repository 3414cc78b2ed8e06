// Ways in, from an invitation to signing out everywhere, in Chromium with its virtual authenticator; and an application
// that is not ours, by a client library that is not ours.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as oauth from 'openid-client';
import { launch, person, phone, sizes } from './browser.js';
import { startServer } from './server.js';

const essledger = fileURLToPath(new URL('../../ops/essledger', import.meta.url));
const first = { email: 'alice@example.org' };
const application = {};
let server, browser;

/** A verb of the command line, as an operator gives it while the server runs. */
async function enter({ data }, ...verb) {
  const { stdout } = await promisify(execFile)(essledger, [...verb, '--data', data]);
  return stdout.trim();
}

async function prepare(place) {
  first.password = await enter(place, 'people', 'add', '--role', 'admin', '--name', 'Alice Première', '--email', first.email);
  application.redirect = `${place.url}/B`;
  application.id = await enter(place, 'clients', 'add', '--name', 'Carnet de comptes', '--redirect', application.redirect, '--scope', 'ledger.read');
}

before(
  async () => {
    // A passkey belongs to a name, so the server is called by one here.
    server = await startServer({ host: 'localhost', prepare });
    browser = await launch(join(tmpdir(), 'no-camera.y4m'));
  },
  { timeout: 360_000 },
);

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Somebody whose device can keep passkeys. */
async function withAuthenticator(viewport, name, locale) {
  const someone = await person(browser, { viewport, name, locale });
  const devtools = await someone.context.newCDPSession(someone.page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  // While this is off, nothing is offered and nobody touches the device.
  const present = (enabled) => devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  const passkeys = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return { ...someone, present, passkeys };
}

const email = () => `zoe-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.org`;

/** A bureau of the demonstration invites somebody, and hands the link over. */
async function invite(bureau, address, name) {
  await bureau.page.goto(`${server.url}/demo/office/bureau`);
  await bureau.page.goto(`${server.url}/bureau/invitations`);
  await bureau.page.getByLabel('Nom', { exact: true }).fill(name);
  await bureau.page.locator('#invite-email').fill(address);
  await bureau.page.getByLabel('habitant(e)').check();
  await bureau.page.getByRole('button', { name: 'Inviter' }).click();
  return bureau.page.locator('#invitation-link').textContent();
}

for (const viewport of sizes) {
  describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test('from an invitation to a passkey, in with it again, and out everywhere', { timeout: 180_000 }, async () => {
      const bureau = await person(browser, { viewport, name: 'bureau' });
      await bureau.page.goto(`${server.url}/demo/office/bureau`);
      await bureau.page.goto(`${server.url}/bureau/invitations`);
      await bureau.look('1-invitations');
      const link = await invite(bureau, email(), 'Zoé Nouvelle');
      await bureau.look('2-link');

      const zoe = await withAuthenticator(viewport, 'zoe');
      const { page } = zoe;
      await page.goto(link);
      await page.getByRole('heading', { name: 'Bonjour Zoé Nouvelle' }).waitFor();
      await zoe.look('1-invitation');
      await page.goto(`${link}?lang=en`);
      await zoe.look('1-invitation-en');
      await page.goto(`${link}?lang=fr`);
      await page.getByRole('button', { name: 'Créer ma clé d’accès' }).click();
      await page.getByRole('heading', { name: 'Ma sécurité' }).waitFor();
      assert.equal((await zoe.passkeys()).length, 1);
      await zoe.look('2-security');
      await page.goto(`${server.url}/mon-compte/securite?lang=en`);
      await zoe.look('2-security-en');
      await page.goto(`${server.url}/mon-compte/securite?lang=fr`);

      // The same device does not make a second one.
      await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
      await page.getByText('Cet appareil a déjà une clé d’accès').waitFor();

      // Out; and in by what the browser offers by itself, without a name typed.
      await zoe.present(false);
      await page.goto(`${server.url}/sign-out`);
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await page.getByRole('heading', { name: 'Se connecter', level: 1 }).waitFor();
      await zoe.look('3-sign-in');
      await page.goto(`${server.url}/sign-in?lang=en`);
      await zoe.look('3-sign-in-en');
      await zoe.present(true);
      await page.goto(`${server.url}/sign-in?lang=fr&returnUrl=/mon-compte/securite`);
      const button = page.getByRole('button', { name: 'Se connecter avec une clé d’accès' });
      await Promise.race([page.waitForURL('**/mon-compte/securite'), button.click().catch(() => undefined)]);
      await page.waitForURL('**/mon-compte/securite');
      await page.getByText('utilisée le').waitFor();

      // A wallet on the same browser signs in with the session, and is listed.
      const spent = page.waitForResponse((answer) => answer.url().endsWith('/connect/token') && answer.ok());
      await page.goto(`${server.url}/wallet/#/sign-in`);
      await spent;
      await page.goto(`${server.url}/mon-compte/securite`);
      await page.getByText('EssLedger wallet').first().waitFor();
      await zoe.look('4-sessions');

      await zoe.present(false);
      await page.getByRole('button', { name: 'Se déconnecter partout' }).click();
      await page.getByRole('heading', { name: 'Se connecter', level: 1 }).waitFor();
      await page.goto(`${server.url}/mon-compte/securite`);
      await page.getByRole('heading', { name: 'Se connecter', level: 1 }).waitFor();

      // The link is good once.
      await page.goto(link);
      await page.getByRole('heading', { name: 'Ce lien ne vaut plus rien' }).waitFor();
      await zoe.look('5-over');
      assert.deepEqual([...bureau.faults, ...zoe.faults], []);
      await bureau.context.close();
      await zoe.context.close();
    });
  });
}

test('the first administrator comes with a password, and no further than to a better way', { timeout: 180_000 }, async () => {
  const alice = await withAuthenticator(phone, 'alice');
  const { page } = alice;
  await alice.present(false);
  await page.goto(`${server.url}/sign-in?returnUrl=/bureau/invitations`);
  await page.getByLabel('Adresse électronique').fill(first.email);
  await page.getByLabel('Mot de passe').fill(first.password);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await page.getByText('Avant toute chose').waitFor();
  await alice.look('1-confined');
  await alice.present(true);
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.getByRole('link', { name: 'Continuer' }).click();
  await page.getByRole('heading', { name: 'Invitations', level: 1 }).waitFor();
  assert.deepEqual(alice.faults, []);
  await alice.context.close();
});

test('an application that is not ours is allowed, renewed and taken back, by a client library that is not ours', { timeout: 180_000 }, async () => {
  const config = await oauth.discovery(new URL(server.url), application.id, undefined, oauth.None(), { execute: [oauth.allowInsecureRequests] });
  const verifier = oauth.randomPKCECodeVerifier();
  const state = oauth.randomState();
  const nonce = oauth.randomNonce();
  const url = oauth.buildAuthorizationUrl(config, {
    redirect_uri: application.redirect,
    scope: 'openid offline_access profile ledger.read',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const resident = await person(browser, { viewport: phone, name: 'consent' });
  const { page } = resident;
  await page.goto(`${server.url}/demo/wallet`);
  // The wallet signs in by itself; leaving before it has would be overtaken by that.
  await page.getByRole('button', { name: 'Activer cet appareil' }).waitFor();
  await page.goto(url.href);
  await page.getByRole('heading', { name: 'Carnet de comptes demande votre accord' }).waitFor();
  await resident.look('1-asks');
  await page.getByRole('button', { name: 'Autoriser' }).click();
  await page.waitForURL('**/B?**');
  const tokens = await oauth.authorizationCodeGrant(config, new URL(page.url()), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
  const me = (token) => oauth.fetchProtectedResource(config, token, new URL(`${server.url}/v1/me`), 'GET');
  assert.equal((await me(tokens.access_token)).status, 200);

  await page.goto(oauth.buildEndSessionUrl(config, { id_token_hint: tokens.id_token }).href);
  await page.goto(`${server.url}/mon-compte/securite`);
  await page.getByRole('heading', { name: 'Se connecter', level: 1 }).waitFor();

  const renewed = await oauth.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal((await me(renewed.access_token)).status, 200);
  // A refresh token that comes a second time ends the whole family.
  await assert.rejects(oauth.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
  await assert.rejects(oauth.refreshTokenGrant(config, renewed.refresh_token), { error: 'invalid_grant' });
  await oauth.tokenRevocation(config, renewed.access_token);
  assert.deepEqual(resident.faults, []);
  await resident.context.close();
});
