// The text of a QR code: HTTPS://HOST/R/<base32>. The address is compared, never fetched.

import { fromBase32 } from './base32';
import type { Bytes } from './bytes';
import { Malformed } from './malformed';

export type CodeKind = 'request' | 'order' | 'badge' | 'card' | 'device' | 'slip';

export type Code =
  { kind: CodeKind; bytes: Bytes; base32: string } | { kind: 'elsewhere'; origin: string } | { kind: 'not_ours' };

const kinds: Record<string, CodeKind> = { R: 'request', P: 'order', B: 'badge', C: 'card', D: 'device', N: 'slip' };
const loopback = /^(127\.0\.0\.1|\[::1\]|localhost)$/i;

/** What a camera read or a person pasted. `origin` is where this wallet was loaded from. */
export function readCode(text: string, origin: string): Code {
  const match = /^(https?):\/\/([^/?#@\s]+)\/([rpbcdn])\/([a-z2-7]+)$/i.exec(text.trim());
  if (!match) return { kind: 'not_ours' };
  const [, scheme, host, letter, data] = match as unknown as [string, string, string, string, string];
  const from = `${scheme}://${host}`.toLowerCase();
  const hostName = host.replace(/:\d+$/, '');
  if (from !== origin.toLowerCase() || (scheme.toLowerCase() === 'http' && !loopback.test(hostName))) {
    return { kind: 'elsewhere', origin: from };
  }
  const base32 = data.toUpperCase();
  try {
    return { kind: kinds[letter.toUpperCase()]!, bytes: fromBase32(base32), base32 };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'not_ours' };
    throw error;
  }
}
