// What a till gives back: sales of its shop as the ledger streams them, and the refund that the till's own key signs.

import { findDeviceKey, keepDeviceKey, makeDeviceKey, type DeviceKey } from '../device/key';
import { Unreachable } from '../ledger/http';
import { makeOrder, openOutbox } from '../payments/pay';
import type { Outbox, Outcome, Payment } from '../payments/outbox';
import { t } from '../ui/words';
import type { Till } from './till';

/** A credit of the shop, as its stream of events tells it. */
export interface Credit {
  position: number;
  account: string;
  kind: string;
  amount: number;
  unit: string;
  payment: string | null;
  committedAt: string;
}

/** So many positions back the newest sales are looked for, and then all. */
const reach = [2000, Infinity];
const most = 30;
const patience = 10_000;

/** The shop's newest sales, the last in front. */
export async function lastSales(till: Till): Promise<Credit[]> {
  const { merchant, account } = till.shop!;
  const address = `/v1/merchants/${merchant}/events`;
  const [head] = await listen(till, address, null, () => true);
  const last = head!.id;
  let sales: Credit[] = [];
  for (const back of reach) {
    const from = Math.max(0, last - back);
    const events = await listen(till, address, from, ({ id }) => id >= last);
    sales = events
      .filter(({ event }) => event === 'credit')
      .map(({ data }) => data as Credit)
      .filter((credit) => credit.kind === 'payment' && credit.account === account && credit.payment !== null);
    if (sales.length >= most || from === 0) break;
  }
  return sales.toReversed().slice(0, most);
}

interface Heard {
  id: number;
  event: string;
  data: unknown;
}

/** Reads server-sent events until one is the last, or until nothing more comes. */
async function listen(
  till: Till,
  address: string,
  after: number | null,
  isLast: (event: Heard) => boolean,
): Promise<Heard[]> {
  const stop = new AbortController();
  let quiet = setTimeout(() => stop.abort(), patience);
  const heard: Heard[] = [];
  try {
    const response = await fetch(address, {
      cache: 'no-store',
      signal: stop.signal,
      headers: {
        authorization: `Bearer ${await till.session.access()}`,
        ...(after === null ? {} : { 'last-event-id': String(after) }),
      },
    });
    if (!response.ok || !response.body) throw new Unreachable(`${address}: ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ;) {
      const { value, done } = await reader.read();
      if (done) return heard;
      text += value;
      clearTimeout(quiet);
      // Nothing says that all has been told: after a moment's silence it has.
      quiet = setTimeout(() => stop.abort(), after === null ? patience : 1500);
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const one of events) {
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(one)?.[1];
        const data = field('data');
        if (data === undefined) continue;
        const event = {
          id: Number(field('id') ?? 0),
          event: field('event') ?? 'message',
          data: JSON.parse(data) as unknown,
        };
        heard.push(event);
        if (isLast(event) && (after === null || event.event === 'credit')) return heard;
      }
    }
  } catch (error) {
    if (heard.length > 0) return heard;
    throw error instanceof Unreachable ? error : new Unreachable(address, { cause: error });
  } finally {
    clearTimeout(quiet);
    stop.abort();
  }
}

export class Refunds {
  private constructor(
    private readonly till: Till,
    readonly key: DeviceKey,
    private readonly outbox: Outbox,
  ) {}

  /** With the till's key for this shop, made now if there is none; and with whatever refund has no answer yet. */
  static async open(till: Till): Promise<Refunds> {
    const { account } = till.shop!;
    const key = (await findDeviceKey(till.db, account)) ?? (await makeDeviceKey(till.db, account));
    const outbox = openOutbox(till.db, till.caller);
    await outbox.start();
    return new Refunds(till, key, outbox);
  }

  /** Whether the shop's own wallet has let this till give back; what it tried, it learns. */
  get admitted() {
    return this.key.enrolled;
  }

  async admit(is: boolean): Promise<void> {
    this.key.enrolled = is;
    await keepDeviceKey(this.till.db, this.key);
  }

  /** A refund of this sale that was sent and has no answer yet. */
  pending(payment: string) {
    return this.outbox.pending().find((order) => order.refunds === payment);
  }

  /** The same bytes again, or a new refund: never two at once for one sale. */
  async giveBack(sale: Credit, amount: number): Promise<Outcome> {
    const { ledger } = this.till;
    const { payer } = await this.till.caller.call<Payment>(`/v1/payments/${sale.payment}`);
    const order =
      this.pending(sale.payment!) ??
      (await makeOrder(
        ledger,
        this.key,
        {
          ledger: ledger.info.ledger,
          payee: payer,
          unit: sale.unit,
          standing: false,
          request: null,
          refunds: sale.payment!,
        },
        t('refund.customer'),
        amount,
        '',
      ));
    const outcome = await this.outbox.pay(order);
    if (outcome.state === 'paid') await this.admit(true);
    if (outcome.state === 'refused' && ['unknown_key', 'key_blocked'].includes(outcome.problem.code))
      await this.admit(false);
    return outcome;
  }
}
