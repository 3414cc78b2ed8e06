// Reads an exported year: the archive (zip of text), the chain of its entries, and the act that each entry says (deterministic CBOR, an array whose first
// item is the number of the kind). Written from the descriptions of the forms, not from the program that writes them.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

/** The files of a zip (APPNOTE 6.3: central directory at the end; stored or deflated; sizes of 64 bits in an extra field). */
export function unzip(path) {
  const zip = readFileSync(path)
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let [count, at] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16)]
  const files = {}
  for (; count > 0; count--) {
    const [method, packed, names, extra, comment] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)]
    const local = zip.readUInt32LE(at + 42)
    if (packed === 0xffffffff || local === 0xffffffff) throw new Error('The archive is larger than this reader reads.')
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(begin, begin + packed)
    files[zip.toString('utf8', at + 46, at + 46 + names)] = method === 0 ? bytes : inflateRawSync(bytes)
    at += 46 + names + extra + comment
  }
  return files
}

/** CBOR (RFC 8949) as far as a book needs it: integers, byte strings (as hex), texts, arrays. */
export function cbor(bytes) {
  let at = 0
  const item = () => {
    const head = bytes[at++]
    const [major, info] = [head >> 5, head & 31]
    let n = info
    if (info >= 24) {
      const size = 1 << (info - 24)
      if (size > 8) throw new Error('No such length.')
      n = 0
      for (let i = 0; i < size; i++) n = n * 256 + bytes[at++]
      if (!Number.isSafeInteger(n)) throw new Error('A number is larger than this reader reads.')
    }
    if (major === 0) return n
    if (major === 1) return -1 - n
    if (major === 2) return bytes.subarray(at, (at += n)).toString('hex')
    if (major === 3) return bytes.subarray(at, (at += n)).toString('utf8')
    if (major === 4) return Array.from({ length: n }, item)
    throw new Error(`No book has items of the type ${major}.`)
  }
  const whole = item()
  if (at !== bytes.length) throw new Error('There is more behind the item.')
  return whole
}

/** The day in Paris of an instant in milliseconds, as YYYY-MM-DD. An hour's answer is remembered: clocks change on the hour. */
const hours = new Map()
const paris = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', year: 'numeric', month: '2-digit', day: '2-digit' })
export function parisDay(at) {
  const hour = Math.floor(at / 3_600_000)
  if (!hours.has(hour)) hours.set(hour, paris.format(at))
  return hours.get(hour)
}

/** A day that a book counts from 1970. */
export const day = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10)

/** All entries of the archive in order, each with its act; throws where the chain does not hold. */
export function* entries(files, manifest) {
  let previous = Buffer.from(manifest.hashBefore, 'hex')
  let expected = manifest.first
  const eight = (n) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64BE(BigInt(n))
    return bytes
  }
  for (const line of files['entries.ndjson'].toString('utf8').split('\n')) {
    if (line === '') continue
    const { position, committedAt, hash, body: hex } = JSON.parse(line)
    const body = Buffer.from(hex, 'hex')
    const made = createHash('sha256').update(previous).update(eight(position)).update(eight(committedAt)).update(body).digest()
    if (position !== expected++ || made.toString('hex') !== hash) throw new Error(`Entry ${position} does not continue the chain.`)
    previous = made
    const [kind, ...fields] = cbor(body)
    yield { position, at: committedAt, day: parisDay(committedAt), hash, kind, fields }
  }
  if (expected !== manifest.last + 1) throw new Error(`The archive ends before entry ${manifest.last}.`)
}

// Kinds that move nothing.
const still = new Set([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 29, 30, 31, 34, 41, 42, 43, 45, 46, 53, 60, 61, 62, 63, 65, 67, 69, 75, 76])

const leg = (from, to, amount, unit, fromPurse = '', toPurse = '') => ({ from, to, amount, unit, fromPurse, toPurse })
const legs = (list) => list.map(([from, fromPurse, to, toPurse, amount, unit]) => leg(from, to, amount, unit, fromPurse, toPurse))
const worth = (notes) => notes.reduce((sum, [, denomination, count]) => sum + denomination * count, 0)
const received = (parts) => parts.reduce((sum, [, , , minor]) => sum + Math.max(minor, 0), 0)
const paidOut = (parts) => parts.reduce((sum, [, , , minor]) => sum + Math.max(-minor, 0), 0)

function explained(parts, against) {
  const [came, went] = [received(parts), paidOut(parts)]
  if (against === '') return [leg('UNEXPLAINED', 'SUSPENSE', came, 'EUR')]
  return came > 0 ? [leg(against, 'SUSPENSE', came, 'EUR')] : [leg('UNEXPLAINED', against, went, 'EUR')]
}

/** What an act moves: the transfers that it names, or those that follow from its fields by the chart of accounts. */
export function transfers({ kind, fields: f }) {
  switch (kind) {
    case 7: case 17: case 40: return legs(f[10])
    case 12: return legs(f[6])
    case 26: {
      // A statement: what came in waits in suspense, what went out is unexplained; the account's first brings what stood there before.
      const [account, opening, begins, lines] = [f[2], f[5], f[7], f[8]]
      const minors = [...(begins === 1 && opening !== 0 ? [opening] : []), ...lines.map((l) => l[2])]
      const [came, went] = [minors.filter((m) => m > 0).reduce((a, b) => a + b, 0), -minors.filter((m) => m < 0).reduce((a, b) => a + b, 0)]
      return [...(came > 0 ? [leg('SUSPENSE', account, came, 'EUR')] : []), ...(went > 0 ? [leg(account, 'UNEXPLAINED', went, 'EUR')] : [])]
    }
    case 27: return explained(f[2], f[3])
    case 28: return explained(f[3], f[4]).map((l) => leg(l.to, l.from, l.amount, l.unit))
    case 32: {
      const [, , amount, fee] = f[2]
      return [leg('UNEXPLAINED', 'BACKING', amount - fee, 'EUR'), ...(fee > 0 ? [leg('COMMISSION', 'BACKING', fee, 'EUR')] : []), leg('RECONVERSION', 'ISSUANCE', amount, f[3])]
    }
    case 33: {
      const [[, payer, amount, fee], unit, settled] = [f[2], f[3], f[4]]
      if (settled === 0) return [leg('RECONVERSION', payer, amount, unit)]
      return [leg('BACKING', 'SUSPENSE', amount - fee, 'EUR'), ...(fee > 0 ? [leg('BACKING', 'COMMISSION', fee, 'EUR')] : []), leg('ISSUANCE', payer, amount, unit)]
    }
    // Notes: whose turn (two fields), slip, who; then what is told here.
    case 47: return [leg('PRESS', 'ONTHEWAY', f[5] * (f[7] - f[6] + 1), 'NOTE')]
    case 48: return [leg(f[4], 'ONTHEWAY', worth(f[6]), 'NOTE')]
    case 49: return [leg('ONTHEWAY', f[5], worth(f[6]), 'NOTE')]
    case 50: return [leg(`DRAWER.${f[4]}`, 'SOLD', worth(f[5]), 'NOTE'), leg('ISSUANCE', 'PAPER', worth(f[5]), f[6]), leg('BACKING', `BUREAU.${f[4]}`, worth(f[5]), 'EUR')]
    case 51: return [leg('SOLD', `DRAWER.${f[5]}`, worth(f[6]), 'NOTE'), leg('PAPER', 'ISSUANCE', worth(f[6]), f[7]), leg(`BUREAU.${f[5]}`, 'BACKING', worth(f[6]), 'EUR')]
    case 52: return [leg('SOLD', `DRAWER.${f[4]}`, worth(f[5]), 'NOTE'), leg('PAPER', f[7], worth(f[5]), f[6])]
    case 54: {
      const [place, missing, found, cash, bears] = [f[5], worth(f[6]), worth(f[7]), f[8], f[9]]
      const till = place.replace('DRAWER.', 'BUREAU.')
      return [...(missing > 0 ? [leg(place, 'LOST', missing, 'NOTE')] : []), ...(found > 0 ? [leg('LOST', place, found, 'NOTE')] : []),
        ...(bears === '' ? [] : [cash < 0 ? leg(till, bears, -cash, 'EUR') : leg(bears, till, cash, 'EUR')])]
    }
    case 64: case 66: return legs(f.at(-1))
    case 68: return legs(f[4])
    default:
      if (!still.has(kind)) throw new Error(`Nobody told this reader of acts of the kind ${kind}.`)
      return []
  }
}

/** Which notes an act moves: [series, denomination, count] from a place to another. */
export function noteMoves({ kind, fields: f }) {
  switch (kind) {
    case 47: return [{ from: 'PRESS', to: 'ONTHEWAY', notes: [[f[4], f[5], f[7] - f[6] + 1]] }]
    case 48: return [{ from: f[4], to: 'ONTHEWAY', notes: f[6] }]
    case 49: return [{ from: 'ONTHEWAY', to: f[5], notes: f[6] }]
    case 50: return [{ from: `DRAWER.${f[4]}`, to: 'SOLD', notes: f[5] }]
    case 51: return [{ from: 'SOLD', to: `DRAWER.${f[5]}`, notes: f[6] }]
    case 52: return [{ from: 'SOLD', to: `DRAWER.${f[4]}`, notes: f[5] }]
    case 54: return [{ from: f[5], to: 'LOST', notes: f[6] }, { from: 'LOST', to: f[5], notes: f[7] }]
    default: return []
  }
}
