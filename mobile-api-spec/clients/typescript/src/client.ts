// The API with the types of its description: a wrong path, a wrong member or a state that does not exist is an error before anything runs.

import createClient, { type Client } from 'openapi-fetch'
import type { paths, Problem } from './api.js'

export type Ledger = Client<paths>

/** A machine's name and secret, as the ledger gave them. */
export interface Credentials {
  clientId: string
  clientSecret: string
}

/** What the ledger said instead of an answer (RFC 9457). `code` never changes its meaning. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`)
  }
}

/** The ledger at an address; with credentials as that machine (OAuth 2.0 client credentials), its token renewed half a minute before it ends. */
export function open(address: string, credentials?: Credentials): Ledger {
  const client = createClient<paths>({ baseUrl: address })
  if (credentials) {
    let known: { token: Promise<string>; until: number } = { token: Promise.resolve(''), until: 0 }
    client.use({
      async onRequest({ request }) {
        if (known.until < Date.now()) {
          const given = tokenOf(address, credentials)
          known = { token: given.then(it => it.access_token), until: Infinity }
          known.until = await given.then(it => Date.now() + (it.expires_in - 30) * 1000, () => 0)
        }
        request.headers.set('authorization', `Bearer ${await known.token}`)
        return request
      },
    })
  }
  return client
}

/** The answer; or the refusal, thrown. */
export async function said<T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await call
  if (error !== undefined) throw new Refused(error as Problem)
  return data as T
}

async function tokenOf(address: string, { clientId, clientSecret }: Credentials): Promise<{ access_token: string; expires_in: number }> {
  const answer = await fetch(`${address}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  })
  if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { access_token: string; expires_in: number }
}
