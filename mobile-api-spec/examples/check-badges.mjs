// Checks the badges of a demonstration as a stranger would, with verifiers that others wrote: jose for the JWTs, Digital Bazaar's vc for the embedded proofs and
// the status lists, zbar and ZXing for the codes, on the screen and on paper. Needs zbarimg (zbar-tools) and pdftoppm (poppler-utils).
//
//   BASE_URL=http://127.0.0.1:5080 node check-badges.mjs ../../data/demo.json
//
// It takes the label from one invented shop, and the server gets new keys. Prints every step; ends with "N passed, N failed" and exits with 1 if one failed.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list'
import * as jose from 'jose'
import { PNG } from 'pngjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { loader } from './contexts.mjs'

const run = promisify(execFile)
// Left alone, it would fetch its own code from elsewhere.
await prepareZXingModule({ overrides: { wasmBinary: (await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))).buffer }, fireImmediately: true })

const demo = JSON.parse(await readFile(process.argv[2], 'utf8'))
const baseUrl = (process.env.BASE_URL ?? demo.baseUrl).replace(/\/$/, '')
const [active, suspended, , another] = demo.shops
const folder = await mkdtemp(join(tmpdir(), 'badges-'))
const JSON_FORM = { accept: 'application/vc+ld+json' }

let passed = 0
let failed = 0

async function step(name, act) {
  try {
    const detail = await act()
    passed++
    console.log(`ok    ${name}${detail ? `: ${detail}` : ''}`)
  } catch (error) {
    failed++
    console.log(`FAIL  ${name}: ${error.message.split('\n').slice(0, 12).join(' | ')}`)
  }
}

const get = async (path, headers = {}) => {
  const response = await fetch(new URL(path, baseUrl), { headers, signal: AbortSignal.timeout(30_000) })
  assert.equal(response.status, 200, `${path}: ${response.status}`)
  return response
}
const text = async (path, headers) => (await get(path, headers)).text()
const json = async (path, headers) => (await get(path, headers)).json()
const bytes = async (path, headers) => Buffer.from(await (await get(path, headers)).arrayBuffer())

const judged = async badge => {
  const response = await fetch(`${baseUrl}/v1/badges/verify`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: badge }) })
  assert.equal(response.status, 200)
  return response.json()
}

const tokenOf = async role => {
  const { clientId, clientSecret } = demo.clients[role]
  const answer = await fetch(`${baseUrl}/connect/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }) })
  return (await answer.json()).access_token
}

const did = `did:web:${new URL(baseUrl).host.replace(':', '%3A')}`

// Whose word a proof is, we find out ourselves: the issuer is the one whose host we asked, and no other.
const documentLoader = loader(async url => {
  if (url === did) return json('/.well-known/did.json')
  if (url.startsWith(`${did}#`)) return (await json('/.well-known/did.json')).verificationMethod.find(method => method.id === url)
  if (url.startsWith(`${baseUrl}/v1/status/`)) return json(url, JSON_FORM)
  return null
})

/** By its embedded proof: whether it holds, and what the status lists say. */
async function byProof(credential) {
  const result = await vc.verifyCredential({ credential, suite: new DataIntegrityProof({ cryptosuite }), documentLoader, checkStatus: options => checkStatus({ ...options, verifyBitstringStatusListCredential: true }) })
  const status = result.statusResult?.results ?? []
  return { verified: result.verified, why: result.error?.message, status: Object.fromEntries(status.map(entry => [entry.credentialStatus.statusPurpose, entry.status])) }
}

/** By its JWT: the claims. */
async function byJwt(jwt) {
  const { kid } = jose.decodeProtectedHeader(jwt)
  assert.ok(kid.startsWith(`${baseUrl}/keys/`), kid)
  const key = await jose.importJWK(await json(kid), 'ES256')
  const { payload, protectedHeader } = await jose.jwtVerify(jwt, key, { algorithms: ['ES256'], issuer: did, typ: 'JWT', requiredClaims: ['nbf', 'sub', 'jti'] })
  assert.deepEqual(Object.keys(protectedHeader).sort(), ['alg', 'kid', 'typ'])
  return payload
}

const bitOf = (encodedList, index) => {
  assert.equal(encodedList[0], 'u')
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'))
  assert.ok(bits.length * 8 >= 131_072)
  return (bits[index >> 3] & (0x80 >> (index & 7))) !== 0
}

await step('The owner’s keys: a DID document, a JWK set, and each key alone', async () => {
  const document = await json('/.well-known/did.json')
  const { keys } = await json('/.well-known/jwks.json')
  assert.equal(document.id, did)
  assert.ok(document.assertionMethod.length > 0 && document.assertionMethod.every(method => typeof method === 'string'))
  assert.deepEqual(document.assertionMethod.toSorted(), document.verificationMethod.map(method => method.id).toSorted())
  for (const method of document.verificationMethod) {
    const kid = method.id.slice(did.length + 1)
    const jwk = keys.find(key => key.kid === kid)
    assert.deepEqual(await json(`/keys/${kid}`), jwk)
    if (method.type === 'JsonWebKey') assert.deepEqual(method.publicKeyJwk, jwk)
    else assert.deepEqual([method.type, jwk.crv], ['Multikey', 'Ed25519'])
    assert.equal(method.controller, did)
  }
  return document.verificationMethod.map(method => method.type).join(', ')
})

await step('A badge as a JWT, by jose', async () => {
  const response = await get(`/v1/badges/${active.grant}`)
  assert.equal(response.headers.get('content-type'), 'application/vc+jwt')
  const claims = await byJwt(await response.text())
  assert.equal(claims.iss, claims.issuer.id)
  assert.equal(claims.sub, claims.credentialSubject.id)
  assert.equal(claims.jti, claims.id)
  assert.equal(claims.nbf, Date.parse(claims.validFrom) / 1000)
  assert.equal(claims.exp, Date.parse(claims.validUntil) / 1000)
  assert.equal(claims.credentialSubject.licenseNumber, active.grant)
  assert.equal(claims.credentialSubject.name, active.name)
  for (const entry of claims.credentialStatus) {
    const list = await byJwt(await text(entry.statusListCredential))
    assert.equal(bitOf(list.credentialSubject.encodedList, Number(entry.statusListIndex)), false, entry.statusPurpose)
  }
  return claims.name
})

await step('A badge with an embedded proof, by @digitalbazaar/vc', async () => {
  const response = await get(`/v1/badges/${active.grant}`, JSON_FORM)
  assert.equal(response.headers.get('content-type'), 'application/vc+ld+json')
  const credential = await response.json()
  assert.deepEqual(await byProof(credential), { verified: true, why: undefined, status: { revocation: false, suspension: false } })
  assert.equal(credential.issuer.id, did)

  assert.equal((await judged(JSON.stringify(credential))).valid, true)

  const forged = structuredClone(credential)
  forged.credentialSubject.name = 'Somebody else'
  assert.equal((await byProof(forged)).verified, false)
  assert.deepEqual((await judged(JSON.stringify(forged))).reasons, ['bad_signature'])
})

await step('A suspended grant: the proof holds, and the list says suspended', async () => {
  const { verified, status } = await byProof(await json(`/v1/badges/${suspended.grant}`, JSON_FORM))
  assert.deepEqual({ verified, status }, { verified: true, status: { revocation: false, suspension: true } })
})

await step('A grant that is withdrawn: the list says revoked, and a copy that was kept is found to be old', async () => {
  const before = await get('/v1/status/revocation', JSON_FORM)
  assert.match(before.headers.get('cache-control'), /max-age=\d+/)
  const etag = before.headers.get('etag')
  const again = () => fetch(`${baseUrl}/v1/status/revocation`, { headers: { ...JSON_FORM, 'if-none-match': etag } })
  assert.equal((await again()).status, 304)
  const credential = await json(`/v1/badges/${another.grant}`, JSON_FORM)
  assert.equal((await byProof(credential)).status.revocation, false)

  const withdrawn = await fetch(`${baseUrl}/v1/label/grants/${another.grant}/withdraw`, {
    method: 'POST', headers: { authorization: `Bearer ${await tokenOf('label-committee')}`, 'content-type': 'application/json' }, body: JSON.stringify({ reason: 'Example' })
  })
  assert.equal(withdrawn.status, 200, await withdrawn.text())
  assert.equal((await again()).status, 200)
  const { verified, status } = await byProof(credential)
  assert.deepEqual({ verified, status }, { verified: true, status: { revocation: true, suspension: false } })
  assert.deepEqual((await judged(await text(`/v1/badges/${another.grant}`))).reasons, ['withdrawn'])
})

// What a camera sees of a code that is not held well: turned, small, blurred, pale, noisy, with a thumb on it.
function degraded(png) {
  const from = PNG.sync.read(png)
  const [angle, scale, size] = [(7 * Math.PI) / 180, 0.62, Math.ceil(from.width * 0.85)]
  const to = new PNG({ width: size, height: size })
  let seed = 1
  const noise = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648 - 0.5
  const at = (x, y) => (x < 0 || y < 0 || x >= from.width || y >= from.height ? 255 : from.data[(Math.floor(y) * from.width + Math.floor(x)) * 4])
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = 0
      for (let j = -2; j <= 2; j++) for (let i = -2; i <= 2; i++) {
        const [u, v] = [(x + i * 0.5 - size / 2) / scale, (y + j * 0.5 - size / 2) / scale]
        sum += at(u * Math.cos(angle) + v * Math.sin(angle) + from.width / 2, v * Math.cos(angle) - u * Math.sin(angle) + from.height / 2)
      }
      const thumb = Math.hypot(x - size * 0.6, y - size * 0.55) < size * 0.03
      const light = thumb ? 150 : 60 + (sum / 25) * 0.55 + noise() * 20
      to.data.set([light, light, light, 255], (y * size + x) * 4)
    }
  }
  return PNG.sync.write(to)
}

async function byZbar(png) {
  const file = join(folder, 'code.png')
  await writeFile(file, png)
  return (await run('zbarimg', ['--raw', '-q', file])).stdout.trim()
}

async function byZxing(png) {
  const [code] = await readBarcodes(png, { formats: ['QRCode'], tryHarder: true })
  return code
}

const page = async (pdf, dpi) => {
  await writeFile(join(folder, 'paper.pdf'), pdf)
  await run('pdftoppm', ['-r', String(dpi), '-png', '-singlefile', join(folder, 'paper.pdf'), join(folder, 'paper')])
  return readFile(join(folder, 'paper.png'))
}

const { text: code } = await json(`/v1/badges/${active.grant}/code`)

await step('The code on a screen, clean and degraded, by zbar and by ZXing', async () => {
  const png = await bytes(`/v1/badges/${active.grant}/qr.png`)
  assert.equal(await byZbar(png), code)
  assert.equal((await byZxing(png)).text, code)
  const bad = degraded(png)
  assert.equal(await byZbar(bad), code)
  assert.equal((await byZxing(bad)).text, code)
  const check = await judged(code)
  assert.deepEqual([check.valid, check.badge.number, check.live.standing], [true, active.grant, 'active'])
})

for (const [paper, width] of [['sticker', 50], ['poster', 130]]) {
  await step(`The code on the ${paper}, ${width} mm wide, by zbar and by ZXing`, async () => {
    const pdf = await bytes(`/v1/badges/${active.grant}/${paper}.pdf`)
    const png = await page(pdf, 150)
    assert.equal(await byZbar(png), code)
    const { text: read, position, version } = await byZxing(png)
    assert.equal(read, code)
    const side = (Math.hypot(position.topRight.x - position.topLeft.x, position.topRight.y - position.topLeft.y) / 150) * 25.4
    assert.ok(Math.abs(side - width) < 1, `${side} mm`)
    assert.equal(await byZbar(degraded(png)), code)
    assert.equal((await byZxing(degraded(png))).text, code)
    return `${side.toFixed(1)} mm measured, version ${version}`
  })
}

await step('Papers say whose badge it is, in both languages', async () => {
  for (const [language, until] of [['fr', 'Valable jusqu’au'], ['en', 'Valid until']]) {
    await writeFile(join(folder, 'sticker.pdf'), await bytes(`/v1/badges/${active.grant}/sticker.pdf?lang=${language}`))
    const { stdout } = await run('pdftotext', ['-layout', join(folder, 'sticker.pdf'), '-'])
    const said = stdout.replace(/\s+/g, ' ')
    for (const wanted of [active.name, active.grant, until]) assert.ok(said.includes(wanted), `${wanted} in ${said}`)
  }
})

/** The text of the first iTXt chunk with the keyword of Open Badges. */
function chunkIn(png) {
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'iTXt' && data.toString('latin1').startsWith('openbadgecredential\0')) return data.subarray(24).toString('utf8')
  }
  return null
}

await step('Baked pictures: what is in them is the credential', async () => {
  const png = await bytes(`/v1/badges/${active.grant}/baked.png`)
  assert.ok(PNG.sync.read(png, { checkCRC: true }).width >= 256)
  const svg = await text(`/v1/badges/${active.grant}/baked.svg`)
  assert.match(svg, /^<svg [^>]*xmlns:openbadges="https:\/\/purl\.imsglobal\.org\/ob\/v3p0"[^>]*><openbadges:credential verify="/)
  for (const baked of [chunkIn(png), svg.match(/<openbadges:credential verify="([^"]+)"/)[1]]) {
    assert.equal((await byJwt(baked)).credentialSubject.licenseNumber, active.grant)
    assert.deepEqual(await judged(baked).then(({ valid, reasons }) => ({ valid, reasons })), { valid: true, reasons: [] })
  }
})

await step('Forgeries are never valid', async () => {
  const good = await text(`/v1/badges/${active.grant}`)
  const [head, body, signature] = good.split('.')
  const header = JSON.parse(Buffer.from(head, 'base64url'))
  const claims = JSON.parse(Buffer.from(body, 'base64url'))
  const part = object => Buffer.from(JSON.stringify(object)).toString('base64url')
  const own = await jose.generateKeyPair('ES256', { extractable: true })
  const signed = (protectedHeader, payload = claims) => new jose.CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader(protectedHeader).sign(own.privateKey)
  const reasons = {
    'alg none': [`${part({ ...header, alg: 'none' })}.${body}.`, 'bad_signature'],
    'alg none without a key': [`${part({ alg: 'none', typ: 'JWT' })}.${body}.`, 'unknown_issuer'],
    'a key brought along': [await signed({ ...header, jwk: await jose.exportJWK(own.publicKey) }), 'unknown_issuer'],
    'a key brought along, no kid': [await signed({ alg: 'ES256', typ: 'JWT', jwk: await jose.exportJWK(own.publicKey) }), 'unknown_issuer'],
    'our kid, their key': [await signed(header), 'bad_signature'],
    'an unknown kid': [await signed({ ...header, kid: `${baseUrl}/keys/0123456789abcdef` }), 'unknown_issuer'],
    'another issuer': [await signed({ ...header, kid: 'https://elsewhere.example/keys/0123456789abcdef' }, { ...claims, iss: 'did:web:elsewhere.example' }), 'unknown_issuer'],
    'changed claims': [`${head}.${part({ ...claims, exp: claims.exp + 86_400 })}.${signature}`, 'bad_signature'],
    'a status list': [await text('/v1/status/revocation'), 'malformed'],
    'no JWT': ['eyJ.eyJ.eyJ', 'malformed'],
  }
  for (const [name, [badge, reason]] of Object.entries(reasons)) assert.deepEqual(await judged(badge).then(({ valid, reasons, live }) => ({ valid, reasons, live })), { valid: false, reasons: [reason], live: null }, name)
  assert.equal((await judged(good)).valid, true)
  return `${Object.keys(reasons).length} kinds`
})

await step('New keys sign from now on, and what the old ones signed still holds', async () => {
  const [jwt, credential] = [await text(`/v1/badges/${active.grant}`), await json(`/v1/badges/${active.grant}`, JSON_FORM)]
  const essledger = fileURLToPath(new URL('../../ops/essledger', import.meta.url))
  for (const purpose of ['badge', 'badge-proof']) await run(essledger, ['keys', 'rotate', purpose, '--data', dirname(process.argv[2])])
  const methodOf = async () => (await json(`/v1/badges/${active.grant}`, JSON_FORM)).proof.verificationMethod
  for (const until = Date.now() + 20_000; (await methodOf()) === credential.proof.verificationMethod; await sleep(500)) assert.ok(Date.now() < until, 'not taken up after 20 s')
  assert.notEqual(jose.decodeProtectedHeader(await text(`/v1/badges/${active.grant}`)).kid, jose.decodeProtectedHeader(jwt).kid)

  for (const one of [jwt, await text(`/v1/badges/${active.grant}`)]) assert.equal((await byJwt(one)).credentialSubject.licenseNumber, active.grant)
  for (const one of [credential, await json(`/v1/badges/${active.grant}`, JSON_FORM)]) assert.equal((await byProof(one)).verified, true)
})

await rm(folder, { recursive: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
