// Receives EssLedger's webhooks and believes none that its shop's secret did not sign, by nothing but Node's own library.
// The convention is Standard Webhooks (https://www.standardwebhooks.com): every library for it does the same.
//
//   node webhook.mjs                                     checks itself against the example of that specification; ends with "N passed, N failed"
//   WEBHOOK_SECRET=whsec_… PORT=9000 node webhook.mjs serve    waits for messages and prints them

import assert from 'node:assert/strict'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const TOLERANCE = 5 * 60

/**
 * Whether a message is from the ledger, and fresh.
 * @param {Record<string, string | undefined>} headers with lower-case names, as Node gives them
 * @param {Buffer} body the very bytes that came: what JSON.parse made of them is too late
 * @param {string} secret as the merchant's desk showed it, whsec_…
 * @param {number} now seconds since 1970
 */
export function isGenuine(headers, body, secret, now = Date.now() / 1000) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers
  if (!id || !/^\d+$/.test(timestamp ?? '') || !signatures) return false
  // An old message that somebody kept is not sent to us again by the ledger with its old time.
  if (Math.abs(now - Number(timestamp)) > TOLERANCE) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  // While a secret is being renewed there are two signatures; one that we can check is enough.
  return signatures.split(' ').some((signature) => {
    const [version, value] = signature.split(',')
    const given = Buffer.from(value ?? '', 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** Keep this in your database: a message may come twice, and its id is the same each time. */
const seen = new Set()

/** Answers quickly; whatever takes long is done after the answer. */
export function receiver(secret, take) {
  return createServer((request, response) => {
    const pieces = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces)
      if (request.method !== 'POST' || !isGenuine(request.headers, body, secret)) return response.writeHead(401).end()
      response.writeHead(204).end()
      const id = request.headers['webhook-id']
      if (seen.has(id)) return
      seen.add(id)
      take(JSON.parse(body), id)
    })
  })
}

function check() {
  let passed = 0
  let failed = 0
  const step = (name, act) => {
    try {
      act()
      passed++
      console.log(`ok    ${name}`)
    } catch (error) {
      failed++
      console.log(`FAIL  ${name}: ${error.message.split('\n')[0]}`)
    }
  }
  const secret = 'whsec_plJ3nmyCDGBKInavdOK15jsl'
  const body = Buffer.from('{"event_type":"ping","data":{"success":true}}')
  const at = 1731705121
  const headers = {
    'webhook-id': 'msg_loFOjxBNrRLzqYUf',
    'webhook-timestamp': `${at}`,
    'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
  }
  step("the specification's example is genuine", () => assert.ok(isGenuine(headers, body, secret, at)))
  step('beside a signature by another secret, too', () =>
    assert.ok(isGenuine({ ...headers, 'webhook-signature': `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}` }, body, secret, at)))
  step('another body is not', () => assert.ok(!isGenuine(headers, Buffer.from('{}'), secret, at)))
  step('another secret is not', () => assert.ok(!isGenuine(headers, body, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', at)))
  step('another id is not', () => assert.ok(!isGenuine({ ...headers, 'webhook-id': 'msg_other' }, body, secret, at)))
  step('ten minutes later it is not', () => assert.ok(!isGenuine(headers, body, secret, at + 600)))
  step('another version is not', () => assert.ok(!isGenuine({ ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') }, body, secret, at)))
  step('without its headers it is not', () => assert.ok(!isGenuine({}, body, secret, at)))
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

if (process.argv[2] === 'serve') {
  const secret = process.env.WEBHOOK_SECRET
  if (!secret) {
    console.error('usage: WEBHOOK_SECRET=whsec_… [PORT=9000] node webhook.mjs serve')
    process.exit(2)
  }
  receiver(secret, (message, id) => console.log(`${id} ${message.type} ${JSON.stringify(message.data)}`)).listen(Number(process.env.PORT ?? 9000), '127.0.0.1', function () {
    console.log(`waiting on http://127.0.0.1:${this.address().port}/`)
  })
} else if (import.meta.url === `file://${process.argv[1]}`) check()
