// Makes ../vectors/log.json. It is frozen: a vector that exists keeps its bytes, and this program stops rather than change one.
// So it is run to add vectors only:  node make-log-vectors.mjs
// The key is a TEST KEY: its secret is published here, it protects nothing.

import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { hashChildren, hashLeaf, leafData, rootOf } from './log.mjs'

const file = new URL('../vectors/log.json', import.meta.url)
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const seed = name => sha256(`EssLedger test key: ${name}`)
const hex = bytes => Buffer.from(bytes).toString('hex')
const base64url = bytes => Buffer.from(bytes).toString('base64url')

// ---- Proofs by the definitions of RFC 9162 §2.1.3.1 and §2.1.4.1: slow, and plain to see ----

const middle = count => 2 ** (Math.ceil(Math.log2(count)) - 1)

function inclusion(index, leaves) {
  if (leaves.length === 1) return []
  const k = middle(leaves.length)
  return index < k ? [...inclusion(index, leaves.slice(0, k)), rootOf(leaves.slice(k))] : [...inclusion(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))]
}

function consistency(first, leaves, whole = true) {
  if (first === leaves.length) return whole ? [] : [rootOf(leaves)]
  const k = middle(leaves.length)
  return first <= k ? [...consistency(first, leaves.slice(0, k), whole), rootOf(leaves.slice(k))] : [...consistency(first - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))]
}

// ---- The tree that Certificate Transparency's implementations test with ----

const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const known = inputs.map(input => hashLeaf(Buffer.from(input, 'hex')))
const reference = {
  about: 'The eight leaves with which implementations of RFC 6962 and RFC 9162 are tested, the roots of their first 0 … 8, and every proof.',
  leaves: inputs,
  roots: [...inputs.keys(), 8].map(size => hex(rootOf(known.slice(0, size)))),
  inclusion: [...Array(8).keys()].flatMap(less => [...Array(less + 1).keys()].map(index => ({ index, size: less + 1, path: inclusion(index, known.slice(0, less + 1)).map(hex) }))),
  consistency: [...Array(8).keys()].flatMap(less => [...Array(less + 1).keys()].map(earlier => ({ first: earlier + 1, second: less + 1, path: consistency(earlier + 1, known.slice(0, less + 1)).map(hex) }))),
}
// As printed in their tests, so that a slip in the code above cannot freeze itself.
if (reference.roots[8] !== '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328') throw new Error('The root of the reference tree is not the known one.')

// ---- A large tree, by a rule ----

const count = 70_000
const number = index => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(index))
  return bytes
}
const many = Array.from({ length: count }, (_, index) => hashLeaf(number(index)))
const large = {
  about: 'Leaf i has the data i in 8 bytes, big-endian. 70 000 leaves are the example of tlog-tiles.',
  roots: Object.fromEntries([1, 255, 256, 257, 4095, 4096, 12_345, 65_536, 69_999, count].map(size => [size, hex(rootOf(many.slice(0, size)))])),
  inclusion: [[0, 257], [256, 257], [4095, 4096], [65_535, 65_536], [0, count], [69_999, count], [41_234, count]].map(([index, size]) => ({ index, size, path: inclusion(index, many.slice(0, size)).map(hex) })),
  consistency: [[1, 257], [256, 257], [255, 4096], [4096, 65_536], [65_536, count], [69_999, count], [12_345, count]].map(([first, second]) => ({ first, second, path: consistency(first, many.slice(0, second)).map(hex) })),
}

// ---- Checkpoints ----

const origin = 'essledger/TESTLEDGER/currency'
const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const secret = createPrivateKey({ key: Buffer.concat([prefix, seed('checkpoint-currency')]), format: 'der', type: 'pkcs8' })
const publicKey = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)
const typed = Buffer.concat([Buffer.from([1]), publicKey])
const keyId = name => sha256(`${name}\n`, typed).subarray(0, 4)
const vkey = `${origin}+${hex(keyId(origin))}+${typed.toString('base64')}`
const line = (text, name = origin, id = keyId(name)) => `\u2014 ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), secret)]).toString('base64')}\n`
const note = (text, ...lines) => `${text}\n${lines.join('')}`
const checkpoint = (size, root, of = origin) => `${of}\n${size}\n${root.toString('base64')}\n`

const entries = Array.from({ length: 20 }, (_, index) => {
  const [salt, entryHash] = [seed(`salt ${index + 1}`), seed(`entry ${index + 1}`)]
  const data = leafData(salt, entryHash)
  return { position: index + 1, salt, entryHash, data, leafHash: hashLeaf(data) }
})
const leaves = entries.map(entry => entry.leafHash)
const text = checkpoint(20, rootOf(leaves))
const good = note(text, line(text))
const other = Buffer.concat([Buffer.from([9, 9, 9, 9]), seed('witness'), seed('witness too')]).toString('base64')
const zero = checkpoint(0, rootOf([]))
const extended = `${text}an extension line\n`
const checkpoints = {
  valid: [
    { name: 'twenty entries', note: good },
    { name: 'an empty log', note: note(zero, line(zero)) },
    { name: 'with a signature of somebody unknown before ours', note: note(text, `\u2014 witness.example/a ${other}\n`, line(text)) },
    { name: 'with an extension line', note: note(extended, line(extended)) },
  ],
  invalid: [
    { name: 'another size under the same signature', note: good.replace('\n20\n', '\n21\n') },
    { name: 'another root under the same signature', note: note(checkpoint(20, seed('root')), line(text)) },
    { name: 'the signature of somebody unknown only', note: note(text, `\u2014 witness.example/a ${other}\n`) },
    { name: 'our name with another key id', note: note(text, line(text, origin, Buffer.from([1, 2, 3, 4]))) },
    { name: 'our key id under another name', note: note(text, line(text, 'essledger/OTHER/currency', keyId(origin))) },
    { name: 'another origin, signed by our key', note: (t => note(t, line(t)))(checkpoint(20, rootOf(leaves), 'essledger/TESTLEDGER/label')) },
    { name: 'a size with a zero before it', note: (t => note(t, line(t)))(checkpoint('020', rootOf(leaves))) },
    { name: 'a root of 31 bytes', note: (t => note(t, line(t)))(checkpoint(20, rootOf(leaves).subarray(1))) },
    { name: 'a hyphen for the em dash', note: good.replace('\u2014', '-') },
    { name: 'no newline at the end', note: good.slice(0, -1) },
    { name: 'no empty line', note: good.replace('\n\n', '\n') },
    { name: 'a carriage return', note: good.replace('\n', '\r\n') },
    { name: 'no signature', note: `${text}\n` },
    { name: 'a signature of 63 bytes', note: note(text, `\u2014 ${origin} ${Buffer.concat([keyId(origin), sign(null, Buffer.from(text), secret).subarray(1)]).toString('base64')}\n`) },
  ],
}

// ---- Proofs as the API gives them ----

const proof = (position, size = 20) => {
  const { salt, entryHash } = entries[position - 1]
  const signed = checkpoint(size, rootOf(leaves.slice(0, size)))
  return { position, salt: base64url(salt), entryHash: base64url(entryHash), treeSize: size, path: inclusion(position - 1, leaves.slice(0, size)).map(base64url), checkpoint: note(signed, line(signed)) }
}
const seven = proof(7)
const proofs = {
  valid: [
    { name: 'the seventh of twenty', proof: seven },
    { name: 'the first of twenty', proof: proof(1) },
    { name: 'the last of twenty', proof: proof(20) },
    { name: 'the last of seventeen', proof: proof(17, 17) },
    { name: 'the only one', proof: proof(1, 1) },
  ],
  invalid: [
    { name: 'another position', proof: { ...seven, position: 8 } },
    { name: 'position 0', proof: { ...seven, position: 0 } },
    { name: 'a position beyond the tree', proof: { ...seven, position: 21 } },
    { name: 'another entry', proof: { ...seven, entryHash: proof(8).entryHash } },
    { name: 'another salt', proof: { ...seven, salt: proof(8).salt } },
    { name: 'a salt of 31 bytes', proof: { ...seven, salt: base64url(entries[6].salt.subarray(1)) } },
    { name: 'another tree size', proof: { ...seven, treeSize: 19 } },
    { name: 'a step too few', proof: { ...seven, path: seven.path.slice(0, -1) } },
    { name: 'a step too many', proof: { ...seven, path: [...seven.path, seven.path[0]] } },
    { name: 'two steps swapped', proof: { ...seven, path: [seven.path[1], seven.path[0], ...seven.path.slice(2)] } },
    { name: 'a flipped bit in a step', proof: { ...seven, path: [base64url(Buffer.from(seven.path[0], 'base64url').map((byte, at) => at ? byte : byte ^ 1)), ...seven.path.slice(1)] } },
    { name: 'the checkpoint of another size', proof: { ...seven, checkpoint: proof(17, 17).checkpoint } },
    { name: 'a checkpoint that nobody signed', proof: { ...seven, checkpoint: good.replace('\n20\n', '\n19\n') } },
    { name: 'an inner node that calls itself a leaf', proof: { ...seven, position: 4, salt: base64url(leaves[6]), entryHash: base64url(leaves[7]), path: seven.path.slice(1) } },
  ],
}

// ---- Addresses of tiles ----

const tiles = {
  valid: [
    { path: '0/000', level: 0, index: 0, width: 256 },
    { path: '0/273.p/112', level: 0, index: 273, width: 112 },
    { path: '1/x001/x234/067', level: 1, index: 1234067, width: 256 },
    { path: '2/x001/000.p/1', level: 2, index: 1000, width: 1 },
    { path: '63/000', level: 63, index: 0, width: 256 },
  ],
  invalid: ['', '0', '0/', '0/0', '0/0000', '00/000', '64/000', '-1/000', '0/x000/001', '0/001/000', '0/x001/x000', '0/000.p/0', '0/000.p/256', '0/000.p/01', '0/000.p', '0/000/', 'entries/000'],
}

const made = JSON.parse(JSON.stringify({
  about: 'Frozen test vectors of the transparency log. The key is a TEST KEY whose secret is public. Bytes are hexadecimal, in proofs base64url as the API gives them.',
  reference, large,
  key: { origin, secret: hex(seed('checkpoint-currency')), publicKey: hex(publicKey), vkey },
  entries: entries.map(({ position, ...bytes }) => ({ position, ...Object.fromEntries(Object.entries(bytes).map(([name, value]) => [name, hex(value)])) })),
  checkpoints, proofs, tiles,
}))

/** Whether all that was kept is still there as it was. */
const keeps = (kept, now) => Array.isArray(kept) && kept.some(item => item?.name ?? item?.path)
  ? kept.every(item => now.some(other => isDeepStrictEqual(item, other)))
  : kept !== null && typeof kept === 'object' && !Array.isArray(kept)
    ? Object.entries(kept).every(([name, value]) => name === 'about' || (now?.[name] !== undefined && keeps(value, now[name])))
    : isDeepStrictEqual(kept, now)
if (existsSync(file) && !keeps(JSON.parse(readFileSync(file, 'utf8')), made)) throw new Error('A vector of the log is frozen and would change.')
writeFileSync(file, `${JSON.stringify(made, null, 1)}\n`)
console.log(`${checkpoints.valid.length + checkpoints.invalid.length} checkpoints, ${proofs.valid.length + proofs.invalid.length} proofs, ${reference.inclusion.length + reference.consistency.length} of the reference tree`)
