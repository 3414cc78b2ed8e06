import 'fake-indexeddb/auto';
import { getPublicKey, signAsync } from '@noble/secp256k1';
import { describe, expect, test } from 'vitest';
import slips from '../../../mobile-api-spec/vectors/slip.json';
import keys from '../../../mobile-api-spec/vectors/keys.json';
import { Database } from '../src/device/database';
import { findDeviceKey, makeDeviceKey, signerOf } from '../src/device/key';
import { fromBase64url, fromHex, toHex, type Bytes } from '../src/protocol/bytes';
import { keyId, type Signer } from '../src/protocol/cose';
import { countersign, fits, readSlip, signSlip, slipPayload, verifySlip, type Slip } from '../src/protocol/slip';
import { findDesk, judgeSlip, keepDesk, look, type Desk, type KeptSlip } from '../src/slips/book';

async function signerOfVector(message: string): Promise<Signer> {
  for (const { kid, secret } of Object.values(keys.devices)) {
    if (!message.includes(`0448${kid}`)) continue;
    const bytes = fromHex(secret);
    return {
      kid: await keyId(getPublicKey(bytes, true) as Bytes),
      sign: async (said) => (await signAsync(said, bytes)) as Bytes,
    };
  }
  throw new Error('signed by nobody we know');
}

const slipOf = (says: (typeof slips.valid)[number]['says']): Slip => {
  const { first, ...rest } = says as Omit<Slip, 'first'> & { first?: string };
  return { ...rest, ...(first ? { first: fromBase64url(first) } : {}) };
};

describe('slip', () => {
  test.each(slips.valid)('vector “$name”', async ({ says, message }) => {
    expect(toHex(await signSlip(slipOf(says), await signerOfVector(message)))).toBe(message);
    expect(toHex(slipPayload(readSlip(fromHex(message)).slip))).toBe(toHex(slipPayload(slipOf(says))));
  });

  test.each(slips.invalid.filter(({ code }) => code === 'malformed_payload'))('refuses “$name”', ({ message }) => {
    expect(() => readSlip(fromHex(message))).toThrow();
  });
});

// Two phones in a cellar: what each keeps, and what it says of the other's code.
describe('two phones without a network', () => {
  const places = (mine: string) => [
    { id: 'VAULT', name: 'Coffre', mine: mine === 'VAULT' },
    { id: 'DRAWER.MARKETMARKET', name: 'Marché', mine: mine !== 'VAULT' },
  ];
  async function phones() {
    const people = await Promise.all(
      ['THOMAS', 'BEA'].map(async (person) => {
        const db = await Database.open(`notes-${person}-${Math.random()}`);
        return { db, person, key: await makeDeviceKey(db, person) };
      }),
    );
    const known = people.map(({ person, key }) => ({
      kid: key.kid,
      key: toHex(key.publicKey),
      person,
      name: person.toLowerCase(),
    }));
    const desks = people.map(({ person }): Desk => ({
      ledger: 'LILLE',
      unit: 'MLC',
      person,
      kinds: [{ series: 'A', denomination: 500 }],
      places: places(person === 'THOMAS' ? 'VAULT' : 'DRAWER'),
      phones: known,
    }));
    const slip: Slip = {
      ledger: 'LILLE',
      id: '0199a1b2-c3d4-731c-bc2c-35bd407aef91',
      from: 'VAULT',
      to: 'DRAWER.MARKETMARKET',
      notes: [{ series: 'A', denomination: 500, count: 3 }],
      at: 1_767_225_600,
    };
    const sent = await signSlip(slip, await signerOf(people[0]!.key));
    const kept: KeptSlip = {
      id: slip.id,
      sent,
      mine: 'sent',
      from: slip.from,
      to: slip.to,
      notes: slip.notes,
      at: slip.at,
      state: { name: 'offered' },
    };
    return { people, desks, slip, sent, kept };
  }

  test('the second countersigns what it read, and the first knows the answer as that to its own slip', async () => {
    const { people, desks, slip, sent, kept } = await phones();
    const offer = await look(desks[1]!, people[1]!.key, [], sent);
    expect(offer).toMatchObject({ is: 'offer', by: 'thomas' });
    const received = await countersign(readSlip(sent), slip.at + 60, await signerOf(people[1]!.key));
    expect(await verifySlip(readSlip(received), people[1]!.key.publicKey)).toBe(true);
    expect(await fits(readSlip(sent), readSlip(received))).toBe(true);
    expect(await look(desks[0]!, people[0]!.key, [kept], received)).toMatchObject({ is: 'answer', by: 'bea' });
    expect(await look(desks[1]!, people[1]!.key, [{ ...kept, mine: 'received' }], sent)).toEqual({
      is: 'nothing',
      why: 'answered',
    });
  });

  test('what is not for this phone is said, and never signed', async () => {
    const { people, desks, slip, sent, kept } = await phones();
    const [thomas, bea] = people as [(typeof people)[0], (typeof people)[0]];
    expect(await look(desks[0]!, thomas.key, [], sent)).toEqual({ is: 'nothing', why: 'own' });
    expect(await look({ ...desks[1]!, ledger: 'PARIS' }, bea.key, [], sent)).toEqual({
      is: 'nothing',
      why: 'elsewhere',
    });
    expect(await look({ ...desks[1]!, phones: [] }, bea.key, [], sent)).toEqual({ is: 'nothing', why: 'unknown' });
    expect(await look({ ...desks[1]!, places: places('VAULT') }, bea.key, [], sent)).toEqual({
      is: 'nothing',
      why: 'notHere',
    });
    expect(await look(desks[1]!, bea.key, [], sent.slice(1))).toEqual({ is: 'nothing', why: 'unreadable' });
    const forged = sent.slice();
    forged[forged.length - 1]! ^= 1;
    expect(await look(desks[1]!, bea.key, [], forged)).toEqual({ is: 'nothing', why: 'unknown' });
    // An answer to other notes than were handed over.
    const other = await signSlip(
      { ...slip, notes: [{ series: 'A', denomination: 500, count: 2 }] },
      await signerOf(thomas.key),
    );
    const received = await countersign(readSlip(other), slip.at, await signerOf(bea.key));
    expect(await look(desks[0]!, thomas.key, [kept], received)).toEqual({ is: 'nothing', why: 'differs' });
  });

  test('what was signed survives a closed tab', async () => {
    const { people, desks, kept } = await phones();
    const { db } = people[0]!;
    await keepDesk(db, desks[0]!);
    await db.put('outbox', kept);
    expect(await findDesk(db)).toEqual(desks[0]);
    expect(await db.all('outbox')).toEqual([kept]);
    expect((await findDeviceKey(db, 'THOMAS'))?.kid).toBe(people[0]!.key.kid);
  });

  test('only the ledger’s own words end the sending', () => {
    const answer = {
      status: 200,
      type: 'application/json',
      retryAfter: null,
      body: { slip: 'x', position: 7, doubt: null },
    };
    expect(judgeSlip(answer)).toEqual({ name: 'recorded', doubt: null });
    expect(judgeSlip({ ...answer, type: 'text/html', body: '' })).toEqual({ name: 'signed' });
    expect(judgeSlip({ ...answer, status: 503, type: 'application/problem+json', body: { code: 'busy' } })).toEqual({
      name: 'signed',
    });
    expect(
      judgeSlip({
        ...answer,
        status: 422,
        type: 'application/problem+json',
        body: { code: 'key_blocked', detail: 'The key was blocked.' },
      }),
    ).toEqual({
      name: 'refused',
      code: 'key_blocked',
      detail: 'The key was blocked.',
    });
  });
});
