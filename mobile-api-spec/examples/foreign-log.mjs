// Verifiers of logs that others wrote: Sigstore's (checkpoints and inclusion) and Transmute's (consistency, RFC 9162).

import { createRequire } from 'node:module'
import { RFC9162 } from '@transmute/rfc9162'

const require = createRequire(import.meta.url)
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle.js')
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint.js')

/** What Sigstore reads in a checkpoint that a key signed; null when it refuses. */
export function openCheckpoint(note, { name, id, key }) {
  try {
    const { origin, logSize, logHash } = verifyCheckpoint(
      { inclusionProof: { checkpoint: { envelope: note } } },
      [{ logID: Buffer.from(id, 'hex'), baseURL: name, publicKey: key }],
    )
    return { origin, size: Number(logSize), root: logHash }
  } catch (error) {
    if (error.name === 'VerificationError' || error.constructor.name === 'VerificationError') return null
    throw error
  }
}

/** Whether Sigstore finds that some leaf data is in a tree. */
export function verifyInclusion(data, index, size, root, path) {
  try {
    verifyMerkleInclusion({ inclusionProof: { logIndex: String(index), hashes: path }, canonicalizedBody: data }, { logSize: BigInt(size), logHash: root })
    return true
  } catch (error) {
    if (error.constructor.name === 'VerificationError') return false
    throw error
  }
}

/** Whether Transmute finds that one tree begins with another (of fewer leaves). It leaves step 2 of RFC 9162 §2.1.4.2 to its caller. */
export const verifyConsistency = (first, firstRoot, second, secondRoot, path) => RFC9162.verifyConsistencyProof(
  new Uint8Array(firstRoot), new Uint8Array(secondRoot),
  { log_id: '', tree_size_1: first, tree_size_2: second, consistency_path: (Number.isInteger(Math.log2(first)) ? [firstRoot, ...path] : path).map(step => new Uint8Array(step)) },
)
