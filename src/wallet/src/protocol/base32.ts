import type { Bytes } from './bytes';
import { Malformed } from './malformed';

// RFC 4648 base32, upper case, no padding, spare bits zero: one spelling for each string of bytes,
// and only characters of a QR code's alphanumeric mode.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held & 0x1f) << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
  }
  return bits === 0 ? text : text + alphabet[(held << (5 - bits)) & 31];
}

export function fromBase32(text: string): Bytes {
  const left = text.length % 8;
  if (left === 1 || left === 3 || left === 6) throw new Malformed('base32: impossible length');
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let at = 0;
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new Malformed('base32: a character outside the alphabet');
    held = ((held & 0xff) << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) throw new Malformed('base32: spare bits are not zero');
  return bytes;
}
