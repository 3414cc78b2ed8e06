// Checks the open data of a running server as a portal that harvests them would, with validators that others wrote: frictionless' datapackage and tableschema for the tables, check-geojson (RFC 7946),
// ical.js (RFC 5545), n3 (Turtle) and jsonld for the catalogue, which must say the same in both forms.
//
//   BASE_URL=http://127.0.0.1:5080 node check-data.mjs
//
// Prints every step; ends with "N passed, N failed" and exits with 1 if one failed.

import assert from 'node:assert/strict'
import { check } from '@placemarkio/check-geojson'
import datapackage from 'datapackage'
import ICAL from 'ical.js'
import jsonld from 'jsonld'
import { Parser, Writer } from 'n3'
import tableschema from 'tableschema'

const baseUrl = (process.env.BASE_URL ?? 'http://127.0.0.1:5080').replace(/\/$/, '')
let passed = 0
let failed = 0

async function step(name, act) {
  try {
    const detail = await act()
    passed++
    console.log(`ok    ${name}${detail ? `: ${detail}` : ''}`)
  } catch (error) {
    failed++
    console.log(`FAIL  ${name}: ${[error.message, ...(error.errors ?? []).map(e => e.message)].join(' | ').slice(0, 800)}`)
  }
}

const get = async (path, headers = {}) => fetch(new URL(path, baseUrl), { headers, signal: AbortSignal.timeout(30_000) })

// Wherever the server says it is, it is asked where we found it.
const local = address => new URL(new URL(address).pathname, baseUrl).href

async function read(path) {
  const response = await get(path)
  assert.equal(response.status, 200, `${path}: ${response.status}`)
  assert.equal(response.headers.get('access-control-allow-origin'), '*', 'scripts of other sites may not read it')
  assert.match(response.headers.get('cache-control') ?? '', /public/)
  assert.ok(!Number.isNaN(Date.parse(response.headers.get('last-modified'))), 'no Last-Modified')
  const tag = response.headers.get('etag')
  assert.match(tag ?? '', /^"/, 'no strong ETag')
  const again = await get(path, { 'if-none-match': tag })
  assert.equal(again.status, 304, `${path} is sent again to who has it`)
  return response
}

const descriptor = await (await get('/donnees/datapackage.json')).json()

await step('Data package: the descriptor', async () => {
  await read('/donnees/datapackage.json')
  const pack = await datapackage.Package.load(structuredClone(descriptor))
  assert.ok(pack.valid, pack.errors.map(e => e.message).join(' | '))
  assert.ok(descriptor.licenses[0].name && descriptor.licenses[0].path)
  return `${descriptor.resources.length} tables, ${descriptor.licenses[0].name}`
})

for (const resource of descriptor.resources) {
  await step(`${resource.name}: the table and its schema`, async () => {
    const response = await read(new URL(resource.path).pathname)
    assert.match(response.headers.get('content-type'), /^text\/csv; *charset=utf-8/i)
    const text = await response.text()
    assert.ok(!text.replaceAll('\r\n', '').includes('\n') || text.includes('"'), 'lines do not end as RFC 4180 has them')
    const schema = await (await read(`/donnees/${resource.name}.schema.json`)).json()
    assert.deepEqual(schema, resource.schema)
    const judged = await tableschema.Schema.load(structuredClone(schema))
    assert.ok(judged.valid, judged.errors.map(e => e.message).join(' | '))
    const table = await tableschema.Table.load(local(resource.path), { schema: structuredClone(schema), strict: true, delimiter: ',' })
    const rows = await table.read({ keyed: true })
    const list = await (await read(`/donnees/${resource.name}.json`)).json()
    assert.equal(list.length, rows.length, 'JSON and CSV have not as many lines')
    const keys = rows.map(row => schema.primaryKey.map(key => String(row[key])).join(' '))
    assert.equal(new Set(keys).size, keys.length, 'a key is there twice')
    return `${rows.length} lines`
  })
}

for (const name of ['participants-labellises', 'evenements', 'acceptants-monnaie']) {
  await step(`${name}: the map (RFC 7946)`, async () => {
    const response = await read(`/donnees/${name}.geojson`)
    assert.match(response.headers.get('content-type'), /^application\/geo\+json/)
    const collection = check(await response.text())
    for (const { geometry } of collection.features) {
      if (!geometry) continue
      const [longitude, latitude] = geometry.coordinates
      assert.ok(longitude > -10 && longitude < 15 && latitude > 40 && latitude < 55, `${longitude}, ${latitude} is not here: longitude comes first`)
    }
    return `${collection.features.length} features`
  })
}

await step('evenements: the calendar (RFC 5545)', async () => {
  const response = await read('/donnees/evenements.ics')
  assert.match(response.headers.get('content-type'), /^text\/calendar/)
  const text = await response.text()
  assert.ok(text.split('\r\n').every(line => Buffer.byteLength(line) <= 75), 'a line is longer than 75 bytes')
  const calendar = new ICAL.Component(ICAL.parse(text))
  assert.equal(calendar.name, 'vcalendar')
  const events = calendar.getAllSubcomponents('vevent').map(event => new ICAL.Event(event))
  for (const event of events) assert.ok(event.uid && event.summary && event.startDate.isDate, 'an event has no id, no title or no day')
  return `${events.length} events`
})

await step('Catalogue: DCAT in Turtle and in JSON-LD say the same', async () => {
  const turtle = new Parser().parse(await (await read('/donnees/catalogue.ttl')).text())
  const fromTurtle = await new Promise((done, fail) => {
    const writer = new Writer({ format: 'N-Quads' })
    writer.addQuads(turtle)
    writer.end((error, text) => (error ? fail(error) : done(text)))
  })
  const document = await (await read('/donnees/catalogue.jsonld')).json()
  const fromJson = await jsonld.canonize(document, { algorithm: 'RDFC-1.0', format: 'application/n-quads' })
  const ours = await jsonld.canonize(fromTurtle, { algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', format: 'application/n-quads' })
  assert.equal(ours, fromJson)
  const datasets = turtle.filter(quad => quad.predicate.value.endsWith('#type') && quad.object.value === 'http://www.w3.org/ns/dcat#Dataset')
  assert.equal(datasets.length, descriptor.resources.length)
  // What DCAT-AP 3 asks of a dataset and of a distribution.
  for (const { subject } of datasets)
    for (const property of ['http://purl.org/dc/terms/title', 'http://purl.org/dc/terms/description', 'http://www.w3.org/ns/dcat#distribution'])
      assert.ok(turtle.some(q => q.subject.equals(subject) && q.predicate.value === property), `${subject.value} has no ${property}`)
  const places = turtle.filter(q => q.predicate.value === 'http://www.w3.org/ns/dcat#downloadURL').map(q => q.object.value)
  for (const place of places) assert.equal((await fetch(local(place), { method: 'HEAD' })).status, 200, place)
  return `${turtle.length} statements, ${places.length} files`
})

await step('Nothing else is there', async () => {
  for (const path of ['/donnees/nothing.csv', '/donnees/evenements.xls', '/donnees/.csv']) assert.equal((await get(path)).status, 404, path)
})

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
