// Whether a payment stands in the book that everybody sees: the leaf and its path (RFC 9162 §2.1.3), the signed checkpoint (C2SP signed-note,
// tlog-checkpoint), and that the book still begins with what this device saw before (RFC 9162 §2.1.4).

import { compare, concat, equal, fromBase64url, sha256, toHex, type Bytes } from '../protocol/bytes';

/** What the ledger answers to `GET /v1/payments/{payment}/proof`. */
export interface Proof {
  position: number;
  salt: string;
  entryHash: string;
  treeSize: number;
  path: string[];
  checkpoint: string;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

const node = (left: Bytes, right: Bytes) => sha256(concat(Uint8Array.of(1), left, right));
const half = (number: number) => Math.floor(number / 2);

/** Base64 of which there is one text only; null when it is none. */
function base64(text: string): Bytes | null {
  try {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return btoa(String.fromCharCode(...bytes)) === text ? bytes : null;
  } catch {
    return null;
  }
}

async function verifierKey(text: string) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? [];
  const bytes = encoded ? base64(encoded) : null;
  if (!name || !bytes || bytes.length !== 33 || bytes[0] !== 1) return null;
  const digest = await sha256(concat(new TextEncoder().encode(`${name}\n`), bytes));
  if (toHex(digest.subarray(0, 4)) !== id) return null;
  return { name, id, key: await crypto.subtle.importKey('raw', bytes.subarray(1), 'Ed25519', false, ['verify']) };
}

/**
 * What a checkpoint says, if the key signed it; null when it is none, or when the key did not.
 * @throws DOMException where the browser does not know Ed25519.
 */
export async function openCheckpoint(note: string, vkey: string): Promise<Checkpoint | null> {
  const own = await verifierKey(vkey);
  const end = note.lastIndexOf('\n\n');
  if (!own || end < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = encoded ? base64(encoded) : null;
    if (name !== own.name || !bytes || toHex(bytes.subarray(0, 4)) !== own.id) continue;
    if (!(await crypto.subtle.verify('Ed25519', own.key, bytes.subarray(4), new TextEncoder().encode(text))))
      return null;
    const [origin, size = '', root = ''] = text.split('\n');
    const hash = base64(root);
    return origin === own.name && /^[1-9][0-9]*$/.test(size) && hash?.length === 32
      ? { origin, size: Number(size), root: hash }
      : null;
  }
  return null;
}

/** The checkpoint under which a proof puts its entry, if it does; else null. */
export async function openProof(proof: Proof, vkeys: string[]): Promise<Checkpoint | null> {
  const salt = fromBase64url(proof.salt);
  const hash = fromBase64url(proof.entryHash);
  if (salt.length !== 32 || hash.length !== 32) return null;
  const key = await crypto.subtle.importKey('raw', salt, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const data = new Uint8Array(await crypto.subtle.sign('HMAC', key, hash));
  const leaf = await sha256(concat(Uint8Array.of(0), data));
  for (const vkey of vkeys) {
    const checkpoint = await openCheckpoint(proof.checkpoint, vkey);
    if (!checkpoint) continue;
    const { size, root } = checkpoint;
    const path = proof.path.map(fromBase64url);
    return size === proof.treeSize && (await isIncluded(leaf, proof.position - 1, size, root, path))
      ? checkpoint
      : null;
  }
  return null;
}

export async function isIncluded(leaf: Bytes, index: number, size: number, root: Bytes, path: Bytes[]) {
  if (!(index >= 0 && index < size)) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const step of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = await node(step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = await node(hash, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && compare(hash, root) === 0;
}

/** Whether the later tree begins with the whole earlier one. */
export async function isConsistent(earlier: Checkpoint, later: Checkpoint, path: Bytes[]): Promise<boolean> {
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return path.length === 0 && equal(earlier.root, later.root);
  const steps = Number.isInteger(Math.log2(earlier.size)) ? [earlier.root, ...path] : path;
  if (steps.length === 0) return false;
  let [fn, sn] = [earlier.size - 1, later.size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [steps[0]!, steps[0]!];
  for (const step of steps.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [await node(step, fr), await node(step, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = await node(sr, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(fr, earlier.root) && equal(sr, later.root);
}
