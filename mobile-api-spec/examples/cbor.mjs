// Deterministic CBOR (RFC 8949 §4.2), of which our payloads need little: integers, byte and text strings, arrays, maps, tags, true.
// A value is a bigint, Uint8Array, string, Array, Map, Tag, or true; what has another form is refused, so that one meaning has one form.

export class CborError extends Error {}

export class Tag {
  constructor(number, value) {
    this.number = number
    this.value = value
  }
}

const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }) // a U+FEFF at the beginning is part of the text
const DEEPEST = 8

export function decode(input) {
  const bytes = Uint8Array.from(input)
  let next = 0

  const take = length => {
    if (length > bytes.length - next) throw new CborError('the bytes end too early')
    next += length
    return bytes.subarray(next - length, next)
  }

  const argument = extra => {
    if (extra < 24) return BigInt(extra)
    if (extra > 27) throw new CborError('an indefinite or reserved length')
    let value = 0n
    for (const byte of take(1 << (extra - 24))) value = (value << 8n) | BigInt(byte)
    const least = [24n, 0x100n, 0x10000n, 0x100000000n][extra - 24]
    if (value < least) throw new CborError('a number is not in its shortest form')
    return value
  }

  const count = value => {
    // Every item takes at least a byte; a count beyond that is a lie.
    if (value > BigInt(bytes.length - next)) throw new CborError('the bytes end too early')
    return Number(value)
  }

  const item = depth => {
    if (depth > DEEPEST) throw new CborError('too deep')
    const initial = take(1)[0]
    const major = initial >> 5
    const value = argument(initial & 31)
    switch (major) {
      case 0: return value
      case 1: return -1n - value
      case 2: return take(count(value)).slice()
      case 3:
        try {
          return text.decode(take(count(value)))
        } catch (error) {
          if (error instanceof CborError) throw error
          throw new CborError('a text is not valid UTF-8')
        }
      case 4: return Array.from({ length: count(value) }, () => item(depth + 1))
      case 5: return map(count(value), depth)
      case 6: return new Tag(Number(value), item(depth + 1))
      default:
        if (initial !== 0xf5) throw new CborError('a simple value other than true')
        return true
    }
  }

  const map = (pairs, depth) => {
    const result = new Map()
    let previous = null
    for (let i = 0; i < pairs; i++) {
      const start = next
      const key = item(depth + 1)
      const encoded = bytes.subarray(start, next)
      if (previous && Buffer.compare(previous, encoded) >= 0) throw new CborError('map keys are repeated or not in order')
      previous = encoded
      result.set(typeof key === 'bigint' ? Number(key) : key, item(depth + 1))
    }
    return result
  }

  const value = item(0)
  if (next !== bytes.length) throw new CborError('bytes follow the end')
  return value
}

export function encode(value) {
  const parts = []

  const head = (major, argument) => {
    const size = argument < 24n ? 0 : argument < 0x100n ? 1 : argument < 0x10000n ? 2 : argument < 0x100000000n ? 4 : 8
    const bytes = [(major << 5) | (size === 0 ? Number(argument) : 24 + Math.log2(size))]
    for (let i = size - 1; i >= 0; i--) bytes.push(Number((argument >> BigInt(8 * i)) & 0xffn))
    parts.push(Uint8Array.from(bytes))
  }

  const write = item => {
    if (typeof item === 'number') item = BigInt(item)
    if (typeof item === 'bigint') return item >= 0n ? head(0, item) : head(1, -1n - item)
    if (item === true) return parts.push(Uint8Array.of(0xf5))
    if (item instanceof Uint8Array) {
      head(2, BigInt(item.length))
      return parts.push(item)
    }
    if (typeof item === 'string') {
      if (!item.isWellFormed()) throw new CborError('half a surrogate pair is no text')
      const utf8 = new TextEncoder().encode(item)
      head(3, BigInt(utf8.length))
      return parts.push(utf8)
    }
    if (Array.isArray(item)) {
      head(4, BigInt(item.length))
      return item.forEach(write)
    }
    if (item instanceof Map) {
      head(5, BigInt(item.size))
      const pairs = [...item].map(([key, inner]) => [encode(key), inner]).sort(([a], [b]) => Buffer.compare(a, b))
      for (const [key, inner] of pairs) {
        parts.push(key)
        write(inner)
      }
      return
    }
    if (item instanceof Tag) {
      head(6, BigInt(item.number))
      return write(item.value)
    }
    throw new CborError(`no form for ${item}`)
  }

  write(value)
  return new Uint8Array(Buffer.concat(parts))
}
