import { describe, expect, test } from 'vitest';
import type { Answer } from '../src/ledger/http';
import {
  Outbox,
  backoff,
  judge,
  outcomeUnknown,
  type Kept,
  type OutboxDoors,
  type Payment,
} from '../src/payments/outbox';

const id = '0190a1b2-c3d4-7e5f-8a9b-acbdcecfd0d1';
const payment: Payment = {
  payment: id,
  position: 7,
  state: 'done',
  amount: 1250,
  unit: 'MLC',
  payer: 'PAYERA',
  payee: 'PAYEEB',
  committedAt: '2025-01-02T03:04:05Z',
  receipt: 'AA',
};
const json = (status: number, body: unknown): Answer => ({ status, type: 'application/json', retryAfter: null, body });
const problem = (status: number, code: string, retryAfter: number | null = null): Answer => ({
  status,
  type: 'application/problem+json',
  retryAfter,
  body: { type: 'about:blank', title: code, status, code },
});
const page = (status: number): Answer => ({ status, type: 'text/html', retryAfter: null, body: '<h1>Hello</h1>' });

describe('what an answer proves', () => {
  test.each([
    ['201 with our payment', json(201, payment), 'paid'],
    ['200 with our payment', json(200, payment), 'paid'],
    ['200 with another payment', json(200, { ...payment, payment: 'x' }), 'unknown'],
    ['200 of a hotel', page(200), 'unknown'],
    ['201 that is not done', json(201, { ...payment, state: 'pending' }), 'unknown'],
    ['204', { status: 204, type: '', retryAfter: null, body: '' }, 'unknown'],
    ['302 of a hotel', page(302), 'unknown'],
    ['400 malformed_payload', problem(400, 'malformed_payload'), 'refused'],
    ['422 insufficient_funds', problem(422, 'insufficient_funds'), 'refused'],
    ['422 order_expired', problem(422, 'order_expired'), 'refused'],
    ['422 of a code we have never heard of', problem(422, 'brand_new'), 'refused'],
    ['409 order_id_reused', problem(409, 'order_id_reused'), 'unknown'],
    ['403 of a proxy', page(403), 'unknown'],
    ['404 of a proxy', page(404), 'unknown'],
    ['422 as plain JSON', json(422, { code: 'insufficient_funds' }), 'unknown'],
    ['429 rate_limited', problem(429, 'rate_limited', 5), 'unknown'],
    ['503 busy', problem(503, 'busy', 2), 'unknown'],
    ['500', problem(500, 'internal_error'), 'unknown'],
    ['502 of a proxy', page(502), 'unknown'],
  ] as [string, Answer, string][])('%s: %s', (_, answer, state) => expect(judge(id, answer).state).toBe(state));

  test('a refusal keeps its code', () => {
    expect(judge(id, problem(422, 'limit_exceeded'))).toMatchObject({ problem: { code: 'limit_exceeded' } });
  });
});

test.each([
  [1, null, 1],
  [2, null, 2],
  [4, null, 8],
  [7, null, 60],
  [50, null, 60],
  [1, 30, 30],
  [7, 5, 60],
])('after attempt %i (Retry-After %s) it waits %i s, and a quarter more at most', (attempts, retryAfter, seconds) => {
  expect(backoff(attempts, retryAfter, 0)).toBe(seconds);
  expect(backoff(attempts, retryAfter, 1)).toBe(seconds * 1.25);
});

/** A world with a disk, a network that answers from a script, and a clock that moves when told. */
class World {
  disk = new Map<string, Kept>();
  log: string[] = [];
  sent: string[] = [];
  script: (Answer | 'lost')[] = [];
  known: Payment | null = null;
  time = 1_000_000;
  timers: { at: number; act: () => void }[] = [];
  doors: OutboxDoors = {
    keep: async (order) => {
      this.log.push(`keep ${order.outcome.state}`);
      this.disk.set(order.id, structuredClone(order));
    },
    all: async () => [...this.disk.values()].map((order) => structuredClone(order)),
    send: async (order) => {
      this.log.push('send');
      this.sent.push(Array.from(order).join());
      const answer = this.script.shift() ?? 'lost';
      if (answer === 'lost') throw new TypeError('network');
      return answer;
    },
    ask: async () => {
      this.log.push('ask');
      return this.known;
    },
    now: () => this.time,
    chance: () => 0,
    later: (delay, act) => {
      const timer = { at: this.time + delay, act };
      this.timers.push(timer);
      return () => void (this.timers = this.timers.filter((one) => one !== timer));
    },
    alone: (_, act) => act(),
  };

  async advance(ms: number) {
    this.time += ms;
    for (const timer of this.timers.filter((one) => one.at <= this.time)) {
      this.timers = this.timers.filter((one) => one !== timer);
      timer.act();
    }
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }
}

const order = (): Kept => ({
  id,
  order: Uint8Array.of(1, 2, 3),
  payer: 'PAYERA',
  payee: 'PAYEEB',
  payeeName: 'Boulangerie',
  amount: 1250,
  unit: 'MLC',
  note: null,
  request: null,
  standing: false,
  notAfter: 1300,
  createdAt: 1_000_000,
  attempts: 0,
  nextAttemptAt: 0,
  outcome: outcomeUnknown,
});

describe('outbox', () => {
  test('an order is kept before it is sent, and its outcome after', async () => {
    const world = new World();
    world.script = [json(201, payment)];
    expect(await new Outbox(world.doors).pay(order())).toMatchObject({ state: 'paid' });
    expect(world.log).toEqual(['keep unknown', 'send', 'keep paid']);
  });

  test('an order that cannot be kept is not sent', async () => {
    const world = new World();
    world.doors.keep = async () => {
      throw new Error('disk full');
    };
    await expect(new Outbox(world.doors).pay(order())).rejects.toThrow('disk full');
    expect(world.sent).toEqual([]);
  });

  test('a lost answer is unknown, and the same bytes are sent until there is an answer', async () => {
    const world = new World();
    world.script = ['lost', page(502), json(200, payment)];
    const outbox = new Outbox(world.doors);
    expect(await outbox.pay(order())).toMatchObject({ state: 'unknown' });
    await world.advance(999);
    expect(world.sent).toHaveLength(1);
    await world.advance(1);
    expect(world.sent).toHaveLength(2);
    expect(outbox.get(id)!.outcome.state).toBe('unknown');
    await world.advance(2000);
    expect(outbox.get(id)!.outcome.state).toBe('paid');
    expect(new Set(world.sent).size).toBe(1);
    expect(world.timers).toEqual([]);
  });

  test('a refusal is final and is not sent again', async () => {
    const world = new World();
    world.script = [problem(422, 'insufficient_funds')];
    const outbox = new Outbox(world.doors);
    expect(await outbox.pay(order())).toMatchObject({ state: 'refused', problem: { code: 'insufficient_funds' } });
    await outbox.retry();
    await outbox.pay(order());
    await world.advance(3_600_000);
    expect(world.sent).toHaveLength(1);
  });

  test('Retry-After is waited for', async () => {
    const world = new World();
    world.script = [problem(429, 'rate_limited', 20), json(201, payment)];
    const outbox = new Outbox(world.doors);
    await outbox.pay(order());
    await world.advance(19_999);
    expect(world.sent).toHaveLength(1);
    await world.advance(1);
    expect(outbox.get(id)!.outcome.state).toBe('paid');
  });

  test('a wallet that was closed takes up where it stopped', async () => {
    const world = new World();
    await new Outbox(world.doors).pay(order());
    world.timers = []; // the tab is gone
    world.script = [json(200, payment)];
    const outbox = new Outbox(world.doors);
    await outbox.start();
    expect(outbox.list().map((one) => one.outcome.state)).toEqual(['paid']);
    expect(world.sent).toEqual(['1,2,3', '1,2,3']);
  });

  test('a wallet that was closed between keeping and sending sends after all', async () => {
    const world = new World();
    world.disk.set(id, order());
    world.script = [json(201, payment)];
    const outbox = new Outbox(world.doors);
    await outbox.start();
    expect(outbox.get(id)!.outcome.state).toBe('paid');
  });

  test('a reused id is unknown, and is settled by asking for the payment', async () => {
    const world = new World();
    world.script = [problem(409, 'order_id_reused'), problem(409, 'order_id_reused')];
    const outbox = new Outbox(world.doors);
    expect(await outbox.pay(order())).toMatchObject({ state: 'unknown' });
    expect(world.log).toContain('ask');
    world.known = payment;
    await world.advance(1000);
    expect(outbox.get(id)!.outcome.state).toBe('paid');
  });

  test('a reused id that paid something else does not count as ours', async () => {
    const world = new World();
    world.script = [problem(409, 'order_id_reused')];
    world.known = { ...payment, amount: 1 };
    expect(await new Outbox(world.doors).pay(order())).toMatchObject({ state: 'unknown' });
  });

  test('asking that fails leaves it unknown', async () => {
    const world = new World();
    world.script = [problem(409, 'order_id_reused')];
    world.doors.ask = async () => {
      throw new Error('signed out');
    };
    expect(await new Outbox(world.doors).pay(order())).toMatchObject({ state: 'unknown' });
  });

  test('watchers hear of every answer', async () => {
    const world = new World();
    world.script = ['lost', json(201, payment)];
    const outbox = new Outbox(world.doors);
    const heard: string[] = [];
    outbox.watch(() => heard.push(outbox.get(id)!.outcome.state));
    await outbox.pay(order());
    await outbox.retry();
    expect(heard).toEqual(['unknown', 'paid']);
  });
});
