// A label's whole life against a running demonstration, from nothing but the protocol: a cooperation signed by both devices, a file from the draft to the
// grant and its appeal, and what the register says about every day in between.
//
//   BASE_URL=http://127.0.0.1:5080 node label.mjs ../../data/demo.json
//
// Prints every step; ends with "N passed, N failed" and exits with 1 if one failed. It decides about invented participants, so run it on a demonstration only.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { makeMessage, uuidText } from './payloads.mjs'
import { keyId, publicKeyOf, sha256, signEs256k } from './signatures.mjs'

const file = process.argv[2] ?? process.env.DEMO_JSON
if (!file) {
  console.error('usage: [BASE_URL=http://…] node label.mjs PATH/TO/demo.json')
  process.exit(2)
}
const demo = JSON.parse(await readFile(file, 'utf8'))
const baseUrl = (process.env.BASE_URL ?? demo.baseUrl).replace(/\/$/, '')

// ---- Steps ----

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

// ---- The world outside ----

const tokens = new Map()

async function tokenOf({ clientId, clientSecret }) {
  if (!tokens.has(clientId)) {
    const response = await fetch(`${baseUrl}/connect/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }) })
    assert.equal(response.status, 200)
    tokens.set(clientId, (await response.json()).access_token)
  }
  return tokens.get(clientId)
}

/** A call; by whom: a role of the demonstration, a participant, or nobody. The answer's JSON, which must come with a certain status. */
async function call(expected, path, { as, body, cose } = {}) {
  const client = typeof as === 'string' ? demo.clients[as] : as
  const response = await fetch(baseUrl + path, {
    method: body || cose ? 'POST' : 'GET',
    body: cose ?? (body && JSON.stringify(body)),
    headers: {
      ...(client && { authorization: `Bearer ${await tokenOf(client)}` }),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomBytes(12).toString('hex') }),
      ...(cose && { 'content-type': 'application/cose' }),
    },
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  assert.equal(response.status, expected, `${path}: ${text}`)
  return text === '' ? null : JSON.parse(text)
}

const refused = async (status, code, path, options) => assert.equal((await call(status, path, options)).code, code)

/** Days as the ledger counts them: those of Europe/Paris. */
const day = (ahead = 0) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(Date.now() + ahead * 86_400_000)

// ---- A participant's device ----

/** What a participant signs; any of the values may be replaced. */
function confirmation(participant, values = {}, secret = Buffer.from(participant.deviceKey, 'hex')) {
  const says = { ledger: ledger.labelLedger, cooperation: cooperation.cooperation, text: sha256(Buffer.from(text)), participant: participant.participant, day: day(), ...values }
  return makeMessage('vnd.essledger.cooperation', says, keyId(publicKeyOf(secret)), bytes => signEs256k(bytes, secret))
}

const newId = () => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return uuidText(bytes)
}

// ---- What happens ----

const text = 'La ressourcerie livre des bocaux consignés, le commerce les reprend. (exemple)'
const ess = demo.participants.find(participant => participant.kind === 'ess')
const merchant = demo.participants.find(participant => participant.kind === 'merchant')
let ledger, cooperation, application, number

await step('the label book has a name of its own', async () => {
  ledger = await call(200, '/v1/ledger')
  assert.notEqual(ledger.labelLedger, ledger.ledger)
  return ledger.labelLedger
})

await step('a cooperation joins an ESS actor and a merchant', async () => {
  const fields = { from: ess.participant, to: merchant.participant, form: 'supply', text, start: day() }
  await refused(403, 'forbidden', '/v1/label/cooperations', { as: merchant, body: fields })
  await refused(422, 'same_participant', '/v1/label/cooperations', { as: ess, body: { ...fields, to: ess.participant } })
  await refused(422, 'until_too_early', '/v1/label/cooperations', { as: ess, body: { ...fields, end: day(-1) } })
  cooperation = await call(201, '/v1/label/cooperations', { as: ess, body: fields })
  assert.equal(cooperation.state, 'proposed')
})

await step('only the registered device signs, and only this text', async () => {
  const path = `/v1/label/cooperations/${cooperation.cooperation}/confirm`
  const stranger = randomBytes(32)
  stranger[0] &= 0x7f
  await refused(422, 'unknown_key', path, { as: ess, cose: await confirmation(ess, {}, stranger) })
  await refused(422, 'cooperation_mismatch', path, { as: ess, cose: await confirmation(ess, { text: sha256(Buffer.from(text + ' ')) }) })
  await refused(422, 'cooperation_mismatch', path, { as: ess, cose: await confirmation(ess, { cooperation: newId() }) })
  await refused(422, 'wrong_ledger', path, { as: ess, cose: await confirmation(ess, { ledger: ledger.ledger }) })
  await refused(422, 'in_future', path, { as: ess, cose: await confirmation(ess, { day: day(3) }) })
  await refused(400, 'malformed_payload', path, { as: ess, cose: (await confirmation(ess)).subarray(1) })
  const broken = Buffer.from(await confirmation(ess))
  broken[broken.length - 1] ^= 1
  await refused(422, 'bad_signature', path, { as: ess, cose: broken })
})

await step('it is in force once both have signed', async () => {
  const path = `/v1/label/cooperations/${cooperation.cooperation}`
  assert.equal((await call(200, `${path}/confirm`, { as: ess, cose: await confirmation(ess) })).state, 'proposed')
  assert.equal((await call(200, `${path}/confirm`, { as: merchant, cose: await confirmation(merchant) })).state, 'in_force')
  assert.equal((await call(200, `${path}/confirm`, { as: merchant, cose: await confirmation(merchant) })).state, 'in_force')
  assert.equal((await call(200, path, { as: 'city' })).state, 'in_force')
  await refused(404, 'unknown_cooperation', path, { as: 'resident' })
})

await step('a new participant is entered and applies', async () => {
  const participant = await call(201, '/v1/label/participants', { as: 'participant', body: { kind: 'ess', name: 'Association Exemple', rna: `W${String(Date.now()).slice(-9)}`, commune: '59355', family: 'association', filieres: ['care'] } })
  assert.equal(participant.declared.commune, '59355')
  application = (await call(201, '/v1/label/applications', { as: 'participant', body: { participant: participant.participant } })).application
  await refused(404, 'unknown_application', `/v1/label/applications/${application}`, { as: 'resident' })
  return application
})

const at = (path, as, body) => call(200, `/v1/label/applications/${application}${path}`, { as, body })
const refusedAt = (status, code, path, as, body) => refused(status, code, `/v1/label/applications/${application}${path}`, { as, body })

await step('it is handed in once nothing mandatory is missing', async () => {
  await refusedAt(422, 'criteria_open', '/submit', 'participant', {})
  const { criteria } = await call(200, '/v1/label/charters/1')
  for (const { number, wording } of criteria.filter(criterion => criterion.for.includes('ess'))) await at('/commitments', 'participant', { criterion: number, text: wording })
  await refusedAt(422, 'unknown_criterion', '/commitments', 'participant', { criterion: 999, text: 'Rien' })
  assert.equal((await at('/submit', 'participant', {})).state, 'submitted')
})

await step('the office goes step by step, and nobody judges twice', async () => {
  await refusedAt(403, 'forbidden', '/admissibility', 'participant', { admissible: true, reason: 'À moi' })
  await refusedAt(422, 'wrong_state', '/opinions', 'label-committee', { vote: 'for', reason: 'Trop tôt' })
  assert.equal((await at('/admissibility', 'label-manager', { admissible: true, reason: 'Complet.' })).state, 'admissible')
  await refusedAt(422, 'deontology_missing', '/visits', 'label-visitor', { deontology: false, reason: 'Vu.' })
  assert.equal((await at('/visits', 'label-visitor', { deontology: true, reason: 'Vu, sans juger.' })).state, 'visited')
  await refusedAt(422, 'wrong_state', '/decision', 'label-committee', { outcome: 'refused', reason: 'Sans avis' })
  assert.equal((await at('/opinions', 'label-committee', { vote: 'against', reason: 'Réservé.' })).state, 'advised')
})

await step('a refusal is appealed, and another panel grants', async () => {
  assert.equal((await at('/decision', 'label-committee', { outcome: 'refused', reason: 'Pas encore.' })).state, 'refused')
  await at('/appeal', 'participant', { reason: 'Nous avons changé.' })
  const granted = await at('/appeal/decision', 'appeal', { allowed: true, reason: 'Fondé.', level: 2 })
  assert.equal(granted.state, 'granted')
  number = granted.grant
  const grant = await call(200, `/v1/label/grants/${number}`)
  assert.deepEqual([grant.standing, grant.level, grant.kind, grant.from], ['active', 2, 'ess', day()])
  return number
})

await step('a grant stands on any day as it stood, and as it was known', async () => {
  const on = async (query, standing) => assert.equal((await call(200, `/v1/label/grants/${number}?${query}`)).standing, standing)
  await on(`on=${day(-1)}`, 'none')
  await call(200, `/v1/label/grants/${number}/suspend`, { as: 'label-manager', body: { reason: 'Contrôle.', effective: day(10), through: day(20) } })
  await on(`on=${day(9)}`, 'active')
  await on(`on=${day(10)}`, 'suspended')
  await on(`on=${day(20)}`, 'suspended')
  await on(`on=${day(21)}`, 'active')
  await on(`on=${day(5000)}`, 'expired')
  await refused(422, 'effective_before_grant', `/v1/label/grants/${number}/withdraw`, { as: 'label-manager', body: { reason: 'Trop tôt.', effective: day(-30) } })
  await call(200, `/v1/label/grants/${number}/renew`, { as: 'label-manager', body: { reason: 'Deuxième terme.' } })
  const { history } = await call(200, `/v1/label/grants/${number}`)
  assert.deepEqual(history.map(line => Object.keys(line).sort().join()), history.map(() => 'day,kind'))
  await refused(404, 'unknown_grant', '/v1/label/grants/LIL-1999-9999')
})

await step('the holder gives it up, and that is final', async () => {
  await refused(403, 'forbidden', `/v1/label/grants/${number}/renounce`, { as: merchant, body: { reason: 'Pas à moi.' } })
  assert.equal((await call(200, `/v1/label/grants/${number}/renounce`, { as: 'participant', body: { reason: 'Fin d’activité.' } })).standing, 'renounced')
  await refused(409, 'already_renounced', `/v1/label/grants/${number}/reinstate`, { as: 'label-manager', body: { reason: 'Non.' } })
})

await step('a partner of the applicant is no judge', async () => {
  // Who acts for the merchant is tied to the ESS actor by the cooperation above; here they try to act on its grant.
  const held = (await call(200, `/v1/label/participants/${ess.participant}`, { as: ess })).grants[0].number
  await refused(403, 'forbidden', `/v1/label/grants/${held}/suspend`, { as: merchant, body: { reason: 'Concurrence.' } })
})

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
