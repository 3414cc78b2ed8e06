// The two algorithms: ES256K of devices (by @noble/secp256k1), ES256 of the server (by WebCrypto).

import { createHash, createHmac } from 'node:crypto'
import * as secp from '@noble/secp256k1'

secp.hashes.sha256 = message => new Uint8Array(createHash('sha256').update(message).digest())
secp.hashes.hmacSha256 = (key, message) => new Uint8Array(createHmac('sha256', key).update(message).digest())

export const sha256 = bytes => new Uint8Array(createHash('sha256').update(bytes).digest())

/** The key's name: the first 8 bytes of SHA-256 of a compressed device key, or of the DER SubjectPublicKeyInfo of a server key. */
export const keyId = encodedKey => sha256(encodedKey).subarray(0, 8)

export const publicKeyOf = secret => secp.getPublicKey(secret, true)

/** 64 bytes r‖s over SHA-256 of a message; RFC 6979, low s. */
export const signEs256k = (message, secret) => secp.sign(message, secret, { lowS: true })

// SEC 2 §2.4.1.
export const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const number = bytes => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

/** Why 64 bytes cannot be a signature, whatever was signed; null when they can. */
export function whyNotCanonical(signature) {
  if (signature.length !== 64) return 'a signature has 64 bytes'
  const [r, s] = [number(signature.subarray(0, 32)), number(signature.subarray(32))]
  if (r === 0n || r >= N || s === 0n || s >= N) return 'r and s are 1 … n−1'
  return s > N / 2n ? 's is in the upper half' : null
}

export function verifyEs256k(message, signature, publicKey) {
  if (whyNotCanonical(signature)) return false
  try {
    return secp.verify(signature, message, publicKey, { lowS: true })
  } catch {
    return false // the key is no point of the curve
  }
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256' }
const ES256 = { name: 'ECDSA', hash: 'SHA-256' }

/** A JWK as a key to verify with, and its kid. */
export async function importServerKey(jwk) {
  const key = await crypto.subtle.importKey('jwk', { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, P256, true, ['verify'])
  return { key, kid: Buffer.from(keyId(new Uint8Array(await crypto.subtle.exportKey('spki', key)))).toString('hex') }
}

export const verifyEs256 = (message, signature, { key }) => crypto.subtle.verify(ES256, key, signature, message)

export async function signEs256(message, jwk) {
  const key = await crypto.subtle.importKey('jwk', { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y, d: jwk.d }, P256, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign(ES256, key, message))
}
