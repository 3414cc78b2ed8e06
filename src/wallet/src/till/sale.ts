// One sale: a payment request that is shown as a code until it is paid, cancelled or expired.

import { Problem, json } from '../ledger/http';

export interface Sale {
  request: string;
  amount: number;
  unit: string;
  /** The text of the code. */
  uri: string;
  /** Its base32 part, for a wallet in the same browser. */
  code: string;
  /** Unix milliseconds of the ledger, when there is an end. */
  expiresAt: number | null;
  phase: 'waiting' | 'paid' | 'expired' | 'cancelled';
  /** Whether news of the payment can reach us now. */
  connected: boolean;
  committedAt: string | null;
}

export type News =
  | { type: 'connected' }
  | { type: 'lost' }
  | { type: 'state'; state: 'open' | 'paid' | 'expired' | 'cancelled' }
  | { type: 'paid'; committedAt: string | null };

/** An ended sale stays as it ended: the same news may come by stream, by re-reading, and again after a reconnection. */
export function hear(sale: Sale, news: News): Sale {
  if (sale.phase !== 'waiting') {
    // The state says "paid" without details; the event that follows may add when.
    const detail = sale.phase === 'paid' && news.type === 'paid' && sale.committedAt === null;
    return detail ? { ...sale, committedAt: news.committedAt } : sale;
  }
  switch (news.type) {
    case 'connected':
      return sale.connected ? sale : { ...sale, connected: true };
    case 'lost':
      return sale.connected ? { ...sale, connected: false } : sale;
    case 'paid':
      return { ...sale, phase: 'paid', connected: true, committedAt: news.committedAt };
    case 'state':
      return { ...sale, phase: news.state === 'open' ? 'waiting' : news.state, connected: true };
  }
}

const addressOf = (request: string) => `/v1/payment-requests/${request}`;
export const codeAddress = (request: string) => `${addressOf(request)}/qr.svg`;

const pollEvery = 15_000;
const pollWhenLost = 3_000;

/** Reads the state once: for starts, for lost streams, and for streams that died without saying so. */
export async function readState(request: string): Promise<News> {
  try {
    const { state, endedAt } = await json<{ state: 'open' | 'paid' | 'expired' | 'cancelled'; endedAt: string | null }>(
      addressOf(request),
    );
    return state === 'paid' ? { type: 'paid', committedAt: endedAt } : { type: 'state', state };
  } catch (error) {
    // Long after its end a request is no longer public.
    if (error instanceof Problem && error.status === 404) return { type: 'state', state: 'expired' };
    return { type: 'lost' };
  }
}

/** Follows a sale until `stop` is called. */
export function follow(sale: Sale, tell: (news: News) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const listen = () => {
    source?.close();
    source = new EventSource(`${addressOf(sale.request)}/events`);
    source.addEventListener('open', () => tell({ type: 'connected' }));
    source.addEventListener('state', (event) => {
      const { state } = JSON.parse((event as MessageEvent<string>).data) as { state: 'open' };
      tell({ type: 'state', state });
    });
    source.addEventListener('paid', (event) => {
      const { committedAt } = JSON.parse((event as MessageEvent<string>).data) as { committedAt: string };
      tell({ type: 'paid', committedAt });
    });
    source.addEventListener('error', () => {
      if (stopped) return;
      tell({ type: 'lost' });
      check(pollWhenLost);
    });
  };

  // Some networks swallow a stream without closing it, so the state is also read now and then.
  const check = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void readState(sale.request).then((news) => {
        if (stopped) return;
        // A state read while the stream is down is news, but not yet a connection that will bring more.
        const streaming = source?.readyState === EventSource.OPEN;
        if (news.type !== 'state' || news.state !== 'open' || streaming) tell(news);
        if (source?.readyState === EventSource.CLOSED) listen();
        check(news.type === 'lost' || !streaming ? pollWhenLost : pollEvery);
      });
    }, delay);
  };

  const wake = () => check(0);
  const sleep = () => tell({ type: 'lost' });
  addEventListener('online', wake);
  addEventListener('offline', sleep);
  document.addEventListener('visibilitychange', wake);
  listen();
  check(pollEvery);
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
    removeEventListener('online', wake);
    removeEventListener('offline', sleep);
    document.removeEventListener('visibilitychange', wake);
  };
}
