// The seven signed payloads: what stands in payloads.cddl, in JavaScript.

import { CborError, Tag, decode, encode } from './cbor.mjs'

export const ES256K = -47
export const ES256 = -7

/** Bytes that are not the one form of a payload: the API's code for them is `malformed_payload`. */
export class Malformed extends Error {}

const need = (good, why) => {
  if (!good) throw new Malformed(why)
}

// ---- Types of fields: how a CBOR value becomes a JavaScript one (or not), and back. ----

const integer = (from, to) => ({
  read(value) {
    need(typeof value === 'bigint' && value >= from && value <= to, `an integer of ${from} … ${to} was expected`)
    return value
  },
  write: BigInt,
})

const text = (form, what) => ({
  read(value) {
    need(typeof value === 'string' && form(value), `${what} was expected`)
    return value
  },
  write: value => value,
})

const bytes = size => ({
  read(value) {
    need(value instanceof Uint8Array && value.length === size, `${size} bytes were expected`)
    return value
  },
  write: value => value,
})

const hex = value => Buffer.from(value).toString('hex')

export const uuidText = value => hex(value).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
export const uuidBytes = value => new Uint8Array(Buffer.from(value.replaceAll('-', ''), 'hex'))

const uuid = { read: value => uuidText(bytes(16).read(value)), write: uuidBytes }

const uuid7 = {
  read(value) {
    const id = uuid.read(value)
    need(/^.{14}7.{4}[89ab]/.test(id), 'an id made on a device is a version 7 UUID')
    return id
  },
  write: uuidBytes,
}

const DAY = 86_400_000
const day = {
  read: value => new Date(Number(integer(0n, 2_932_896n).read(value)) * DAY).toISOString().slice(0, 10),
  write: value => BigInt(Date.parse(value) / DAY),
}

const yes = {
  read(value) {
    need(value === true, 'true was expected')
    return true
  },
  write: value => value,
}

const publicKey = {
  read(value) {
    need(bytes(33).read(value)[0] === 2 || value[0] === 3, 'a compressed key begins with 02 or 03')
    return value
  },
  write: value => value,
}

const MAX = 2n ** 63n - 1n
const amount = integer(1n, MAX)
const seconds = integer(0n, MAX)
const printable = most => text(value => new RegExp(`^[!-~]{1,${most}}$`).test(value), `1 … ${most} printable ASCII characters`)
const ledger = printable(16)
const account = printable(22)
const unit = printable(8)
const upTo = most => text(value => Buffer.byteLength(value) <= most, `a text of at most ${most} bytes`)

// Not the categories of today's Unicode but those of a frozen list: control characters (Cc) and the Bidi_Control property (UAX #9).
const UNREADABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const note = text(value => [...value].length <= 140 && !UNREADABLE.test(value), 'at most 140 characters, none of them a control or direction mark')

const purses = {
  read(value) {
    need(Array.isArray(value) && value.length > 0, 'an array of purses was expected')
    const parts = value.map(part => {
      need(Array.isArray(part) && part.length === 2, 'a purse and its part were expected')
      return { purse: uuid.read(part[0]), part: amount.read(part[1]) }
    })
    need(new Set(parts.map(({ purse }) => purse)).size === parts.length, 'a purse stands twice')
    return parts
  },
  write: parts => parts.map(({ purse, part }) => [uuidBytes(purse), BigInt(part)]),
}

// The order of a drawer: by denomination, then by series.
const notes = {
  read(value) {
    need(Array.isArray(value) && value.length >= 1 && value.length <= 12, '1 to 12 kinds of notes were expected')
    const kinds = value.map(kind => {
      need(Array.isArray(kind) && kind.length === 3, 'a series, a denomination and a count were expected')
      return {
        series: text(series => /^[A-Z0-9]{1,8}$/.test(series), 'a series').read(kind[0]), denomination: integer(1n, 1_000_000n).read(kind[1]), count: integer(1n, 10_000_000n).read(kind[2]),
      }
    })
    kinds.slice(1).forEach(({ series, denomination }, i) =>
      need(denomination > kinds[i].denomination || (denomination === kinds[i].denomination && series > kinds[i].series), 'kinds stand in their order, each once'))
    return kinds
  },
  write: kinds => kinds.map(({ series, denomination, count }) => [series, BigInt(denomination), BigInt(count)]),
}

const place = text(value => /^(VAULT|DRAWER\.[A-Z2-7]{12})$/.test(value), 'a place where notes are kept')

const optional = type => ({ ...type, optional: true })

// ---- The payloads: typ → algorithm, and key → [name, type]. ----

export const payloads = {
  'vnd.essledger.order': {
    algorithm: ES256K,
    fields: {
      1: ['ledger', ledger], 2: ['id', uuid7], 3: ['payer', account], 4: ['payee', account], 5: ['amount', amount], 6: ['unit', unit],
      7: ['notAfter', seconds], 8: ['request', optional(uuid)], 9: ['note', optional(note)], 10: ['purses', optional(purses)],
      11: ['refunds', optional(uuid)], 12: ['fee', optional(integer(0n, MAX))],
    },
    check: order => need(!order.purses || order.purses.reduce((sum, { part }) => sum + part, 0n) === order.amount, 'the purses do not sum to the amount'),
  },
  'vnd.essledger.proof': {
    algorithm: ES256K,
    fields: { 1: ['ledger', ledger], 2: ['account', account], 3: ['challenge', bytes(32)], 4: ['key', publicKey] },
  },
  'vnd.essledger.mandate': {
    algorithm: ES256K,
    fields: {
      1: ['ledger', ledger], 2: ['id', uuid7], 3: ['payer', account], 4: ['payee', optional(account)], 5: ['perPayment', amount], 6: ['unit', unit],
      7: ['perPeriod', amount], 8: ['periodDays', integer(1n, 36_525n)], 9: ['lastDay', day],
    },
  },
  'vnd.essledger.cooperation': {
    algorithm: ES256K,
    fields: {
      1: ['ledger', ledger], 2: ['cooperation', uuid], 3: ['text', bytes(32)],
      4: ['participant', text(value => /^[A-Z2-7]{1,22}$/.test(value), 'a participant id')], 5: ['day', day],
    },
  },
  'vnd.essledger.slip': {
    algorithm: ES256K,
    fields: {
      1: ['ledger', ledger], 2: ['id', uuid7], 3: ['from', place], 4: ['to', place], 5: ['notes', notes], 6: ['at', integer(0n, 253_402_300_799n)], 7: ['first', optional(bytes(32))],
    },
  },
  'vnd.essledger.request': {
    algorithm: ES256,
    fields: {
      1: ['ledger', ledger], 2: ['request', uuid], 3: ['payee', account], 4: ['payeeName', upTo(32)], 5: ['amount', optional(amount)], 6: ['unit', unit],
      7: ['expiresAt', optional(seconds)], 8: ['reference', optional(upTo(16))], 9: ['grant', optional(upTo(16))], 11: ['standing', optional(yes)],
    },
  },
  'vnd.essledger.receipt': {
    algorithm: ES256,
    fields: {
      1: ['ledger', ledger], 2: ['order', uuid7], 3: ['position', amount], 4: ['entryHash', bytes(32)], 5: ['received', bytes(32)], 6: ['amount', amount],
      7: ['unit', unit], 8: ['payer', account], 9: ['payee', account], 10: ['committedAt', integer(0n, 253_402_300_799_999n)],
    },
  },
  'vnd.essledger.badge': {
    algorithm: ES256,
    fields: {
      1: ['issuer', ledger], 2: ['grant', text(value => /^[A-Z0-9-]{1,16}$/.test(value), 'a grant number')], 3: ['holder', upTo(32)], 4: ['holderId', upTo(16)],
      5: ['level', integer(1n, 9n)], 6: ['from', day], 7: ['until', day], 8: ['statusIndex', integer(0n, 2n ** 31n - 1n)], 9: ['commune', upTo(5)],
      10: ['kind', integer(1n, 9n)],
    },
  },
}

export function decodePayload(type, payloadBytes) {
  const map = strict(payloadBytes)
  need(map instanceof Map, 'a map was expected')
  const { fields, check } = payloads[type]
  const result = {}
  for (const [key, [name, field]] of Object.entries(fields)) {
    const value = map.get(Number(key))
    map.delete(Number(key))
    if (value === undefined) need(field.optional, `the key ${key} was expected`)
    else result[name] = field.read(value)
  }
  need(map.size === 0, `the key ${[...map.keys()][0]} is not one of this payload`)
  check?.(result)
  return result
}

export function encodePayload(type, values) {
  const map = new Map()
  for (const [key, [name, field]] of Object.entries(payloads[type].fields)) {
    if (values[name] !== undefined) map.set(Number(key), field.write(values[name]))
  }
  return encode(map)
}

// ---- The envelope: COSE_Sign1 (RFC 9052 §4.2) in the one form. ----

export function decodeEnvelope(message, type) {
  const envelope = strict(message)
  need(envelope instanceof Tag && envelope.number === 18, 'the tag 18 was expected')
  need(Array.isArray(envelope.value) && envelope.value.length === 4, 'a COSE_Sign1 has four parts')
  const [header, unprotected, payload, signature] = envelope.value
  need([header, payload, signature].every(part => part instanceof Uint8Array), 'byte strings were expected')
  need(unprotected instanceof Map && unprotected.size === 0, 'the unprotected header is not empty')
  const found = strict(header)
  need(found instanceof Map && [...found.keys()].join() === '1,4,16', 'the protected header is not exactly alg, kid and typ')
  need(Object.hasOwn(payloads, found.get(16)), 'the typ is none of ours')
  need(type === undefined || found.get(16) === type, `the typ is not ${type}`)
  need(found.get(1) === BigInt(payloads[found.get(16)].algorithm), 'the algorithm is not the one of this typ')
  need(found.get(4) instanceof Uint8Array && found.get(4).length === 8, 'a kid has 8 bytes')
  return { type: found.get(16), kid: hex(found.get(4)), payload, signature, signed: toBeSigned(header, payload) }
}

export const protectedHeader = (type, kid) =>
  encode(new Map([[1, payloads[type].algorithm], [4, kid], [16, type]]))

/** The Sig_structure of RFC 9052 §4.4: what is signed. */
export const toBeSigned = (header, payload) => encode(['Signature1', header, new Uint8Array(), payload])

export const envelopeOf = (header, payload, signature) => encode(new Tag(18, [header, new Map(), payload, signature]))

/** A whole message: the payload of a typ, signed by `sign(bytes)` under a kid of 8 bytes. */
export async function makeMessage(type, values, kid, sign) {
  const header = protectedHeader(type, kid)
  const payload = encodePayload(type, values)
  return envelopeOf(header, payload, await sign(toBeSigned(header, payload)))
}

/** A whole message, read: {type, kid, payload, signature, signed, says}. */
export function readMessage(message, type) {
  const envelope = decodeEnvelope(message, type)
  return { ...envelope, says: decodePayload(envelope.type, envelope.payload) }
}

/** What a payload says as JSON: bytes as base64url; numbers above 2^53 lose digits, so a program keeps the bigint. */
export const toJson = says => JSON.parse(JSON.stringify(says, (_, value) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : typeof value === 'bigint' ? Number(value) : value))

function strict(input) {
  try {
    return decode(input)
  } catch (error) {
    if (error instanceof CborError) throw new Malformed(error.message)
    throw error
  }
}
