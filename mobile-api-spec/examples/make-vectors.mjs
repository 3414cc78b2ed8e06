// Makes ../vectors. They are frozen: a vector that exists keeps its bytes, and this program stops rather than change one.
// So it is run to add vectors only:  node make-vectors.mjs
// The keys are TEST KEYS: their secrets are published here, they protect nothing and must be registered nowhere.

import { createECDH } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Point } from '@noble/secp256k1'
import { encode as base32, writeCode } from './base32.mjs'
import { Tag, encode } from './cbor.mjs'
import { encodePayload, envelopeOf, payloads, protectedHeader, readMessage, toBeSigned } from './payloads.mjs'
import { N, keyId, importServerKey, publicKeyOf, sha256, signEs256, signEs256k } from './signatures.mjs'

const folder = new URL('../vectors/', import.meta.url)
mkdirSync(folder, { recursive: true })

const hex = bytes => Buffer.from(bytes).toString('hex')
const unhex = text => new Uint8Array(Buffer.from(text, 'hex'))
const base64url = bytes => Buffer.from(bytes).toString('base64url')
const utf8 = text => new TextEncoder().encode(text)
const join = (...parts) => new Uint8Array(Buffer.concat(parts.map(part => Uint8Array.from(part))))
const seed = name => sha256(utf8(`EssLedger test key: ${name}`))
const flip = (bytes, at, mask = 1) => bytes.map((byte, i) => (i === (at < 0 ? bytes.length + at : at) ? byte ^ mask : byte))
const wide = number => unhex(number.toString(16).padStart(64, '0'))
const numberOf = bytes => BigInt(`0x${hex(bytes)}`)

// ---- Keys ----

const devices = Object.fromEntries(['device-1', 'device-2', 'stranger'].map(name => {
  const secret = seed(name)
  const publicKey = publicKeyOf(secret)
  return [name, { secret, publicKey, kid: keyId(publicKey) }]
}))

const servers = {}
for (const purpose of ['request', 'receipt', 'badge']) {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(seed(purpose))
  const point = ecdh.getPublicKey()
  const jwk = { kty: 'EC', crv: 'P-256', x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)), d: base64url(seed(purpose)) }
  const { kid } = await importServerKey(jwk)
  servers[purpose] = { jwk, kid: unhex(kid) }
}

const purposeOf = type => type.split('.').at(-1)
const isServers = type => payloads[type].algorithm === -7
const signerOf = type => isServers(type) ? servers[purposeOf(type)] : devices['device-1']
const signWith = (signer, bytes) => signer.jwk ? signEs256(bytes, signer.jwk) : signEs256k(bytes, signer.secret)

// ---- Files, frozen ----

const ABOUT = 'Frozen test vectors. The keys are TEST KEYS whose secrets are public (keys.json): register them nowhere. Bytes are hexadecimal.'

/** JSON in which a bigint is a number with all its digits, and bytes are base64url. */
const render = value => `${JSON.stringify(value, (_, inner) =>
  typeof inner === 'bigint' ? `\u0001${inner}\u0001` : inner instanceof Uint8Array ? base64url(inner) : inner, 1).replace(/"\\u0001(-?\d+)\\u0001"/g, '$1')}\n`

function read(name) {
  const file = new URL(name, folder)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { valid: [], invalid: [] }
}

/** The kept bytes of a vector, if it exists. What is signed must not have changed; a server's signature is random, so the kept one stays. */
function frozen(kept, name, message, isRandom) {
  const before = kept?.find(vector => vector.name === name)?.message
  if (before === undefined) return hex(message)
  const same = isRandom ? before.length === hex(message).length && before.slice(0, -128) === hex(message).slice(0, -128) : before === hex(message)
  if (!same) throw new Error(`The vector "${name}" is frozen and would change.`)
  return before
}

// ---- What the payloads say ----

const account = name => base32(seed(name)).slice(0, 20)
const uuid7 = name => {
  const bytes = join(unhex('0199a1b2c3d4'), seed(name).subarray(0, 10))
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const MAX = 2n ** 63n - 1n
const purses = [uuid7('purse-1'), '11111111-2222-4333-8444-555555555555']
const said = {
  'vnd.essledger.order': { ledger: 'TESTLEDGER', id: uuid7('order'), payer: account('payer'), payee: account('payee'), amount: 1250n, unit: 'MLC', notAfter: 1767225600n },
  'vnd.essledger.proof': { ledger: 'TESTLEDGER', account: account('payer'), challenge: seed('challenge'), key: devices['device-1'].publicKey },
  'vnd.essledger.mandate': {
    ledger: 'TESTLEDGER', id: uuid7('mandate'), payer: account('payer'), payee: account('payee'), perPayment: 5000n, unit: 'MLC', perPeriod: 20000n,
    periodDays: 30n, lastDay: '2027-12-31',
  },
  'vnd.essledger.cooperation': {
    ledger: 'TESTLABEL', cooperation: uuid7('cooperation'), text: sha256(utf8('Nous prêtons notre salle le premier lundi du mois.')), participant: account('participant'), day: '2026-06-01',
  },
  'vnd.essledger.slip': {
    ledger: 'TESTLEDGER', id: uuid7('slip'), from: 'VAULT', to: 'DRAWER.MARKETMARKET',
    notes: [{ series: 'A', denomination: 500n, count: 40n }, { series: 'A', denomination: 1000n, count: 20n }], at: 1767225600n,
  },
  'vnd.essledger.request': { ledger: 'TESTLEDGER', request: uuid7('request'), payee: account('payee'), payeeName: 'Épicerie du Coin', amount: 1250n, unit: 'MLC', expiresAt: 1767225600n },
  'vnd.essledger.receipt': {
    ledger: 'TESTLEDGER', order: uuid7('order'), position: 42n, entryHash: seed('entry'), received: seed('received'), amount: 1250n, unit: 'MLC',
    payer: account('payer'), payee: account('payee'), committedAt: 1767225540123n,
  },
  'vnd.essledger.badge': {
    issuer: 'TESTLABEL', grant: 'LILLE-2026-0042', holder: 'Épicerie du Coin', holderId: '73282932000074', level: 2n, from: '2026-01-01', until: '2028-12-31',
    statusIndex: 42n, commune: '59350', kind: 1n,
  },
}

const variants = {
  'vnd.essledger.order': {
    'every optional key': { request: uuid7('request'), note: 'Pain et café ☕, merci !', purses: [{ purse: purses[0], part: 1000n }, { purse: purses[1], part: 250n }], refunds: uuid7('sale'), fee: 25n },
    'an amount of 1': { amount: 1n },
    'an amount of 23: one byte': { amount: 23n },
    'an amount of 24: two bytes': { amount: 24n },
    'an amount of 2^53': { amount: 2n ** 53n },
    'the largest amount, 2^63 − 1': { amount: MAX },
    'not after 2^32 − 1': { notAfter: 2n ** 32n - 1n },
    'not after 0': { notAfter: 0n },
    'ids and unit of one character': { ledger: 'L', payer: 'A', payee: 'B', unit: 'U' },
    'ids and unit as long as they may be': { ledger: 'ABCDEFGHIJKLMNOP', payer: 'A'.repeat(22), payee: 'B'.repeat(22), unit: 'ABCDEFGH' },
    'a request id that is not version 7': { request: '00000000-0000-4000-8000-000000000000' },
    'an empty note': { note: '' },
    'a note of 140 characters': { note: 'é'.repeat(140) },
    'a note of 140 characters outside the basic plane: 560 bytes': { note: '🥖'.repeat(140) },
    'a note that is not normalised': { note: 'cafe\u0301' },
    'a note that begins with U+FEFF': { note: '\uFEFFnote' },
    'a note with joiners (an emoji of several code points)': { note: '👩‍👩‍👧' },
    'a note in Arabic, without marks of direction': { note: 'خبز' },
    'a note with a no-break space and U+2028': { note: 'a\u00a0b\u2028c' },
    'one purse': { purses: [{ purse: purses[0], part: 1250n }] },
    'purses not in order of id': { purses: [{ purse: purses[1], part: 1n }, { purse: purses[0], part: 1249n }] },
    'a fee of 0': { fee: 0n },
    'a refund': { refunds: uuid7('sale') },
    'a reconversion': { payee: 'RECONVERSION', amount: 1010n, fee: 51n },
  },
  'vnd.essledger.proof': {
    'a later key: device-1 vouches for device-2': { key: devices['device-2'].publicKey },
  },
  'vnd.essledger.mandate': {
    'any payee': { payee: undefined },
    'the largest ceilings': { perPayment: MAX, perPeriod: MAX },
    'a period of one day, until 1970-01-01': { periodDays: 1n, lastDay: '1970-01-01' },
    'the longest period, until 9999-12-31': { periodDays: 36525n, lastDay: '9999-12-31' },
  },
  'vnd.essledger.cooperation': {
    'a cooperation id that is not version 7': { cooperation: '00000000-0000-4000-8000-000000000000' },
  },
  'vnd.essledger.slip': {
    'the second, by who counted': { first: sha256(utf8('the bytes of the first')), at: 1767225660n },
    'back into the vault': { from: 'DRAWER.MARKETMARKET', to: 'VAULT' },
    'two series of one denomination': { notes: [{ series: 'A', denomination: 500n, count: 1n }, { series: 'B2', denomination: 500n, count: 1n }] },
    'as much as there may be': { notes: [{ series: 'ZZZZZZZZ', denomination: 1000000n, count: 10000000n }], at: 253402300799n },
    'twelve kinds': { notes: Array.from({ length: 12 }, (_, i) => ({ series: 'A', denomination: BigInt(i + 1), count: 1n })) },
  },
  'vnd.essledger.request': {
    'every optional key': { reference: 'CAISSE 2 / 0042', grant: 'LILLE-2026-0042', standing: true },
    'only what is required': { amount: undefined, expiresAt: undefined },
    'a printed code': { amount: undefined, expiresAt: undefined, standing: true },
    'a name of 32 bytes': { payeeName: 'é'.repeat(16) },
  },
  'vnd.essledger.receipt': {
    'the first position': { position: 1n },
    'the largest amount': { amount: MAX },
  },
  'vnd.essledger.badge': {
    'an event': { holderId: 'E-FESTIVAL-2026', kind: 3n, holder: 'Fête de la Soupe' },
    'commune unknown': { commune: '' },
    'a commune of Corsica': { commune: '2A004' },
  },
}

// ---- Spoiling them ----

/** CBOR by hand, for forms that the encoder refuses to write. */
const raw = text => unhex(text.replaceAll(' ', ''))
const pair = (key, value) => join(encode(BigInt(key)), value)
const map = (pairs, head) => join(head ?? raw((0xa0 | pairs.length).toString(16)), ...pairs)

/** The pairs of a payload's map as [key, encoded value]. */
const pairsOf = (type, values) => Object.entries(payloads[type].fields)
  .filter(([, [name]]) => values[name] !== undefined)
  .map(([key, [name, field]]) => [Number(key), encode(field.write(values[name]))])

const join2 = pairs => pairs.map(([key, value]) => pair(key, value))

/** The payload with the value of a key replaced by other bytes (or left out). */
function withValue(type, key, value, base = said[type]) {
  const pairs = pairsOf(type, base).filter(([k]) => k !== key)
  if (value) pairs.push([key, value])
  return map(join2(pairs.sort(([a], [b]) => a - b)))
}

async function message(type, { payload, header, signer = signerOf(type), signed, signature, unprotected, kid = signer.kid } = {}) {
  payload ??= encodePayload(type, said[type])
  header ??= protectedHeader(type, kid)
  signature ??= await signWith(signer, signed ?? toBeSigned(header, payload))
  return unprotected ? encode(new Tag(18, [header, unprotected, payload, signature])) : envelopeOf(header, payload, signature)
}

const head = entries => encode(new Map(entries))

/** What is wrong for every payload alike. */
async function common(type) {
  const { algorithm } = payloads[type]
  const good = await message(type)
  const { kid } = signerOf(type)
  const payload = encodePayload(type, said[type])
  const header = protectedHeader(type, kid)
  const signature = good.subarray(-64)
  const body = good.subarray(1) // without the tag
  const first = pairsOf(type, said[type])
  const otherType = type.endsWith('order') ? 'vnd.essledger.proof' : 'vnd.essledger.order'
  const m = options => message(type, options)
  return [
    ['no bytes', 'malformed_payload', new Uint8Array(), 'there is nothing'],
    ['the last byte missing', 'malformed_payload', good.subarray(0, -1), 'the signature ends too early'],
    ['only the first half', 'malformed_payload', good.subarray(0, good.length >> 1), 'the bytes end too early'],
    ['a byte more', 'malformed_payload', join(good, [0]), 'a byte follows the end'],
    ['the message twice', 'malformed_payload', join(good, good), 'bytes follow the end'],
    ['no tag', 'malformed_payload', body, 'the tag 18 is missing'],
    ['tag 98 (COSE_Sign)', 'malformed_payload', join(raw('d8 62'), body), 'another tag'],
    ['tag 18 in two bytes', 'malformed_payload', join(raw('d8 12'), body), 'not the shortest form'],
    ['tag 18 twice', 'malformed_payload', join(raw('d2'), good), 'a tag too many'],
    ['tag 55799 before it', 'malformed_payload', join(raw('d9 d9f7'), good), 'a tag too many'],
    ['array of indefinite length', 'malformed_payload', join(raw('d2 9f'), body.subarray(1), raw('ff')), 'indefinite length'],
    ['array head in two bytes', 'malformed_payload', join(raw('d2 98 04'), body.subarray(1)), 'not the shortest form'],
    ['three parts', 'malformed_payload', encode(new Tag(18, [header, new Map(), payload])), 'the signature is missing'],
    ['five parts', 'malformed_payload', encode(new Tag(18, [header, new Map(), payload, signature, new Uint8Array()])), 'a part too many'],
    ['the protected header not wrapped in bytes', 'malformed_payload', encode(new Tag(18, [new Map([[1, algorithm], [4, kid], [16, type]]), new Map(), payload, signature])), 'a byte string was expected'],
    ['an empty protected header', 'malformed_payload', await m({ header: new Uint8Array() }), 'alg, kid and typ are missing'],
    ['kid repeated in the unprotected header', 'malformed_payload', await m({ unprotected: new Map([[4, kid]]) }), 'the unprotected header is not empty'],
    ['an innocent unprotected header', 'malformed_payload', await m({ unprotected: new Map([['app', 'wallet 1.0']]) }), 'the unprotected header is not empty'],
    ['the unprotected header null', 'malformed_payload', join(raw('d2 84'), encode(header), raw('f6'), encode(payload), encode(signature)), 'a map was expected'],
    ['the unprotected header of indefinite length', 'malformed_payload', join(raw('d2 84'), encode(header), raw('bf ff'), encode(payload), encode(signature)), 'indefinite length'],
    ['a detached payload', 'malformed_payload', join(raw('d2 84'), encode(header), raw('a0 f6'), encode(signature)), 'null instead of the payload'],
    ['the payload not wrapped in bytes', 'malformed_payload', join(raw('d2 84'), encode(header), raw('a0'), payload, encode(signature)), 'a byte string was expected'],
    ['the payload of indefinite length', 'malformed_payload', join(raw('d2 84'), encode(header), raw('a0 5f'), encode(payload), raw('ff'), encode(signature)), 'indefinite length'],
    ['the payload with a longer length than needed', 'malformed_payload', join(raw('d2 84'), encode(header), raw('a0 5a'), raw(payload.length.toString(16).padStart(8, '0')), payload, encode(signature)), 'not the shortest form'],
    ['a length of 2^63 − 1', 'malformed_payload', join(raw('d2 84'), encode(header), raw('a0 5b 7fffffffffffffff'), payload, encode(signature)), 'the bytes end too early'],
    ['a length of 2^64 − 1', 'malformed_payload', join(raw('d2 84'), encode(header), raw('a0 5b ffffffffffffffff'), payload, encode(signature)), 'the bytes end too early'],
    ['the signature as text', 'malformed_payload', join(raw('d2 84'), encode(header), raw('a0'), encode(payload), encode(hex(signature))), 'a byte string was expected'],
    ['no alg', 'malformed_payload', await m({ header: head([[4, kid], [16, type]]) }), 'alg is missing'],
    ['no kid', 'malformed_payload', await m({ header: head([[1, algorithm], [16, type]]) }), 'kid is missing'],
    ['no typ', 'malformed_payload', await m({ header: head([[1, algorithm], [4, kid]]) }), 'typ is missing'],
    ['another alg', 'malformed_payload', await m({ header: head([[1, algorithm === -7 ? -47 : -7], [4, kid], [16, type]]) }), 'the algorithm of this typ is fixed'],
    ['the alg of another family', 'malformed_payload', await m({ header: head([[1, -8], [4, kid], [16, type]]) }), 'the algorithm of this typ is fixed'],
    ['the alg as text', 'malformed_payload', await m({ header: head([[1, algorithm === -7 ? 'ES256' : 'ES256K'], [4, kid], [16, type]]) }), 'an integer was expected'],
    ['the alg in a longer form', 'malformed_payload', await m({ header: join(raw('a3 01 39'), raw((-1 - algorithm).toString(16).padStart(4, '0')), header.subarray(algorithm === -7 ? 3 : 4)) }), 'not the shortest form'],
    ['a kid of 7 bytes', 'malformed_payload', await m({ header: head([[1, algorithm], [4, kid.subarray(1)], [16, type]]) }), 'a kid has 8 bytes'],
    ['a kid of 32 bytes', 'malformed_payload', await m({ header: head([[1, algorithm], [4, sha256(kid)], [16, type]]) }), 'a kid has 8 bytes'],
    ['a kid as text', 'malformed_payload', await m({ header: head([[1, algorithm], [4, hex(kid).slice(0, 8)], [16, type]]) }), 'a byte string was expected'],
    ['the typ of another payload', 'malformed_payload', await m({ header: head([[1, algorithm], [4, kid], [16, otherType]]) }), 'the bytes are read as the typ says, and the payload is not of it'],
    ['typ with application/', 'malformed_payload', await m({ header: head([[1, algorithm], [4, kid], [16, `application/${type}`]]) }), 'typ stands without application/'],
    ['typ in upper case', 'malformed_payload', await m({ header: head([[1, algorithm], [4, kid], [16, type.toUpperCase()]]) }), 'no such typ'],
    ['typ as a number', 'malformed_payload', await m({ header: head([[1, algorithm], [4, kid], [16, 42]]) }), 'a text was expected'],
    ['a content type in the protected header', 'malformed_payload', await m({ header: head([[1, algorithm], [3, 0], [4, kid], [16, type]]) }), 'exactly alg, kid and typ'],
    ['a text key in the protected header', 'malformed_payload', await m({ header: head([[1, algorithm], [4, kid], [16, type], ['app', true]]) }), 'exactly alg, kid and typ'],
    ['the protected header not sorted', 'malformed_payload', await m({ header: map([pair(4, encode(kid)), pair(1, encode(algorithm)), pair(16, encode(type))]) }), 'keys in ascending order'],
    ['alg twice', 'malformed_payload', await m({ header: map([pair(1, encode(algorithm)), pair(1, encode(algorithm)), pair(4, encode(kid)), pair(16, encode(type))]) }), 'a key stands twice'],
    ['bytes after the protected header', 'malformed_payload', await m({ header: join(header, [0]) }), 'a byte follows the end'],
    ['the protected header of indefinite length', 'malformed_payload', await m({ header: join(raw('bf'), header.subarray(1), raw('ff')) }), 'indefinite length'],
    ['an empty payload', 'malformed_payload', await m({ payload: new Uint8Array() }), 'there is nothing'],
    ['an empty map', 'malformed_payload', await m({ payload: raw('a0') }), 'required keys are missing'],
    ['the payload an array', 'malformed_payload', await m({ payload: encode([1n, 2n]) }), 'a map was expected'],
    ['the payload tagged', 'malformed_payload', await m({ payload: join(raw('d8 18'), payload) }), 'a map was expected'],
    ['a byte after the payload', 'malformed_payload', await m({ payload: join(payload, [0]) }), 'a byte follows the end'],
    ['a map of indefinite length', 'malformed_payload', await m({ payload: join(raw('bf'), payload.subarray(1), raw('ff')) }), 'indefinite length'],
    ['a map head in two bytes', 'malformed_payload', await m({ payload: map(join2(first), raw(`b8 ${first.length.toString(16).padStart(2, '0')}`)) }), 'not the shortest form'],
    ['a count of 2^64 − 1 pairs', 'malformed_payload', await m({ payload: map(join2(first), raw('bb ffffffffffffffff')) }), 'the bytes end too early'],
    ['keys not sorted', 'malformed_payload', await m({ payload: map(join2([first[1], first[0], ...first.slice(2)])) }), 'keys in ascending order'],
    ['the first key twice', 'malformed_payload', await m({ payload: map(join2([first[0], ...first])) }), 'a key stands twice'],
    ['the first key missing', 'malformed_payload', await m({ payload: map(join2(first.slice(1))) }), 'the key 1 is required'],
    ['the first key in two bytes', 'malformed_payload', await m({ payload: map([join(raw('18 01'), first[0][1]), ...join2(first.slice(1))]) }), 'not the shortest form'],
    ['an unknown key 13', 'malformed_payload', await m({ payload: map(join2([...first, [13, encode(1n)]])) }), 'no payload has a key 13'],
    ['a key 0', 'malformed_payload', await m({ payload: map(join2([[0, encode(1n)], ...first])) }), 'no payload has a key 0'],
    ['a negative key', 'malformed_payload', await m({ payload: map([...join2(first), pair(-1, encode(1n))]) }), 'a key is a small positive integer'],
    ['a text key', 'malformed_payload', await m({ payload: map([...join2(first), join(encode('note'), encode('x'))]) }), 'a key is a small positive integer'],
    ['a key of 2^53 + 1', 'malformed_payload', await m({ payload: map([...join2(first), join(encode(2n ** 53n + 1n), encode(1n))]) }), 'a key is a small positive integer'],
    ['the first value null', 'malformed_payload', await m({ payload: withValue(type, 1, raw('f6')) }), 'null is no text'],
    ['the ledger in bytes', 'malformed_payload', await m({ payload: withValue(type, 1, encode(utf8('TEST'))) }), 'a text was expected'],
    ['a ledger of 17 characters', 'malformed_payload', await m({ payload: withValue(type, 1, encode('ABCDEFGHIJKLMNOPQ')) }), 'at most 16 characters'],
    ['an empty ledger', 'malformed_payload', await m({ payload: withValue(type, 1, encode('')) }), 'at least a character'],
    ['a ledger with a space', 'malformed_payload', await m({ payload: withValue(type, 1, encode('TEST LEDGER')) }), 'printable ASCII without space'],
    ['a ledger that is not ASCII', 'malformed_payload', await m({ payload: withValue(type, 1, encode('TÉST')) }), 'printable ASCII without space'],
    ['a ledger of indefinite length', 'malformed_payload', await m({ payload: withValue(type, 1, raw('7f 64 54455354 ff')) }), 'indefinite length'],
    ['a ledger with a longer length than needed', 'malformed_payload', await m({ payload: withValue(type, 1, raw('78 04 54455354')) }), 'not the shortest form'],
    ['nested too deep', 'malformed_payload', await m({ payload: join(new Uint8Array(300).fill(0x81), [0]) }), 'a map was expected'],
    ['a signature of 63 bytes', 'bad_signature', await m({ signature: signature.subarray(0, 63) }), 'a signature has 64 bytes'],
    ['a signature of 65 bytes', 'bad_signature', await m({ signature: join(signature, [0]) }), 'a signature has 64 bytes'],
    ['no signature', 'bad_signature', await m({ signature: new Uint8Array() }), 'a signature has 64 bytes'],
    ['a signature of zeros', 'bad_signature', await m({ signature: new Uint8Array(64) }), 'r and s are at least 1'],
    ['r = 0', 'bad_signature', await m({ signature: join(new Uint8Array(32), signature.subarray(32)) }), 'r is at least 1'],
    ['s = 0', 'bad_signature', await m({ signature: join(signature.subarray(0, 32), new Uint8Array(32)) }), 's is at least 1'],
    ['r and s of all ones', 'bad_signature', await m({ signature: new Uint8Array(64).fill(0xff) }), 'r and s are below n'],
    ['r and s swapped', 'bad_signature', await m({ signature: join(signature.subarray(32), signature.subarray(0, 32)) }), 'not the signature'],
    ['a bit of r changed', 'bad_signature', await m({ signature: flip(signature, 31) }), 'not the signature'],
    ['a bit of s changed', 'bad_signature', await m({ signature: flip(signature, 63) }), 'not the signature'],
    ['a DER signature', 'bad_signature', await m({ signature: der(signature) }), 'a signature is r‖s, not DER'],
    ['the payload changed after signing', 'bad_signature', await m({ payload: changed(type), signature }), 'something else was signed'],
    ['the payload signed without the Sig_structure', 'bad_signature', await m({ signed: payload }), 'what is signed is the Sig_structure of RFC 9052'],
    ['external data signed along', 'bad_signature', await m({ signed: encode(['Signature1', header, utf8('x'), payload]) }), 'external data are empty'],
    ['the context of another COSE structure', 'bad_signature', await m({ signed: encode(['Signature', header, new Uint8Array(), payload]) }), 'the context is Signature1'],
    ['the digest signed instead of the message', 'bad_signature', await m({ signed: sha256(toBeSigned(header, payload)) }), 'hashed twice'],
    ['signed under another kid', 'bad_signature', await m({ signed: toBeSigned(protectedHeader(type, devices.stranger.kid), payload) }), 'the protected header is signed along'],
    ['signed by another key than kid names', 'bad_signature', await m({ kid, signer: isServers(type) ? other(type) : devices['device-2'] }), 'not the signature of that key'],
    ['an unknown kid', 'unknown_key', await m({ signer: isServers(type) ? servers[purposeOf(type)] : devices.stranger, kid: devices.stranger.kid }), 'no key of that id is known'],
  ]
}

const other = type => servers[purposeOf(type) === 'receipt' ? 'badge' : 'receipt']

function changed(type) {
  const values = { ...said[type] }
  const name = values.ledger ? 'ledger' : 'issuer'
  return encodePayload(type, { ...values, [name]: 'ANOTHER' })
}

function der(signature) {
  const number = bytes => {
    let value = bytes
    while (value.length > 1 && value[0] === 0 && value[1] < 0x80) value = value.subarray(1)
    if (value[0] >= 0x80) value = join([0], value)
    return join([2, value.length], value)
  }
  const body = join(number(signature.subarray(0, 32)), number(signature.subarray(32)))
  return join([0x30, body.length], body)
}

async function own(type) {
  const m = options => message(type, options)
  const v = async (name, key, value, why, base) => [name, 'malformed_payload', await m({ payload: withValue(type, key, value, base) }), why]
  const bad = async (name, why, bytes) => [name, 'malformed_payload', await m({ payload: bytes }), why]
  const uuid = (size, byte = 0x77) => encode(new Uint8Array(size).fill(byte))
  const purse = id => encode(new Uint8Array(16).fill(id)).subarray(1)
  const part = (id, value) => join(raw('82 50'), purse(id), encode(value))
  const required = async keys => Promise.all(keys.map(key => v(`the key ${key} missing`, key, null, `the key ${key} is required`)))
  switch (type) {
    case 'vnd.essledger.order': {
      const high = async () => {
        const signature = (await m()).subarray(-64)
        return m({ signature: join(signature.subarray(0, 32), wide(N - numberOf(signature.subarray(32)))) })
      }
      const good = (await m()).subarray(-64)
      const withS = s => m({ signature: join(good.subarray(0, 32), wide(s)) })
      const withR = r => m({ signature: join(wide(r), good.subarray(32)) })
      const note = (name, text, why) => v(name, 9, encode(text), why)
      return [
        ...await required([2, 3, 4, 5, 6, 7]),
        await v('an id of 15 bytes', 2, uuid(15), 'an id has 16 bytes'),
        await v('an id of 17 bytes', 2, uuid(17), 'an id has 16 bytes'),
        await v('an id as text', 2, encode(said[type].id), 'an id is 16 bytes'),
        await v('an id of version 4', 2, encode(unhex('0199a1b2c3d44abc8abc0123456789ab')), 'an order id is a version 7 UUID'),
        await v('an id of version 7 with a wrong variant', 2, encode(unhex('0199a1b2c3d47abc0abc0123456789ab')), 'the variant of RFC 9562 is 10'),
        await v('an id of zeros', 2, encode(new Uint8Array(16)), 'an order id is a version 7 UUID'),
        await v('a payer of 23 characters', 3, encode('A'.repeat(23)), 'at most 22 characters'),
        await v('an empty payer', 3, encode(''), 'at least a character'),
        await v('a payee of 23 characters', 4, encode('A'.repeat(23)), 'at most 22 characters'),
        await v('a payee null', 4, raw('f6'), 'a text was expected'),
        await v('an amount of 0', 5, encode(0n), 'at least 1'),
        await v('a negative amount', 5, encode(-1n), 'at least 1'),
        await v('the most negative amount', 5, raw('3b ffffffffffffffff'), 'out of range'),
        await v('an amount of 2^63', 5, encode(2n ** 63n), 'at most 2^63 − 1'),
        await v('an amount of 2^64 − 1', 5, encode(2n ** 64n - 1n), 'at most 2^63 − 1'),
        await v('an amount in eight bytes where two do', 5, raw('1b 00000000000004e2'), 'not the shortest form'),
        await v('an amount in four bytes where two do', 5, raw('1a 000004e2'), 'not the shortest form'),
        await v('an amount of 10 in two bytes', 5, raw('18 0a'), 'not the shortest form'),
        await v('an amount as a floating-point number', 5, raw('fb 4093880000000000'), 'an integer was expected'),
        await v('an amount as a bignum', 5, raw('c2 42 04e2'), 'an integer was expected'),
        await v('an amount as text', 5, encode('1250'), 'an integer was expected'),
        await v('an amount of false', 5, raw('f4'), 'an integer was expected'),
        await v('a unit of 9 characters', 6, encode('ABCDEFGHI'), 'at most 8 characters'),
        await v('an empty unit', 6, encode(''), 'at least a character'),
        await v('not after −1', 7, encode(-1n), 'at least 0'),
        await v('not after 2^63', 7, encode(2n ** 63n), 'at most 2^63 − 1'),
        await v('not after as a tagged time', 7, raw('c1 1a 6955b900'), 'an integer was expected'),
        await v('a request id of 15 bytes', 8, uuid(15), 'an id has 16 bytes'),
        await v('a request id null', 8, raw('f6'), 'what is absent is absent, not null'),
        await note('a note of 141 characters', 'a'.repeat(141), 'at most 140 characters'),
        await note('a note of 141 characters outside the basic plane', '🥖'.repeat(141), 'at most 140 characters'),
        await note('a note with a line break', 'a\nb', 'no control characters'),
        await note('a note with U+0000', 'a\0b', 'no control characters'),
        await note('a note with a tab', 'a\tb', 'no control characters'),
        await note('a note with U+007F', 'a\u007fb', 'no control characters'),
        await note('a note with U+0085', 'a\u0085b', 'no control characters'),
        await note('a note with U+202E (right-to-left override)', 'a\u202eb', 'no bidirectional characters'),
        await note('a note with U+2066 (left-to-right isolate)', 'a\u2066b', 'no bidirectional characters'),
        await note('a note with U+2069 (pop directional isolate)', 'a\u2069b', 'no bidirectional characters'),
        await note('a note with U+200F (right-to-left mark)', 'a\u200fb', 'no bidirectional characters'),
        await note('a note with U+061C (Arabic letter mark)', 'a\u061cb', 'no bidirectional characters'),
        await v('a note that is not UTF-8', 9, raw('61 ff'), 'invalid UTF-8'),
        await v('a note with an overlong form', 9, raw('62 c080'), 'invalid UTF-8'),
        await v('a note with an encoded surrogate', 9, raw('63 eda080'), 'invalid UTF-8'),
        await v('a note above U+10FFFF', 9, raw('64 f4908080'), 'invalid UTF-8'),
        await v('a note that ends in the middle of a character', 9, raw('61 c3'), 'invalid UTF-8'),
        await v('a note in bytes', 9, encode(utf8('note')), 'a text was expected'),
        await v('a note null', 9, raw('f6'), 'what is absent is absent, not null'),
        await v('a note undefined', 9, raw('f7'), 'what is absent is absent, not undefined'),
        await v('no purse', 10, raw('80'), 'absent, not empty'),
        await v('purses that sum to less', 10, join(raw('82'), part(1, 1000n), part(2, 249n)), 'the parts sum to the amount'),
        await v('purses that sum to more', 10, join(raw('82'), part(1, 1000n), part(2, 251n)), 'the parts sum to the amount'),
        await v('purses that sum to the amount modulo 2^64', 10, join(raw('83'), part(1, MAX), part(2, MAX), part(3, 1252n)), 'the sum does not fit'),
        await v('a purse twice', 10, join(raw('82'), part(1, 1000n), part(1, 250n)), 'a purse stands twice'),
        await v('a part of 0', 10, join(raw('82'), part(1, 1250n), part(2, 0n)), 'a part is at least 1'),
        await v('a negative part', 10, join(raw('82'), part(1, 1251n), part(2, -1n)), 'a part is at least 1'),
        await v('a purse without its part', 10, join(raw('81 81 50'), purse(1)), 'a purse and its part'),
        await v('a purse with three members', 10, join(raw('81 83 50'), purse(1), encode(1250n), encode(0n)), 'a purse and its part'),
        await v('a purse id of 15 bytes', 10, join(raw('81 82 4f'), purse(1).subarray(1), encode(1250n)), 'an id has 16 bytes'),
        await v('purses as a map', 10, raw('a1 01 02'), 'an array was expected'),
        await v('purses of indefinite length', 10, join(raw('9f'), part(1, 1250n), raw('ff')), 'indefinite length'),
        await v('purses that claim 2^32 members', 10, raw('9b 0000000100000000'), 'the bytes end too early'),
        await v('a refunded order of 17 bytes', 11, uuid(17), 'an id has 16 bytes'),
        await v('a refunded order null', 11, raw('f6'), 'what is absent is absent, not null'),
        await v('a negative fee', 12, encode(-1n), 'at least 0'),
        await v('a fee of 2^63', 12, encode(2n ** 63n), 'at most 2^63 − 1'),
        ['s in the upper half', 'bad_signature', await high(), 'n − s is as good for ECDSA and refused: a signature has one form'],
        ['s = n/2 + 1', 'bad_signature', await withS(N / 2n + 1n), 's is at most n/2'],
        ['s = n/2', 'bad_signature', await withS(N / 2n), 'not the signature, though in range'],
        ['s = n − 1', 'bad_signature', await withS(N - 1n), 's is at most n/2'],
        ['s = n', 'bad_signature', await withS(N), 's is below n'],
        ['r = n', 'bad_signature', await withR(N), 'r is below n'],
        ['r = n − 1', 'bad_signature', await withR(N - 1n), 'not the signature, though in range'],
        ['r plus n', 'bad_signature', await withR(N + 1n), 'r is below n'],
      ]
    }
    case 'vnd.essledger.proof':
      return [
        ...await required([2, 3, 4]),
        await v('a challenge of 31 bytes', 3, uuid(31), 'a challenge has 32 bytes'),
        await v('a key of 32 bytes', 4, uuid(32, 2), 'a compressed key has 33 bytes'),
        await v('a key of 65 bytes', 4, encode(join([4], new Uint8Array(64).fill(1))), 'keys are compressed'),
        await v('a key that begins with 04', 4, encode(flip(devices['device-1'].publicKey, 0, devices['device-1'].publicKey[0] ^ 4)), 'a compressed key begins with 02 or 03'),
        await v('an account of 23 characters', 2, encode('A'.repeat(23)), 'at most 22 characters'),
      ]
    case 'vnd.essledger.mandate':
      return [
        ...await required([2, 3, 5, 6, 7, 8, 9]),
        await v('an id of version 4', 2, encode(unhex('0199a1b2c3d44abc8abc0123456789ab')), 'an id made on a device is a version 7 UUID'),
        await v('a payee null', 4, raw('f6'), 'what is absent is absent, not null'),
        await v('a ceiling of 0', 5, encode(0n), 'at least 1'),
        await v('a ceiling of 2^63 for a period', 7, encode(2n ** 63n), 'at most 2^63 − 1'),
        await v('a period of 0 days', 8, encode(0n), 'at least a day'),
        await v('a period of 36 526 days', 8, encode(36526n), 'at most a hundred years'),
        await v('a last day before 1970', 9, encode(-1n), 'at least 0'),
        await v('a last day after 9999', 9, encode(2932897n), 'the last day there is has number 2 932 896'),
        await v('a last day as text', 9, encode('2027-12-31'), 'an integer was expected'),
      ]
    case 'vnd.essledger.cooperation':
      return [
        ...await required([2, 3, 4, 5]),
        await v('a cooperation id of 15 bytes', 2, uuid(15), 'an id has 16 bytes'),
        await v('a digest of 20 bytes', 3, uuid(20), 'SHA-256 has 32 bytes'),
        await v('the text itself instead of its digest', 3, encode('Nous prêtons notre salle.'), 'a byte string was expected'),
        await v('a participant in lower case', 4, encode('abcdefghijklmnopqrst'), 'A–Z and 2–7'),
        await v('a day before 1970', 5, encode(-1n), 'at least 0'),
      ]
    case 'vnd.essledger.slip': {
      const kinds = (...all) => encode(all.map(([series, denomination, count]) => [series, BigInt(denomination), BigInt(count)]))
      return [
        ...await required([2, 3, 4, 5, 6]),
        await v('an id of version 4', 2, encode(unhex('0199a1b2c3d44abc8abc0123456789ab')), 'an id made on a phone is a version 7 UUID'),
        await v('from circulation', 3, encode('SOLD'), 'nobody keeps notes there'),
        await v('to be destroyed', 4, encode('PRESS'), 'nobody keeps notes there'),
        await v('a drawer of a short id', 4, encode('DRAWER.MARKET'), 'a bureau has 12 characters'),
        await v('no notes', 5, kinds(), 'at least one kind'),
        await v('thirteen kinds', 5, kinds(...Array.from({ length: 13 }, (_, i) => ['A', i + 1, 1])), 'at most twelve kinds'),
        await v('a count of 0', 5, kinds(['A', 500, 0]), 'at least one'),
        await v('a count below 0', 5, kinds(['A', 500, -1]), 'at least one'),
        await v('a denomination of 0', 5, kinds(['A', 0, 1]), 'at least 1'),
        await v('a series in lower case', 5, kinds(['a', 500, 1]), 'A–Z and 0–9'),
        await v('a series of 9 characters', 5, kinds(['AAAAAAAAA', 500, 1]), 'at most 8 characters'),
        await v('kinds not in their order', 5, kinds(['A', 1000, 1], ['A', 500, 1]), 'by denomination, then by series'),
        await v('a kind twice', 5, kinds(['A', 500, 1], ['A', 500, 1]), 'each kind once'),
        await v('a kind without its count', 5, encode([['A', 500n]]), 'a series, a denomination and a count'),
        await v('signed before 1970', 6, encode(-1n), 'at least 0'),
        await v('signed after 9999', 6, encode(253402300800n), 'the last second there is'),
        await v('a digest of 31 bytes', 7, uuid(31), 'SHA-256 has 32 bytes'),
        await v('a key 8', 8, encode(1n), 'a slip has no key 8'),
      ]
    }
    case 'vnd.essledger.request':
      return [
        ...await required([2, 3, 4, 6]),
        await v('a request id of 15 bytes', 2, uuid(15), 'an id has 16 bytes'),
        await v('a name of 33 bytes', 4, encode('é'.repeat(16) + 'e'), 'at most 32 bytes'),
        await v('an amount of 0', 5, encode(0n), 'at least 1'),
        await v('an amount null', 5, raw('f6'), 'what is absent is absent, not null'),
        await v('a reference of 17 bytes', 8, encode('A'.repeat(17)), 'at most 16 bytes'),
        await v('a grant number of 17 bytes', 9, encode('A'.repeat(17)), 'at most 16 bytes'),
        await v('a key 10', 10, encode(1n), 'a request has no key 10'),
        await v('standing false', 11, raw('f4'), 'true or absent'),
        await v('standing 1', 11, encode(1n), 'true or absent'),
      ]
    case 'vnd.essledger.receipt':
      return [
        ...await required([2, 3, 4, 5, 6, 7, 8, 9, 10]),
        await v('an order id of version 4', 2, encode(unhex('0199a1b2c3d44abc8abc0123456789ab')), 'an order id is a version 7 UUID'),
        await v('position 0', 3, encode(0n), 'the first position is 1'),
        await v('an entry hash of 31 bytes', 4, uuid(31), 'SHA-256 has 32 bytes'),
        await v('a digest of 33 bytes', 5, uuid(33), 'SHA-256 has 32 bytes'),
        await v('an amount of 0', 6, encode(0n), 'at least 1'),
        await v('committed before 1970', 10, encode(-1n), 'at least 0'),
        await v('committed after 9999', 10, encode(253402300800000n), 'the last instant there is'),
      ]
    case 'vnd.essledger.badge':
      return [
        ...await required([2, 3, 4, 5, 6, 7, 8, 9, 10]),
        await v('a grant number in lower case', 2, encode('lille-2026-0042'), 'A–Z, 0–9 and hyphen'),
        await v('a name of 33 bytes', 3, encode('é'.repeat(16) + 'e'), 'at most 32 bytes'),
        await v('a holder id of 17 bytes', 4, encode('1'.repeat(17)), 'at most 16 bytes'),
        await v('level 0', 5, encode(0n), 'levels are 1 … 9'),
        await v('level 10', 5, encode(10n), 'levels are 1 … 9'),
        await v('a day as text', 6, encode('2026-01-01'), 'an integer was expected'),
        await v('a status index of −1', 8, encode(-1n), 'at least 0'),
        await v('a commune as a number', 9, encode(59350n), 'a text was expected: some have letters or a leading zero'),
        await v('kind 0', 10, encode(0n), 'kinds begin with 1'),
        ['signed by a key for something else', 'unknown_key', await m({ signer: servers.receipt }), 'a receipt key is no badge key: the member purpose of the key set says what a key is for'],
      ]
  }
}

// ---- Writing them ----

let total = 0
const codes = { valid: [], invalid: [] }

for (const type of Object.keys(payloads)) {
  const kept = read(`${purposeOf(type)}.json`)
  const valid = []
  for (const [name, changes] of [['plain', {}], ...Object.entries(variants[type])]) {
    const values = { ...said[type], ...changes }
    const bytes = await message(type, { payload: encodePayload(type, values) })
    valid.push({ name, says: readMessage(bytes).says, message: frozen(kept.valid, name, bytes, isServers(type)) })
  }
  if (isServers(type)) {
    const name = 's in the upper half, which ES256 allows'
    const bytes = await message(type)
    const P256N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const s = numberOf(bytes.subarray(-32))
    const upper = join(bytes.subarray(0, -32), wide(s > P256N / 2n ? s : P256N - s))
    valid.push({ name, says: readMessage(bytes).says, message: frozen(kept.valid, name, upper, true) })
  }
  if (type === 'vnd.essledger.proof') {
    const name = 'a later key: device-2 signs for itself'
    const bytes = await message(type, { payload: encodePayload(type, { ...said[type], key: devices['device-2'].publicKey }), signer: devices['device-2'] })
    valid.push({ name, says: readMessage(bytes).says, message: frozen(kept.valid, name, bytes) })
  }
  const invalid = []
  for (const [name, code, bytes, why] of [...await common(type), ...await own(type)]) {
    const before = kept.invalid.find(vector => vector.name === name)
    // A server's signature is random and stands in most of these: what was made once stays.
    invalid.push({ name, code, why, message: isServers(type) && before ? before.message : frozen(kept.invalid, name, bytes) })
  }
  const names = [...valid, ...invalid].map(({ name }) => name)
  if (new Set(names).size !== names.length) throw new Error(`${type}: a name stands twice: ${names.filter((name, i) => names.indexOf(name) !== i)}`)
  const gone = [...kept.valid, ...kept.invalid].filter(({ name }) => !names.includes(name))
  if (gone.length > 0) throw new Error(`${type}: frozen vectors are gone: ${gone.map(({ name }) => name)}`)
  writeFileSync(new URL(`${purposeOf(type)}.json`, folder), render({ about: ABOUT, typ: type, valid, invalid }))
  total += names.length
  const letter = { request: 'R', order: 'P', badge: 'B' }[purposeOf(type)]
  if (letter) codes.valid.push({ name: `a ${purposeOf(type)}`, kind: letter, origin: 'https://monnaie.example', message: valid[0].message, text: writeCode('https://monnaie.example', letter, unhex(valid[0].message)) })
}

// Texts of codes, apart from what is in them.
const [request] = codes.valid.filter(({ kind }) => kind === 'R')
const start = 'HTTPS://MONNAIE.EXAMPLE/R/'
codes.valid.push(
  { ...request, name: 'in lower case', text: request.text.toLowerCase() },
  { ...request, name: 'as a browser writes it', text: request.text.replace(start, 'https://monnaie.example/r/') },
  { ...request, name: 'http on loopback', origin: 'http://127.0.0.1:5080', text: writeCode('http://127.0.0.1:5080', 'R', unhex(request.message)) },
  { name: 'one byte: the spare bits are zero', kind: 'R', origin: 'https://monnaie.example', message: 'ff', text: `${start}74` },
  { name: 'five bytes: no spare bits', kind: 'R', origin: 'https://monnaie.example', message: '0102030405', text: `${start}${base32(unhex('0102030405'))}` },
)
codes.invalid.push(
  { name: 'a spare bit that is not zero', text: `${start}75`, why: 'one meaning would have two forms' },
  { name: 'padding', text: `${start}74======`, why: 'no padding' },
  { name: 'an impossible length', text: `${start}A`, why: 'one character is less than a byte' },
  { name: 'a length with a character too many', text: `${start}74A`, why: 'the third character carries nothing' },
  { name: 'a character of base32hex', text: `${start}10`, why: 'the alphabet is A–Z and 2–7' },
  { name: 'nothing after the letter', text: start, why: 'there is nothing' },
  { name: 'an unknown letter', text: 'HTTPS://MONNAIE.EXAMPLE/X/74', why: 'R, P or B' },
  { name: 'http elsewhere than on loopback', text: 'HTTP://MONNAIE.EXAMPLE/R/74', why: 'http is for loopback only' },
  { name: 'http on a host that begins like loopback', text: 'HTTP://127.0.0.1.EXAMPLE/R/74', why: 'http is for loopback only' },
  { name: 'another scheme', text: 'FTP://MONNAIE.EXAMPLE/R/74', why: 'https only' },
  { name: 'a user before the host', text: 'HTTPS://MONNAIE.EXAMPLE@EVIL.EXAMPLE/R/74', why: 'the host would be another than it seems' },
  { name: 'a query', text: `${start}74?A=B`, why: 'nothing follows the code' },
  { name: 'a further part of the path', text: `${start}74/`, why: 'nothing follows the code' },
  { name: 'white space within', text: `${start}7 4`, why: 'the alphabet is A–Z and 2–7' },
)
const keptCodes = read('codes.json')
for (const code of [...keptCodes.valid, ...keptCodes.invalid]) {
  if (![...codes.valid, ...codes.invalid].some(({ name, text }) => name === code.name && text === code.text)) throw new Error(`The code "${code.name}" is frozen and would change.`)
}
writeFileSync(new URL('codes.json', folder), render({ about: 'Texts of QR codes. Frozen.', ...codes }))

const inverse = value => {
  let result = 1n
  for (let power = value % N, exponent = N - 2n; exponent > 0n; exponent >>= 1n, power = power * power % N) if (exponent & 1n) result = result * power % N
  return result
}

function firstAbove() {
  for (let k = 1n; ; k++) {
    try {
      return [k, Point.fromBytes(join([2], wide(N + k)))]
    } catch {
      // Every second x is on the curve.
    }
  }
}

// Bare signatures: {key, message, signature} and whether it is good.
const bare = []
{
  const { secret, publicKey } = devices['device-1']
  const text = utf8('EssLedger')
  const good = signEs256k(text, secret)
  const [r, s] = [good.subarray(0, 32), good.subarray(32)]
  const add = (name, signature, valid = false, key = publicKey, what = text) => bare.push({ name, key: hex(key), message: hex(what), signature: hex(signature), valid })
  add('a signature', good, true)
  add('of the empty message', signEs256k(new Uint8Array(), secret), true, publicKey, new Uint8Array())
  add('by the secret 1', signEs256k(text, wide(1n)), true, publicKeyOf(wide(1n)))
  add('by the secret n − 1: the same x, the other y', signEs256k(text, wide(N - 1n)), true, publicKeyOf(wide(N - 1n)))
  add('of another message', good, false, publicKey, utf8('EssLedgeR'))
  add('of another key', good, false, devices['device-2'].publicKey)
  add('of the key with the other y', good, false, flip(publicKey, 0))
  add('with n − s', join(r, wide(N - numberOf(s))))
  add('swapped', join(s, r))
  for (const [what, value] of [['0', 0n], ['1', 1n], ['n/2', N / 2n], ['n/2 + 1', N / 2n + 1n], ['n − 1', N - 1n], ['n', N], ['n + 1', N + 1n], ['2^256 − 1', 2n ** 256n - 1n]]) {
    add(`r = ${what}`, join(wide(value), s))
    add(`s = ${what}`, join(r, wide(value)))
  }
  add('DER', der(good))
  add('63 bytes', good.subarray(1))
  add('65 bytes', join(good, [0]))
  add('empty', new Uint8Array())
  add('a key that is no point: x = 5', good, false, join([2], wide(5n)))
  add('a key with x ≥ p', good, false, join([2], wide(2n ** 256n - 1n)))
  add('a key with x = p: 0 in disguise', good, false, join([2], wide(2n ** 256n - 2n ** 32n - 977n)))
  add('a key of zeros', good, false, new Uint8Array(33))
  add('a hybrid key', good, false, join([6], publicKey.subarray(1)))
  // r is the x of a point R modulo n. Here x itself is above n, which happens by chance once in 2^128 times and is forgotten by some verifiers:
  // R is given first and the key made to fit it, Q = (sR − eG) / r.
  const e = numberOf(sha256(text))
  const [r2, R] = firstAbove()
  const Q = R.multiply(7n).add(Point.BASE.multiply(N - e)).multiply(inverse(r2))
  add('R with x above n', join(wide(r2), wide(7n)), true, Q.toBytes(true))
  add('the same with x instead of x mod n', join(wide(r2 + N), wide(7n)), false, Q.toBytes(true))
  // eG + rQ is the point at infinity, which has no x.
  add('R the point at infinity', join(wide((N - e) * inverse(numberOf(secret)) % N), wide(7n)))
}
const keptBare = existsSync(new URL('signatures.json', folder)) ? read('signatures.json').signatures : []
for (const vector of keptBare) {
  if (!bare.some(({ name, signature }) => name === vector.name && signature === vector.signature)) throw new Error(`The signature "${vector.name}" is frozen and would change.`)
}
writeFileSync(new URL('signatures.json', folder), render({ about: `ES256K over SHA-256 of the message. ${ABOUT}`, signatures: bare }))

writeFileSync(new URL('keys.json', folder), render({
  about: 'TEST KEYS. Their secrets are public: they protect nothing and must be registered nowhere. The device "stranger" is known to nobody in these vectors.',
  devices: Object.fromEntries(Object.entries(devices).map(([name, { secret, publicKey, kid }]) => [name, { secret: hex(secret), publicKey: hex(publicKey), kid: hex(kid) }])),
  server: Object.entries(servers).map(([purpose, { jwk, kid }]) => ({ kid: hex(kid), purpose, alg: 'ES256', ...jwk })),
}))

console.log(`${total} payloads, ${codes.valid.length + codes.invalid.length} codes, ${bare.length} signatures`)
