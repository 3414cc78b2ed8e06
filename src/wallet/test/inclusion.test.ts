import { describe, expect, test } from 'vitest';
import { isConsistent, isIncluded, openCheckpoint, openProof, type Proof } from '../src/payments/inclusion';
import { concat, random, sha256, toBase64url, toHex, type Bytes } from '../src/protocol/bytes';

const leafOf = (data: Bytes) => sha256(concat(Uint8Array.of(0), data));
const node = (left: Bytes, right: Bytes) => sha256(concat(Uint8Array.of(1), left, right));
const halfOf = (count: number) => 2 ** (Math.ceil(Math.log2(count)) - 1);

// The definitions of RFC 9162 §2.1.1, §2.1.3.1 and §2.1.4.1, word for word; what is tested follows the other, iterative ones.
async function rootOf(leaves: Bytes[]): Promise<Bytes> {
  if (leaves.length === 1) return leaves[0]!;
  const half = halfOf(leaves.length);
  return node(await rootOf(leaves.slice(0, half)), await rootOf(leaves.slice(half)));
}

async function pathOf(index: number, leaves: Bytes[]): Promise<Bytes[]> {
  if (leaves.length === 1) return [];
  const half = halfOf(leaves.length);
  return index < half
    ? [...(await pathOf(index, leaves.slice(0, half))), await rootOf(leaves.slice(half))]
    : [...(await pathOf(index - half, leaves.slice(half))), await rootOf(leaves.slice(0, half))];
}

async function growth(from: number, leaves: Bytes[], whole = true): Promise<Bytes[]> {
  if (from === leaves.length) return whole ? [] : [await rootOf(leaves)];
  const half = halfOf(leaves.length);
  return from <= half
    ? [...(await growth(from, leaves.slice(0, half), whole)), await rootOf(leaves.slice(half))]
    : [...(await growth(from - half, leaves.slice(half), false)), await rootOf(leaves.slice(0, half))];
}

const leaves = await Promise.all(Array.from({ length: 21 }, (_, i) => leafOf(Uint8Array.of(i))));

describe('a tree of 21 entries', () => {
  test('holds each of them, and none at another place', async () => {
    const root = await rootOf(leaves);
    for (const [index, leaf] of leaves.entries()) {
      const path = await pathOf(index, leaves);
      expect(await isIncluded(leaf, index, leaves.length, root, path)).toBe(true);
      expect(await isIncluded(leaf, (index + 1) % leaves.length, leaves.length, root, path)).toBe(false);
      expect(await isIncluded(leaf, index, leaves.length, root, path.slice(1))).toBe(false);
    }
  });

  test('begins with each smaller tree, and with no other', async () => {
    const later = { origin: 'o', size: leaves.length, root: await rootOf(leaves) };
    for (let size = 1; size <= leaves.length; size++) {
      const path = await growth(size, leaves);
      const root = await rootOf(leaves.slice(0, size));
      expect(await isConsistent({ origin: 'o', size, root }, later, path)).toBe(true);
      expect(await isConsistent({ origin: 'o', size, root: await leafOf(root) }, later, path)).toBe(false);
    }
  });
});

/** A log with one key, and the proof of its fourth entry of seven. */
async function log() {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const key = concat(Uint8Array.of(1), new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const id = (await sha256(concat(new TextEncoder().encode('book.example/currency\n'), key))).subarray(0, 4);
  const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
  const vkey = `book.example/currency+${toHex(id)}+${base64(key)}`;

  const [salt, entryHash] = [random(32), random(32)];
  const mac = await crypto.subtle.importKey('raw', salt, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const all = [...leaves.slice(0, 7)];
  all[3] = await leafOf(new Uint8Array(await crypto.subtle.sign('HMAC', mac, entryHash)));
  const text = `book.example/currency\n7\n${base64(await rootOf(all))}\n`;
  const signature = new Uint8Array(
    await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text)),
  );
  const proof: Proof = {
    position: 4,
    salt: toBase64url(salt),
    entryHash: toBase64url(entryHash),
    treeSize: 7,
    path: (await pathOf(3, all)).map(toBase64url),
    checkpoint: `${text}\n\u2014 book.example/currency ${base64(concat(id, signature))}\n`,
  };
  return { vkey, proof };
}

describe('a proof', () => {
  test('holds under the checkpoint that the key of the log signed', async () => {
    const { vkey, proof } = await log();
    const other = await log();
    expect(await openProof(proof, [other.vkey, vkey])).toMatchObject({ origin: 'book.example/currency', size: 7 });
    expect(await openProof(proof, [other.vkey])).toBeNull();
  });

  test('holds for its own entry, place and tree only', async () => {
    const { vkey, proof } = await log();
    for (const change of [
      { position: 5 },
      { treeSize: 8 },
      { entryHash: toBase64url(random(32)) },
      { salt: toBase64url(random(32)) },
      { checkpoint: proof.checkpoint.replace('\n7\n', '\n8\n') },
    ]) {
      expect(await openProof({ ...proof, ...change }, [vkey])).toBeNull();
    }
    expect(await openCheckpoint('no note', vkey)).toBeNull();
  });
});
