import { describe, expect, test } from 'vitest';
import { readCode } from '../src/protocol/code';

const origin = 'https://monnaie.example';

describe('what the camera read', () => {
  test.each([
    ['HTTPS://MONNAIE.EXAMPLE/R/MZXW6', origin, 'request'],
    ['https://monnaie.example/r/mzxw6', origin, 'request'],
    [' HTTPS://MONNAIE.EXAMPLE/B/MZXW6\n', origin, 'badge'],
    ['HTTPS://MONNAIE.EXAMPLE/P/MZXW6', origin, 'order'],
    ['HTTPS://MONNAIE.EXAMPLE/C/MZXW6', origin, 'card'],
    ['HTTP://127.0.0.1:5080/R/MZXW6', 'http://127.0.0.1:5080', 'request'],
    ['HTTP://LOCALHOST:5080/R/MZXW6', 'http://localhost:5080', 'request'],
    ['HTTP://MONNAIE.EXAMPLE/R/MZXW6', 'http://monnaie.example', 'elsewhere'], // http only on loopback
    ['HTTP://MONNAIE.EXAMPLE/R/MZXW6', origin, 'elsewhere'],
    ['HTTPS://MONNAIE.EXAMPLE.EVIL.EXAMPLE/R/MZXW6', origin, 'elsewhere'],
    ['HTTPS://MONNAIE.EXAMPLE:8443/R/MZXW6', origin, 'elsewhere'],
    ['HTTPS://127.0.0.1.EVIL.EXAMPLE/R/MZXW6', origin, 'elsewhere'],
    ['HTTPS://MONNAIE.EXAMPLE@EVIL.EXAMPLE/R/MZXW6', origin, 'not_ours'],
    ['HTTPS://MONNAIE.EXAMPLE/R/MZXW6?X=1', origin, 'not_ours'],
    ['HTTPS://MONNAIE.EXAMPLE/R/MZXW6#X', origin, 'not_ours'],
    ['HTTPS://MONNAIE.EXAMPLE/R/', origin, 'not_ours'],
    ['HTTPS://MONNAIE.EXAMPLE/R/MZXW6======', origin, 'not_ours'],
    ['HTTPS://MONNAIE.EXAMPLE/R/MZXW61', origin, 'not_ours'],
    ['HTTPS://MONNAIE.EXAMPLE/R/MZ', origin, 'not_ours'], // spare bits
    ['HTTPS://MONNAIE.EXAMPLE/X/MZXW6', origin, 'not_ours'],
    ['JAVASCRIPT:ALERT(1)', origin, 'not_ours'],
    ['MZXW6', origin, 'not_ours'],
    ['', origin, 'not_ours'],
  ])('%j seen from %s: %s', (text, from, kind) => expect(readCode(text, from).kind).toBe(kind));
});
