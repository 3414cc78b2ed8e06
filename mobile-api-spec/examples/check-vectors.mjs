// Checks every vector with code that shares nothing with the server:  node check-vectors.mjs [signatures.ndjson]
// The optional file holds further signatures, one JSON object {key, message, signature, valid} a line, bytes in hexadecimal.
// Prints "N passed, N failed" and exits with 1 when anything disagrees.

import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { readCode, writeCode } from './base32.mjs'
import * as foreign from './foreign-log.mjs'
import * as log from './log.mjs'
import { Malformed, encodePayload, payloads, readMessage, toJson } from './payloads.mjs'
import { importServerKey, keyId, publicKeyOf, verifyEs256, verifyEs256k } from './signatures.mjs'

const unhex = text => new Uint8Array(Buffer.from(text, 'hex'))
const hex = bytes => Buffer.from(bytes).toString('hex')
const read = name => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'))

let passed = 0
let failed = 0

function expect(good, what, found) {
  if (good) return void passed++
  failed++
  console.log(`FAILED ${what}${found === undefined ? '' : `: ${found}`}`)
}

// ---- Keys ----

const keys = read('keys')
const known = new Map() // kid → verify(signed, signature), and what the key is for
for (const [name, { secret, publicKey, kid }] of Object.entries(keys.devices)) {
  expect(hex(publicKeyOf(unhex(secret))) === publicKey && hex(keyId(unhex(publicKey))) === kid, `key ${name}`)
  if (name !== 'stranger') known.set(kid, { purpose: 'device', verify: async (signed, signature) => verifyEs256k(signed, signature, unhex(publicKey)) })
}
for (const jwk of keys.server) {
  const imported = await importServerKey(jwk)
  expect(imported.kid === jwk.kid, `key ${jwk.purpose}`)
  known.set(jwk.kid, { purpose: jwk.purpose, verify: (signed, signature) => verifyEs256(signed, signature, imported) })
}

// ---- Payloads ----

/** The code that a message of a typ gets, or null when it is good. */
async function verdict(message, type) {
  try {
    const { kid, signed, signature } = readMessage(message, type)
    const key = known.get(kid)
    if (key?.purpose !== (payloads[type].algorithm === -47 ? 'device' : type.split('.').at(-1))) return 'unknown_key'
    return await key.verify(signed, signature) ? null : 'bad_signature'
  } catch (error) {
    if (error instanceof Malformed) return 'malformed_payload'
    throw error
  }
}

for (const type of Object.keys(payloads)) {
  const { typ, valid, invalid } = read(type.split('.').at(-1))
  expect(typ === type, `typ of ${type}`)
  for (const { name, says, message } of valid) {
    const what = `${type}: ${name}`
    const code = await verdict(unhex(message), type)
    expect(code === null, what, code)
    if (code === 'malformed_payload') continue
    const found = readMessage(unhex(message))
    expect(isDeepStrictEqual(toJson(found.says), says), `${what}: what it says`, JSON.stringify(toJson(found.says)))
    expect(hex(encodePayload(type, found.says)) === hex(found.payload), `${what}: written again`)
  }
  for (const { name, code, message } of invalid) {
    const found = await verdict(unhex(message), type)
    expect(found === code, `${type}: ${name}`, `${found} instead of ${code}`)
  }
}

// ---- Texts of codes ----

const codes = read('codes')
for (const { name, kind, origin, message, text } of codes.valid) {
  const found = readCode(text)
  expect(found?.kind === kind && found.origin === origin && hex(found.bytes) === message, `code: ${name}`, JSON.stringify(found))
  expect(writeCode(origin, kind, unhex(message)) === text.toUpperCase(), `code: ${name}: written again`)
}
for (const { name, text } of codes.invalid) expect(readCode(text) === null, `code: ${name}`)

// ---- Bare signatures ----

function checkSignature({ name, key, message, signature, valid }) {
  expect(verifyEs256k(unhex(message), unhex(signature), unhex(key)) === valid, `signature: ${name ?? signature}`, `should be ${valid}`)
}

read('signatures').signatures.forEach(checkSignature)
const [, , further] = process.argv
if (further) readFileSync(further, 'utf8').split('\n').filter(Boolean).forEach(line => checkSignature(JSON.parse(line)))

// ---- The transparency log: by the little verifier of log.mjs, and by those that others wrote ----

const vectors = read('log')
const fromHex = path => path.map(unhex).map(Buffer.from)

async function checkTree({ roots, inclusion, consistency }, data, what) {
  const root = size => Buffer.from(roots[size], 'hex')
  for (const { index, size, path } of inclusion) {
    const leaf = data(index)
    const ours = log.verifyInclusion(log.hashLeaf(leaf), index, size, root(size), fromHex(path))
    expect(ours && foreign.verifyInclusion(leaf, index, size, root(size), fromHex(path)), `${what}: leaf ${index} of ${size}`)
  }
  for (const { first, second, path } of consistency) {
    const ours = log.verifyConsistency(first, root(first), second, root(second), fromHex(path))
    // Trees of one size are compared without a proof.
    expect(ours && (first === second || await foreign.verifyConsistency(first, root(first), second, root(second), fromHex(path))), `${what}: ${first} in ${second}`)
  }
}

const referenceLeaves = vectors.reference.leaves.map(leaf => Buffer.from(leaf, 'hex'))
vectors.reference.roots.forEach((root, size) => expect(hex(log.rootOf(referenceLeaves.slice(0, size).map(log.hashLeaf))) === root, `reference tree: root of ${size}`))
await checkTree(vectors.reference, index => referenceLeaves[index], 'reference tree')
await checkTree(vectors.large, index => Buffer.from(index.toString(16).padStart(16, '0'), 'hex'), 'large tree')

for (const { position, salt, entryHash, data, leafHash } of vectors.entries) {
  const computed = log.leafData(unhex(salt), unhex(entryHash))
  expect(hex(computed) === data && hex(log.hashLeaf(computed)) === leafHash, `entry ${position}: leaf`)
}

const vkey = log.readVkey(vectors.key.vkey)
expect(vkey?.name === vectors.key.origin && hex(vkey.raw) === vectors.key.publicKey, 'verifier key')
for (const { name, note } of vectors.checkpoints.valid) {
  const [ours, theirs] = [log.openCheckpoint(note, vkey), foreign.openCheckpoint(note, vkey)]
  expect(ours && isDeepStrictEqual({ ...ours, root: hex(ours.root) }, { ...theirs, root: hex(theirs.root) }), `checkpoint: ${name}`)
}
// Sigstore's reader is more lenient on form; what it must refuse is a signature that does not hold.
for (const { name, note } of vectors.checkpoints.invalid) expect(log.openCheckpoint(note, vkey) === null, `checkpoint: ${name}`)
for (const { name, note } of vectors.checkpoints.invalid.slice(0, 5)) expect(foreign.openCheckpoint(note, vkey) === null, `checkpoint, by Sigstore: ${name}`)

for (const { name, proof } of vectors.proofs.valid) expect(log.verifyProof(proof, vkey) !== null, `proof: ${name}`)
for (const { name, proof } of vectors.proofs.invalid) expect(log.verifyProof(proof, vkey) === null, `proof: ${name}`)
for (const { path, ...says } of vectors.tiles.valid) expect(isDeepStrictEqual(log.readTilePath(path), says), `tile: ${path}`)
for (const path of vectors.tiles.invalid) expect(log.readTilePath(path) === null, `tile: ${path}`)

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
