// Canonical N-Quads (RDFC-1.0) of JSON-LD, as the jsonld library makes them: one JSON document a line on standard input, a JSON string a line on standard output.

import { createInterface } from 'node:readline'
import jsonld from 'jsonld'
import { loader } from './contexts.mjs'

for await (const line of createInterface({ input: process.stdin })) {
  const quads = await jsonld.canonize(JSON.parse(line), { algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader: loader(), safe: true })
  console.log(JSON.stringify(quads))
}
