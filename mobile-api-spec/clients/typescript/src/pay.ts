// A shop asks for a payment and a resident pays it, by the client that is typed by the API's description.
//
//   BASE_URL=http://127.0.0.1:5080 npm run pay -- ../../../data/demo.json
//
// Prints every step; ends with "N passed, N failed" and exits with 1 if one failed. It pays for real, so run it on a demonstration only.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { open, Refused, said, type Credentials } from './client.js'

// What signs is the example's own JavaScript, which has no types.
const examples = new URL('../../../examples/', import.meta.url)
const { makeMessage, uuidText } = await import(new URL('payloads.mjs', examples).href)
const { keyId, publicKeyOf, signEs256k } = await import(new URL('signatures.mjs', examples).href)

interface Demo {
  baseUrl: string
  ledger: string
  unit: string
  shops: [Credentials & { account: string }]
  residents: [{ account: string; deviceKey: string }]
}

const file = process.argv[2] ?? process.env.DEMO_JSON
if (!file) {
  console.error('usage: [BASE_URL=http://…] npm run pay -- PATH/TO/demo.json')
  process.exit(2)
}
const demo: Demo = JSON.parse(await readFile(file, 'utf8'))
const address = (process.env.BASE_URL ?? demo.baseUrl).replace(/\/$/, '')
const [shop] = demo.shops
const [resident] = demo.residents
const till = open(address, shop)
const anyone = open(address)

let passed = 0
let failed = 0

async function step(name: string, act: () => Promise<string | void>) {
  try {
    const detail = await act()
    passed++
    console.log(`ok    ${name}${detail ? `: ${detail}` : ''}`)
  } catch (error) {
    failed++
    console.log(`FAIL  ${name}: ${(error as Error).message}`)
  }
}

/** An order of the resident's device, in the bytes that are sent and kept. */
async function order(request: string): Promise<Uint8Array> {
  const id = randomBytes(16)
  id.writeUIntBE(Date.now(), 0, 6)
  id[6] = (id[6]! & 0x0f) | 0x70
  id[8] = (id[8]! & 0x3f) | 0x80
  const secret = Buffer.from(resident.deviceKey, 'hex')
  const values = { ledger: demo.ledger, id: uuidText(id), payer: resident.account, payee: shop.account, amount: 250, unit: demo.unit, notAfter: Math.floor(Date.now() / 1000) + 120, request }
  return makeMessage('vnd.essledger.order', values, keyId(publicKeyOf(secret)), (bytes: Uint8Array) => signEs256k(bytes, secret))
}

// A signed payload is bytes, for which JSON has no type: it goes as it is.
const pay = (bytes: Uint8Array) => said(anyone.POST('/v1/payments', { body: bytes as never, bodySerializer: (it: unknown) => it as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'application/cose' } }))
const read = (request: string) => said(anyone.GET('/v1/payment-requests/{request}', { params: { path: { request } } }))
const ask = (amount: number | null) => said(till.POST('/v1/payment-requests', { body: { payee: shop.account, unit: demo.unit, amount, reference: 'TS 1' } }))

await step('which ledger this is', async () => {
  const ledger = await said(anyone.GET('/v1/ledger'))
  assert.deepEqual([ledger.ledger, ledger.unit], [demo.ledger, demo.unit])
  return `${ledger.name}, ${ledger.unit}`
})
const code = await ask(250)
await step('anyone who holds the code reads what it asks', async () => {
  const request = await read(code.request)
  assert.deepEqual([request.amount, request.state], [250, 'open'])
  return `${request.payee.name}, label ${request.payee.label?.standing}`
})
const bytes = await order(code.request)
await step('the resident’s device signs, and the ledger pays; the same order again gets the same receipt', async () => {
  const paid = await pay(bytes)
  assert.deepEqual([paid.amount, paid.state], [250, 'done'])
  assert.deepEqual(await pay(bytes), paid)
  assert.equal((await read(code.request)).state, 'paid')
  return `position ${paid.position}`
})
await step('a code is paid once: the next order is refused with a stable word', async () => {
  const refused = await pay(await order(code.request)).then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.ok(refused instanceof Refused)
  assert.equal(refused.problem.code, 'request_closed')
  return refused.problem.detail
})
await step('a code without an amount leaves it to the payer, and is taken back', async () => {
  const { request } = await ask(null)
  assert.equal((await read(request)).amount, null)
  await said(till.POST('/v1/payment-requests/{request}/cancel', { params: { path: { request } } }))
  assert.equal((await read(request)).state, 'cancelled')
})

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
