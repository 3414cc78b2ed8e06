// One door to the server. Every address is a path on our own origin.

import { random, toHex } from '../protocol/bytes';

export class Problem extends Error {
  override name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    /** Which limit would be passed, where it is one. */
    readonly limit: string | null = null,
    /** After how many seconds to ask again, where the answer says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${status} ${code}: ${detail}`);
  }
}

/** No answer, or one that is not the ledger's (a captive portal, a proxy): nothing is known of what happened. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

export interface Answer {
  status: number;
  type: string;
  retryAfter: number | null;
  body: unknown;
}

const patience = 15_000;

export async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(path, {
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(patience),
      ...init,
    });
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    const text = await response.text();
    return {
      status: response.status,
      type,
      retryAfter: secondsOf(response.headers.get('retry-after')),
      body: /[/+]json$/.test(type) ? JSON.parse(text) : text,
    };
  } catch (error) {
    throw new Unreachable(path, { cause: error });
  }
}

function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

export interface ProblemBody {
  code: string;
  detail: string;
  limit?: string;
}

/** The problem an answer carries, or null when it is not one of the ledger's own refusals. */
export function problemOf(answer: Answer): ProblemBody | null {
  if (answer.type !== 'application/problem+json' || typeof answer.body !== 'object' || answer.body === null)
    return null;
  const { code, detail, title, errors } = answer.body as Record<string, unknown>;
  if (typeof code !== 'string') return null;
  const limit = (errors as { limit?: unknown[] } | null | undefined)?.limit?.[0];
  return {
    code,
    detail: typeof detail === 'string' ? detail : typeof title === 'string' ? title : '',
    ...(typeof limit === 'string' ? { limit } : {}),
  };
}

/** The JSON of a success, null where it has nothing to say; anything else is thrown as `Problem` or `Unreachable`. */
export async function json<T>(path: string, init: RequestInit = {}): Promise<T> {
  const answer = await call(path, init);
  if (answer.status === 204) return null as T;
  if (answer.status >= 200 && answer.status < 300 && typeof answer.body === 'object') return answer.body as T;
  // What was taken away has no content to tell.
  if (answer.status === 204) return undefined as T;
  const problem = problemOf(answer);
  if (problem) throw new Problem(answer.status, problem.code, problem.detail, problem.limit, answer.retryAfter);
  // An answer without a body of ours still says something when it says "not signed in".
  if (answer.status === 401) throw new Problem(401, 'unauthenticated', '');
  throw new Unreachable(`${path}: ${answer.status}`);
}

export const post = (body: unknown, headers: HeadersInit = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const postCose = (body: BufferSource): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/cose' },
  body,
});

/** The call as the first step of a trace (https://www.w3.org/TR/trace-context/) that bears the order's own id: whoever looks into a payment finds its way to the commit by it. */
export const traced = (init: RequestInit, order: string): RequestInit => ({
  ...init,
  headers: { ...init.headers, traceparent: `00-${order.replaceAll('-', '')}-${toHex(random(8))}-01` },
});

/** Each call of the API under one access token, which is renewed when the server no longer honours it. */
export class Caller {
  constructor(private readonly tokens: { access(renew?: boolean): Promise<string> }) {}

  async call<T>(path: string, init: RequestInit = {}): Promise<T> {
    try {
      return await this.with<T>(path, init, await this.tokens.access());
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      return this.with<T>(path, init, await this.tokens.access(true));
    }
  }

  /** A file under the same token. */
  async file(path: string): Promise<Blob> {
    const ask = async (token: string) =>
      fetch(path, {
        cache: 'no-store',
        credentials: 'same-origin',
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(4 * patience),
      }).catch((error: unknown) => {
        throw new Unreachable(path, { cause: error });
      });
    let response = await ask(await this.tokens.access());
    if (response.status === 401) response = await ask(await this.tokens.access(true));
    if (!response.ok) throw new Unreachable(`${path}: ${response.status}`);
    return response.blob();
  }

  private with<T>(path: string, init: RequestInit, token: string): Promise<T> {
    return json<T>(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
  }
}
