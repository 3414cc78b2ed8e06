// The transparency log: leaves, proofs (RFC 9162 §2.1), signed notes and tiles (C2SP signed-note, tlog-checkpoint, tlog-tiles).
// All that a verifier needs; it shares nothing with the server.

import { createHash, createHmac, createPublicKey, verify } from 'node:crypto'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

export const EMPTY_ROOT = sha256()
export const leafData = (salt, entryHash) => createHmac('sha256', salt).update(entryHash).digest()
export const hashLeaf = data => sha256(LEAF, data)
export const hashChildren = (left, right) => sha256(NODE, left, right)

/** The root of a tree of these leaf hashes, by the definition of RFC 9162 §2.1.1. */
export function rootOf(leaves) {
  if (leaves.length === 0) return EMPTY_ROOT
  if (leaves.length === 1) return leaves[0]
  const half = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1)
  return hashChildren(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))
}

const half = number => Math.floor(number / 2)

/** RFC 9162 §2.1.3.2, step by step. */
export function verifyInclusion(leaf, index, size, root, path) {
  if (!(index >= 0 && index < size)) return false
  let [fn, sn, hash] = [index, size - 1, leaf]
  for (const step of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = hashChildren(step, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      hash = hashChildren(hash, step)
    }
    [fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && hash.equals(root)
}

/** RFC 9162 §2.1.4.2, step by step. */
export function verifyConsistency(first, firstRoot, second, secondRoot, path) {
  if (!(first >= 1 && first <= second)) return false
  if (first === second) return path.length === 0 && firstRoot.equals(secondRoot)
  if (path.length === 0) return false
  const steps = Number.isInteger(Math.log2(first)) ? [firstRoot, ...path] : path
  let [fn, sn] = [first - 1, second - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [steps[0], steps[0]]
  for (const step of steps.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [hashChildren(step, fr), hashChildren(step, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      sr = hashChildren(sr, step)
    }
    [fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot)
}

/** Base64 of which there is one text only; null when it is none. */
function base64(text) {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

const KEY_NAME = /^[^\s+\p{Cc}]+$/u
// RFC 8410: what stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo.
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

/** A verifier key: name, key id (hexadecimal), and the key itself; null when the text is none. */
export function readVkey(text) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? []
  const bytes = encoded && base64(encoded)
  if (!bytes || bytes.length !== 33 || bytes[0] !== 1 || !KEY_NAME.test(name)) return null
  if (sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex') !== id) return null
  return { name, id, raw: bytes.subarray(1), key: createPublicKey({ key: Buffer.concat([ED25519, bytes.subarray(1)]), format: 'der', type: 'spki' }) }
}

/** A signed note: its text and its signatures; null when it is none. */
export function readNote(note) {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(note)) return null
  const signatures = note.slice(end + 2, -1).split('\n').map(line => {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? []
    const bytes = name && KEY_NAME.test(name) ? base64(encoded) : null
    return bytes && bytes.length > 4 ? { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) } : null
  })
  return signatures.includes(null) ? null : { text: note.slice(0, end + 1), signatures }
}

/** What a checkpoint says, if a key signed it; null when it is none or the key did not. */
export function openCheckpoint(note, vkey) {
  const read = readNote(note)
  const own = read?.signatures.filter(({ name, id }) => name === vkey.name && id === vkey.id) ?? []
  if (own.length === 0 || !own.every(({ signature }) => verify(null, Buffer.from(read.text), vkey.key, signature))) return null
  const [origin, size, root] = read.text.split('\n')
  const hash = base64(root ?? '')
  if (origin !== vkey.name || !/^(0|[1-9][0-9]*)$/.test(size) || hash?.length !== 32) return null
  return { origin, size: Number(size), root: hash }
}

/** The checkpoint under which a proof of the API puts an entry; null when it does not hold. */
export function verifyProof({ position, salt, entryHash, treeSize, path, checkpoint }, vkey) {
  const bytes = text => Buffer.from(text, 'base64url')
  const opened = openCheckpoint(checkpoint, vkey)
  if (!opened || opened.size !== treeSize || bytes(salt).length !== 32 || bytes(entryHash).length !== 32) return null
  const leaf = hashLeaf(leafData(bytes(salt), bytes(entryHash)))
  return verifyInclusion(leaf, position - 1, treeSize, opened.root, path.map(bytes)) ? opened : null
}

/** The address of a tile: level, index and how many hashes; null when it is none. */
export function readTilePath(path) {
  const [, level, high, low, width] = /^(0|[1-9]\d?)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? []
  if (level === undefined || Number(level) > 63 || high.startsWith('x000/') || Number(width) > 255) return null
  return { level: Number(level), index: Number(high.replace(/[x/]/g, '') + low), width: width ? Number(width) : 256 }
}
