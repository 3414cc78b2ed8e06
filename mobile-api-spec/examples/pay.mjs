// Pays once against a running demonstration ledger, from nothing but the protocol: account, key, money, QR code, order, receipt, refusal, badge.
//
//   BASE_URL=http://127.0.0.1:5080 node pay.mjs ../../data/demo.json
//
// Prints every step; ends with "N passed, N failed" and exits with 1 if one failed. It makes an account and money, so run it on a demonstration only.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readCode } from './base32.mjs'
import { envelopeOf, makeMessage, protectedHeader, readMessage, toBeSigned, encodePayload, decodeEnvelope, uuidText } from './payloads.mjs'
import { N, importServerKey, keyId, publicKeyOf, sha256, signEs256k, verifyEs256 } from './signatures.mjs'

const file = process.argv[2] ?? process.env.DEMO_JSON
if (!file) {
  console.error('usage: [BASE_URL=http://…] node pay.mjs PATH/TO/demo.json')
  process.exit(2)
}
const demo = JSON.parse(await readFile(file, 'utf8'))
const baseUrl = (process.env.BASE_URL ?? demo.baseUrl).replace(/\/$/, '')
const unit = demo.unit
const shop = demo.shops[0]
const ORDER = 'vnd.essledger.order'

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

const call = (path, { token, method, ...init } = {}) => fetch(baseUrl + path, {
  ...init,
  method: method ?? (init.body === undefined ? 'GET' : 'POST'),
  headers: { ...(token && { authorization: `Bearer ${token}` }), ...init.headers },
  signal: init.signal ?? AbortSignal.timeout(30_000),
})

/** A call with a JSON body (or none); the answer's JSON, which must come with a certain status. */
async function json(expected, path, { token, body } = {}) {
  const response = await call(path, {
    token,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': randomBytes(12).toString('hex') } }),
  })
  return answer(expected, response)
}

/** A signed payload, posted; no token unless one is given. */
const post = async (expected, path, message, token) =>
  answer(expected, await call(path, { token, body: message, headers: { 'content-type': 'application/cose' } }))

async function answer(expected, response) {
  const text = await response.text()
  assert.equal(response.status, expected, text)
  return text === '' ? null : JSON.parse(text)
}

const refusedBy = async (status, code, message) => {
  const problem = await post(status, '/v1/payments', message)
  assert.equal(problem.code, code)
  assert.equal(problem.status, status)
  return problem
}

async function tokenOf({ clientId, clientSecret }) {
  const response = await call('/connect/token', {
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  })
  return (await answer(200, response)).access_token
}

/** Server-sent events, one after another, as {event, data}. */
async function* eventsOf(response) {
  const lines = new TextDecoder()
  let held = ''
  for await (const chunk of response.body) {
    held += lines.decode(chunk, { stream: true })
    for (let end; (end = held.indexOf('\n\n')) >= 0; held = held.slice(end + 2)) {
      const fields = held.slice(0, end).split('\n').map(line => /^(\w+): ?(.*)$/.exec(line)).filter(Boolean)
      const data = fields.filter(([, name]) => name === 'data').map(([, , value]) => value).join('\n')
      if (data) yield { event: fields.find(([, name]) => name === 'event')?.[2] ?? 'message', data: JSON.parse(data) }
    }
  }
}

// ---- The device ----

const secret = randomBytes(32)
secret[0] &= 0x7f // below the order of the curve, whatever the other bytes are
const publicKey = publicKeyOf(secret)
const kid = keyId(publicKey)
const hex = bytes => Buffer.from(bytes).toString('hex')

/** UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then chance. */
function newId(now = Date.now()) {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return uuidText(bytes)
}

const sign = (type, values) => makeMessage(type, values, kid, bytes => signEs256k(bytes, secret))

const order = values => ({ ledger: ledger.ledger, id: newId(), payer: account, payee: shop.account, unit, notAfter: Math.floor(Date.now() / 1000) + 120, ...values })

// ---- The server's own keys ----

/** Reads a payload of the server, and holds it to the published key of its purpose. */
async function readServerMessage(bytes, type) {
  const message = readMessage(bytes, type)
  const jwk = jwks.keys.find(key => key.kid === message.kid)
  assert.ok(jwk, `no published key ${message.kid}`)
  assert.equal(`vnd.essledger.${jwk.purpose}`, type)
  const key = await importServerKey(jwk)
  assert.equal(key.kid, message.kid, 'the kid is not the digest of the key')
  assert.ok(await verifyEs256(message.signed, message.signature, key), 'the signature does not hold')
  return message.says
}

// ---- What happens ----

const tokens = {}
let ledger, jwks, account, request, asked, paid, first, bytes, stream

await step('tokens by client credentials', async () => {
  for (const role of ['bureau', 'treasurer', 'approver', 'merchant', 'auditor']) tokens[role] = await tokenOf(demo.clients[role])
  return Object.keys(tokens).join(', ')
})

await step('the ledger and its keys', async () => {
  ledger = await json(200, '/v1/ledger')
  jwks = await json(200, '/.well-known/jwks.json')
  assert.equal(ledger.ledger, demo.ledger)
  assert.equal(ledger.unit, unit)
  assert.equal(ledger.exponent, 2)
  assert.ok(Math.abs(Date.parse(ledger.time) - Date.now()) < 60_000, 'the clocks differ by more than a minute')
  return `${ledger.ledger}, keys for ${jwks.keys.map(key => key.purpose).join(', ')}`
})

await step('without a token nothing of an account', async () => {
  assert.equal((await json(401, `/v1/accounts/${shop.account}`)).code !== undefined, true)
})

await step('an account, opened by a bureau', async () => {
  const opened = await json(201, '/v1/accounts', { token: tokens.bureau, body: { kind: 'resident', holder: { name: 'Ada Exemple' } } })
  assert.equal(opened.state, 'active')
  assert.match(opened.account, /^[A-Z2-7]{20,22}$/)
  account = opened.account
  return account
})

await step('an unknown member is refused', async () => {
  const problem = await json(400, '/v1/accounts', { token: tokens.bureau, body: { kind: 'resident', holder: { name: 'Ada Exemple' }, colour: 'blue' } })
  assert.equal(problem.code, 'unknown_field')
})

await step('the device proves that it holds its key', async () => {
  const { challenge } = await json(200, `/v1/accounts/${account}/key-challenge`, { token: tokens.bureau, body: {} })
  const proof = await sign('vnd.essledger.proof', { ledger: ledger.ledger, account, challenge: Buffer.from(challenge, 'base64url'), key: publicKey })
  assert.equal((await post(201, `/v1/accounts/${account}/keys`, proof, tokens.bureau)).kid, hex(kid))
  return hex(kid)
})

await step('a treasurer asks for money, another person makes it', async () => {
  const source = { kind: 'cash', reference: `pay.mjs ${newId()}`, amount: 5000 }
  const body = { account, amount: 5000, unit, source }
  const { issuance, state } = await json(202, '/v1/issuances', { token: tokens.treasurer, body })
  assert.equal(state, 'pending')
  assert.equal((await json(409, '/v1/issuances', { token: tokens.treasurer, body })).code, 'already_issued')
  assert.equal((await json(200, `/v1/issuances/${issuance}/approve`, { token: tokens.approver, body: {} })).state, 'done')
})

await step('a till asks for 12.50', async () => {
  asked = await json(201, '/v1/payment-requests', { token: tokens.merchant, body: { payee: shop.account, amount: 1250, unit, reference: 'pay.mjs', expiresInSeconds: 300 } })
  return asked.uri
})

await step('the payer reads the code and checks the ledger\'s signature', async () => {
  const code = readCode(asked.uri)
  assert.equal(code?.kind, 'R')
  assert.equal(asked.uri, asked.uri.toUpperCase())
  request = await readServerMessage(code.bytes, 'vnd.essledger.request')
  assert.equal(request.ledger, ledger.ledger)
  assert.equal(request.request, asked.request)
  assert.equal(request.payee, shop.account)
  assert.equal(request.amount, 1250n)
  assert.ok(shop.name.startsWith(request.payeeName), `${request.payeeName} is not ${shop.name}`)
  return `${request.payeeName}, ${request.amount} ${request.unit}, label ${request.grant ?? 'none'}`
})

await step('the till listens: the request is open', async () => {
  // A stream that stays silent ends here, with an error in whoever reads it.
  stream = eventsOf(await call(`/v1/payment-requests/${asked.request}/events`, { signal: AbortSignal.timeout(20_000) }))
  const { value } = await stream.next()
  assert.equal(value.event, 'state')
  assert.equal(value.data.state, 'open')
})

await step('the order is paid: 201', async () => {
  paid = order({ amount: request.amount, request: request.request, note: 'café 🥐' })
  bytes = await sign(ORDER, paid)
  first = await post(201, '/v1/payments', bytes)
  assert.equal(first.payment, paid.id)
  assert.equal(first.state, 'done')
  assert.equal(first.amount, 1250)
  return `position ${first.position}`
})

await step('the same order again: 200 and the same JSON', async () => {
  assert.deepEqual(await post(200, '/v1/payments', bytes), first)
})

await step('the receipt is signed and is about this order', async () => {
  const receipt = await readServerMessage(Buffer.from(first.receipt, 'base64url'), 'vnd.essledger.receipt')
  assert.equal(receipt.order, paid.id)
  assert.equal(receipt.position, BigInt(first.position))
  assert.equal(receipt.amount, paid.amount)
  assert.equal(receipt.payer, account)
  assert.equal(receipt.payee, shop.account)
  assert.equal(hex(receipt.received), hex(sha256(bytes)))
  assert.equal(Number(receipt.committedAt), Date.parse(first.committedAt))
})

await step('the payee reads the same receipt by its address', async () => {
  const response = await call(`/v1/payments/${paid.id}/receipt`, { token: tokens.merchant })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type'), /^application\/cose/)
  assert.equal(Buffer.from(await response.arrayBuffer()).toString('base64url'), first.receipt)
})

await step('the till hears: paid', async () => {
  for await (const { event, data } of stream) {
    if (event !== 'paid') continue
    assert.equal(data.request, asked.request)
    assert.equal(data.amount, 1250)
    assert.equal(Date.parse(data.committedAt), Date.parse(first.committedAt))
    assert.equal((await json(200, `/v1/payment-requests/${asked.request}`)).state, 'paid')
    return
  }
  assert.fail('the stream ended without an event "paid"')
})

await step('both balances include the payment', async () => {
  const payer = await json(200, `/v1/accounts/${account}`, { token: tokens.auditor })
  assert.equal(payer.balance, 5000 - 1250)
  assert.ok(payer.position >= first.position)
  const { items } = await json(200, `/v1/accounts/${shop.account}/entries?limit=20`, { token: tokens.merchant })
  assert.ok(items.some(item => item.payment === paid.id && item.amount === 1250), 'the shop has no such entry')
})

await step('the same id with another amount: order_id_reused', async () =>
  void await refusedBy(409, 'order_id_reused', await sign(ORDER, { ...paid, amount: 1251n })))

await step('the request is paid once: request_closed', async () =>
  void await refusedBy(422, 'request_closed', await sign(ORDER, order({ amount: 1250n, request: asked.request }))))

await step('more than there is: insufficient_funds, now and when repeated', async () => {
  const tooMuch = await sign(ORDER, order({ amount: 6000n }))
  await refusedBy(422, 'insufficient_funds', tooMuch)
  await refusedBy(422, 'insufficient_funds', tooMuch)
})

await step('a high s is a bad signature', async () => {
  const values = order({ amount: 1n })
  const header = protectedHeader(ORDER, kid)
  const payload = encodePayload(ORDER, values)
  const signature = signEs256k(toBeSigned(header, payload), secret)
  const high = (N - BigInt(`0x${hex(signature.subarray(32))}`)).toString(16).padStart(64, '0')
  await refusedBy(422, 'bad_signature', envelopeOf(header, payload, new Uint8Array(Buffer.concat([signature.subarray(0, 32), Buffer.from(high, 'hex')]))))
})

await step('a byte too many is a malformed payload', async () =>
  void await refusedBy(400, 'malformed_payload', new Uint8Array(Buffer.concat([bytes, Buffer.of(0)]))))

await step('a stranger\'s kid is an unknown key', async () => {
  const stranger = randomBytes(32)
  stranger[0] &= 0x7f
  await refusedBy(422, 'unknown_key', await makeMessage(ORDER, order({ amount: 1n }), keyId(publicKeyOf(stranger)), message => signEs256k(message, stranger)))
})

await step('an order of the past or of the far future: order_expired, expiry_too_far', async () => {
  const now = Math.floor(Date.now() / 1000)
  await refusedBy(422, 'order_expired', await sign(ORDER, order({ amount: 1n, notAfter: now - 5 })))
  await refusedBy(422, 'expiry_too_far', await sign(ORDER, order({ amount: 1n, notAfter: now + 700 })))
})

await step('the shop gives the money back', async () => {
  const till = Buffer.from(shop.deviceKey, 'hex')
  const refund = order({ payer: shop.account, payee: account, amount: 1250n, refunds: paid.id })
  await post(201, '/v1/payments', await makeMessage(ORDER, refund, keyId(publicKeyOf(till)), message => signEs256k(message, till)))
  assert.equal((await json(200, `/v1/accounts/${account}`, { token: tokens.auditor })).balance, 5000)
})

await step('the shop turns 3.00 into euro, for the fee that it was told', async () => {
  await post(201, '/v1/payments', await sign(ORDER, order({ amount: 300n })))
  const quote = await json(200, '/v1/reconversions/quote?amount=300', { token: tokens.merchant })
  assert.equal(quote.payer, shop.account)
  assert.equal(quote.net, quote.amount - quote.fee)
  const till = Buffer.from(shop.deviceKey, 'hex')
  const reconversion = order({ payer: shop.account, payee: quote.account, amount: 300n, fee: BigInt(quote.fee) })
  await post(201, '/v1/payments', await makeMessage(ORDER, reconversion, keyId(publicKeyOf(till)), message => signEs256k(message, till)))
  const { state, net } = await json(200, `/v1/reconversions/${reconversion.id}`, { token: tokens.merchant })
  assert.equal(state, 'in_progress')
  assert.equal(net, quote.net)
  return `${net} cents to come, ${quote.fee} kept`
})

await step('an individual does not: not_professional', async () =>
  void await refusedBy(422, 'not_professional', await sign(ORDER, order({ payee: 'RECONVERSION', amount: 100n, fee: 2n }))))

await step('the shop\'s badge is signed and valid', async () => {
  const { text } = await json(200, `/v1/badges/${shop.grant}/code`)
  const badge = await readServerMessage(readCode(text).bytes, 'vnd.essledger.badge')
  assert.equal(badge.grant, shop.grant)
  assert.equal(badge.holderId, shop.siret)
  const check = await json(200, '/v1/badges/verify', { body: { text } })
  assert.equal(check.valid, true)
  assert.deepEqual(check.reasons, [])
  assert.equal(check.live.standing, 'active')

  // A character well within the signature: those at the end would spoil base32 instead.
  const at = text.length - 10
  const forged = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  assert.notDeepEqual(decodeEnvelope(readCode(forged).bytes).signature, decodeEnvelope(readCode(text).bytes).signature)
  assert.equal((await json(200, '/v1/badges/verify', { body: { text: forged } })).valid, false)
  return `${badge.holder}, until ${badge.until}`
})

await step('the label\'s public standing', async () => {
  for (const { grant, standing } of demo.shops.filter(each => each.grant)) {
    const shown = await json(200, `/v1/label/grants/${grant}`)
    assert.equal(shown.standing, standing)
    assert.ok(shown.history.every(fact => Object.keys(fact).sort().join() === 'day,kind'), 'a public history has kinds and days only')
  }
  await json(404, '/v1/label/grants/NOBODY-0000')
})

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
