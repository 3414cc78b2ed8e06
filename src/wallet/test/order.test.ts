import { signAsync } from '@noble/secp256k1';
import { describe, expect, test } from 'vitest';
import vectors from '../../../mobile-api-spec/vectors/order.json';
import { fromHex, toHex, type Bytes } from '../src/protocol/bytes';
import { keyId, type Signer } from '../src/protocol/cose';
import { noteFault, orderPayload, signOrder, type Order } from '../src/protocol/order';
import { isUuid7, newUuid, uuidBytes, uuidText } from '../src/protocol/uuid';

const order: Order = {
  ledger: 'L1',
  id: uuidBytes('0190a1b2-c3d4-7e5f-8a9b-acbdcecfd0d1'),
  payer: 'PAYERA',
  payee: 'PAYEEB',
  amount: 1250,
  unit: 'MLC',
  notAfter: 1_700_000_000,
  request: uuidBytes('0190a1b2-c3d5-7e5f-8a9b-acbdcecfd0d2'),
  note: 'Café ❤',
};

// Written by hand, field by field; the signature by another program (RFC 6979, key 0x1111…), which had to turn s into
// its low twin: a signer that forgets to do so fails here.
const payload = [
  'a9', // nine fields
  '01' + '62' + '4c31', // ledger "L1"
  '02' + '50' + '0190a1b2c3d47e5f8a9bacbdcecfd0d1', // id
  '03' + '66' + '504159455241', // payer
  '04' + '66' + '504159454542', // payee
  '05' + '1904e2', // 1250
  '06' + '63' + '4d4c43', // MLC
  '07' + '1a6553f100', // not after
  '08' + '50' + '0190a1b2c3d57e5f8a9bacbdcecfd0d2', // request
  '09' + '69' + '436166c3a920e29da4', // note
].join('');
const message = [
  'd2' + '84', // COSE_Sign1: tag 18, four parts
  '5823' +
    'a3' +
    '01382e' +
    '0448' +
    '5b6b92b37b765963' +
    '1073' +
    toHex(new TextEncoder().encode('vnd.essledger.order')),
  'a0', // nothing unprotected
  '5853' + payload,
  '5840' +
    'e3a784cf2b3cab44ad3c22730df4f81c5807392f08532da13e8ed9526302515e' +
    '769d44c10953ef678f99c7e41efd91f1f446f88006df2feb220c767d2f668a57',
].join('');

const publicKey = fromHex('034f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa');
const signer = async (): Promise<Signer> => ({
  kid: await keyId(publicKey),
  sign: async (bytes) => (await signAsync(bytes, fromHex('11'.repeat(32)))) as Bytes,
});

describe('order', () => {
  test('a refund names what it gives back as the published vector does', () => {
    const { says, message } = vectors.valid.find(({ name }) => name === 'a refund')!;
    const { id, refunds, ...plain } = says as unknown as Omit<Order, 'id' | 'refunds'> & {
      id: string;
      refunds: string;
    };
    const refund = { ...plain, id: uuidBytes(id), refunds: uuidBytes(refunds) };
    expect(message).toContain(toHex(orderPayload(refund)));
  });

  test('the payload is the hand-written one', () => expect(toHex(orderPayload(order))).toBe(payload));

  test('the signed message is the hand-written one', async () => {
    expect(toHex(await signOrder(order, await signer()))).toBe(message);
  });

  test('absent fields are not written', () => {
    const { request: _, note: __, ...plain } = order;
    expect(toHex(orderPayload(plain))).toBe('a7' + payload.slice(2, payload.indexOf('085001')));
  });

  test.each([0, -1, 12.5, 2 ** 53])('an amount of %d is never signed', (amount) => {
    expect(() => orderPayload({ ...order, amount })).toThrow();
  });
});

describe('note', () => {
  test.each([
    ['Merci !', null],
    ['é'.repeat(140), null],
    ['😀'.repeat(140), null], // scalar values are counted, not UTF-16 halves
    ['😀'.repeat(141), 'too_long'],
    ['deux\nlignes', 'forbidden_character'],
    ['tab\t', 'forbidden_character'],
    ['\u202egnid', 'forbidden_character'],
    ['a\u2066b', 'forbidden_character'],
    ['a\u200fb', 'forbidden_character'],
    ['a\u061cb', 'forbidden_character'],
    ['\u0085', 'forbidden_character'],
    ['\ud83d', 'forbidden_character'],
  ])('%j: %s', (note, fault) => expect(noteFault(note)).toBe(fault));
});

describe('order id', () => {
  test('carries the time, then chance', () => {
    const now = Date.UTC(2025, 0, 2, 3, 4, 5, 678);
    const id = newUuid(now);
    expect(isUuid7(id)).toBe(true);
    expect(parseInt(toHex(id).slice(0, 12), 16)).toBe(now);
    expect(uuidText(newUuid(now))).not.toBe(uuidText(id));
    expect(uuidBytes(uuidText(id))).toEqual(id);
  });

  test.each([
    ['0190a1b2-c3d4-4e5f-8a9b-acbdcecfd0d1', false], // version 4
    ['0190a1b2-c3d4-7e5f-0a9b-acbdcecfd0d1', false], // variant
    ['0190a1b2-c3d4-7e5f-ba9b-acbdcecfd0d1', true],
  ])('%s of version 7: %s', (text, answer) => expect(isUuid7(uuidBytes(text))).toBe(answer));
});
