import { fromHex, random, toHex, type Bytes } from './bytes';

/** A version 7 id (RFC 9562): milliseconds of `now`, then 74 random bits. */
export function newUuid(now: number): Bytes {
  const bytes = random(16);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}

export const isUuid7 = (bytes: Uint8Array) =>
  bytes.length === 16 && bytes[6]! >> 4 === 7 && (bytes[8]! & 0xc0) === 0x80;

export function uuidText(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function uuidBytes(text: string): Bytes {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Error(`not a UUID: ${text}`);
  return fromHex(text.replaceAll('-', ''));
}
