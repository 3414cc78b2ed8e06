// Watches the logs of a running ledger as anybody may, and trusts none of it: checkpoints, tiles, consistency. With a demonstration's file it first makes the
// book longer than two tiles, and checks the proof of a payment. What our little verifier (log.mjs) says, verifiers that others wrote (foreign-log.mjs) must say too.
//
//   BASE_URL=http://127.0.0.1:5080 node check-log.mjs [../../data/demo.json]
//
// Prints every step; ends with "N passed, N failed" and exits with 1 if one failed.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import * as foreign from './foreign-log.mjs'
import * as log from './log.mjs'

const demo = process.argv[2] ? JSON.parse(await readFile(process.argv[2], 'utf8')) : null
const baseUrl = (process.env.BASE_URL ?? demo?.baseUrl ?? 'http://127.0.0.1:5080').replace(/\/$/, '')
const BOOKS = ['currency', 'label']
const WIDTH = 256

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

const get = async (path, token) => {
  const response = await fetch(baseUrl + path, { headers: token ? { authorization: `Bearer ${token}` } : {}, signal: AbortSignal.timeout(30_000) })
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
}

const good = async (path, token) => {
  const { status, bytes } = await get(path, token)
  assert.equal(status, 200, `${path}: ${bytes.subarray(0, 300)}`)
  return bytes
}

const json = async (path, token) => JSON.parse(await good(path, token))

/** What both verifiers read in a note. */
function open(note, vkey) {
  const [ours, theirs] = [log.openCheckpoint(note, vkey), foreign.openCheckpoint(note, vkey)]
  assert.ok(ours, 'the checkpoint is not signed by the published key')
  assert.deepEqual({ origin: theirs?.origin, size: theirs?.size, root: theirs?.root.toString('hex') }, { origin: ours.origin, size: ours.size, root: ours.root.toString('hex') })
  return ours
}

/** The index of a tile as tlog-tiles writes it: groups of three digits, all but the last with an x. */
const tilePath = (level, index, width) => {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0').match(/\d{3}/g)
  return `${level}/${digits.map((group, i) => (i < digits.length - 1 ? `x${group}` : group)).join('/')}${width < WIDTH ? `.p/${width}` : ''}`
}

/** All hashes of one level of a tree of so many leaves, from its tiles. */
async function level(book, number, count) {
  const hashes = []
  for (let index = 0; index * WIDTH < count; index++) {
    const width = Math.min(WIDTH, count - index * WIDTH)
    const path = tilePath(number, index, width)
    assert.deepEqual(log.readTilePath(path), { level: number, index, width })
    const bytes = await good(`/log/${book}/tile/${path}`)
    assert.equal(bytes.length, width * 32, path)
    for (let i = 0; i < width; i++) hashes.push(bytes.subarray(i * 32, i * 32 + 32))
  }
  return hashes
}

const tokenOf = async role => {
  const { clientId, clientSecret } = demo.clients[role]
  const answer = await fetch(`${baseUrl}/connect/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }) })
  return (await answer.json()).access_token
}

const sealed = async book => Number(String(await good(`/log/${book}/checkpoint`)).split('\n')[1])

if (demo) {
  await step('currency: the book grows past two tiles', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('bureau')}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ kind: 'resident', holder: { name: 'Ada Exemple' } })
    for (let left = 2 * WIDTH + 10 - await sealed('currency'); left > 0; left--) assert.equal((await fetch(`${baseUrl}/v1/accounts`, { method: 'POST', headers, body })).status, 201)
    for (const until = Date.now() + 15_000; await sealed('currency') <= 2 * WIDTH; await sleep(200)) assert.ok(Date.now() < until, 'not sealed after 15 s')
  })
}

// Of each book the key of the moment comes first: the last one to enter the map is that which stays.
const keys = new Map((await json('/v1/ledger')).logKeys.toReversed().map(key => [key.book, log.readVkey(key.vkey)]))

for (const book of BOOKS) {
  const vkey = keys.get(book)
  let checkpoint

  await step(`${book}: the newest checkpoint, by two verifiers`, async () => {
    checkpoint = open(String(await good(`/log/${book}/checkpoint`)), vkey)
    return `${checkpoint.origin}, ${checkpoint.size} entries`
  })

  await step(`${book}: the root, computed from the published leaves`, async () => {
    const leaves = await level(book, 0, checkpoint.size)
    assert.equal(log.rootOf(leaves).toString('hex'), checkpoint.root.toString('hex'))
    // Each hash of the level above stands for 256 leaves.
    const above = await level(book, 1, Math.floor(checkpoint.size / WIDTH))
    above.forEach((hash, i) => assert.equal(hash.toString('hex'), log.rootOf(leaves.slice(i * WIDTH, (i + 1) * WIDTH)).toString('hex')))

    // And every earlier tree is the beginning of this one.
    for (const from of new Set([1, 2, 3, Math.ceil(checkpoint.size / 2), checkpoint.size - 1, checkpoint.size].filter(n => n >= 1 && n <= checkpoint.size))) {
      const { path } = await json(`/log/${book}/consistency?from=${from}&to=${checkpoint.size}`)
      const hashes = path.map(hash => Buffer.from(hash, 'base64url'))
      const first = log.rootOf(leaves.slice(0, from))
      assert.ok(log.verifyConsistency(from, first, checkpoint.size, checkpoint.root, hashes), `consistency from ${from}`)
      if (from < checkpoint.size) assert.ok(await foreign.verifyConsistency(from, first, checkpoint.size, checkpoint.root, hashes), `consistency from ${from}, by others`)
      if (hashes.length > 0) {
        hashes[0][0] ^= 1
        assert.ok(!log.verifyConsistency(from, first, checkpoint.size, checkpoint.root, hashes), 'a spoilt proof')
      }
    }
    return `${leaves.length} leaves`
  })

  await step(`${book}: nothing beyond the checkpoint, and no entries`, async () => {
    assert.equal((await get(`/log/${book}/tile/${tilePath(0, Math.floor(checkpoint.size / WIDTH) + 1, WIDTH)}`)).status, 404)
    assert.equal((await get(`/log/${book}/tile/entries/000`)).status, 404)
    assert.equal((await get(`/log/${book}/tile/0/1`)).status, 400)
    assert.equal((await get(`/log/${book}/consistency?from=1&to=${checkpoint.size + 1_000_000}`)).status, 404)
  })
}

if (demo) {
  await step('currency: a payment stands in the tree that everybody sees', async () => {
    const token = await tokenOf('auditor')
    const { items } = await json(`/v1/accounts/${demo.shops[0].account}/entries?limit=500`, token)
    const paid = items.find(item => item.payment)
    assert.ok(paid, 'the first shop was never paid')

    const until = Date.now() + 15_000
    let proof
    while (!proof) {
      const { status, bytes } = await get(`/v1/payments/${paid.payment}/proof`, token)
      if (status === 200) proof = JSON.parse(bytes)
      else {
        assert.equal(JSON.parse(bytes).code, 'not_yet_sealed')
        assert.ok(Date.now() < until, 'not sealed after 15 s')
        await sleep(500)
      }
    }
    const vkey = keys.get('currency')
    const opened = open(proof.checkpoint, vkey)
    assert.ok(log.verifyProof(proof, vkey))
    const bytes = text => Buffer.from(text, 'base64url')
    assert.ok(foreign.verifyInclusion(log.leafData(bytes(proof.salt), bytes(proof.entryHash)), proof.position - 1, proof.treeSize, opened.root, proof.path.map(bytes)))
    assert.equal(log.verifyProof({ ...proof, position: proof.position + 1 }, vkey), null)
    assert.equal((await get(`/v1/payments/${paid.payment}/proof`)).status, 401)
    return `entry ${proof.position} of ${proof.treeSize}`
  })
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
