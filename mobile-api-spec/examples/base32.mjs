// Base32 of RFC 4648 §6 as it stands in our codes: upper case, no padding, spare bits zero.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function encode(bytes) {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff
    for (held += 8; held >= 5; held -= 5) text += ALPHABET[(bits >> (held - 5)) & 31]
  }
  return held > 0 ? text + ALPHABET[(bits << (5 - held)) & 31] : text
}

/** The bytes, or null when the text is not in the one form. */
export function decode(text) {
  const bytes = []
  let bits = 0
  let held = 0
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return null
    bits = ((bits << 5) | value) & 0xfff
    held += 5
    if (held >= 8) {
      held -= 8
      bytes.push((bits >> held) & 0xff)
    }
  }
  return held >= 5 || (bits & ((1 << held) - 1)) !== 0 ? null : Uint8Array.from(bytes)
}

/** What a camera read: {kind: 'R' | 'P' | 'B', origin, bytes}, or null. Paths are case-insensitive; http is for loopback only. */
export function readCode(text) {
  const [, scheme, host, kind, code] = /^(https?):\/\/([^/?#@\\\s]+)\/([RPB])\/([A-Z2-7]+)$/i.exec(text) ?? []
  if (!code) return null
  const origin = `${scheme}://${host}`.toLowerCase()
  if (scheme.toLowerCase() === 'http' && !/^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(origin)) return null
  const bytes = decode(code.toUpperCase())
  return bytes && { kind: kind.toUpperCase(), origin, bytes }
}

export const writeCode = (origin, kind, bytes) => `${origin.toUpperCase()}/${kind}/${encode(bytes)}`
