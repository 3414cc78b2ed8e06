// The dashboards, as code: node dashboards.mjs writes dashboards/*.json, which Grafana imports or provisions as they are; node dashboards.mjs --check says whether they are these.
// Their shape is checked against Grafana's own types (npm run check), their queries against what a server tells (ops/telemetry/check).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** @typedef {import('@grafana/schema').Dashboard} Dashboard */
/** @typedef {import('@grafana/schema').Panel} Panel */

const source = { type: 'prometheus', uid: '${source}' };

/**
 * A curve for each query.
 * @param {string} title
 * @param {string} unit in Grafana's words
 * @param {string} description what is usual, and what is not
 * @param {Record<string, string>} queries PromQL by legend
 * @param {number} [alarm] from which value on it is red
 * @returns {Panel}
 */
const curve = (title, unit, description, queries, alarm) => ({
  type: 'timeseries',
  title,
  description,
  datasource: source,
  targets: Object.entries(queries).map(([legendFormat, expr], i) => ({ refId: 'ABCDEFG'[i], datasource: source, expr, legendFormat })),
  fieldConfig: {
    defaults: {
      unit,
      min: 0,
      custom: { fillOpacity: 10, showPoints: 'never', thresholdsStyle: { mode: alarm === undefined ? 'off' : 'line' } },
      thresholds: { mode: /** @type {any} */ ('absolute'), steps: [{ value: null, color: 'green' }, ...(alarm === undefined ? [] : [{ value: alarm, color: 'red' }])] },
    },
    overrides: [],
  },
  options: { legend: { displayMode: 'table', placement: 'bottom', calcs: ['lastNotNull', 'max'], showLegend: true }, tooltip: { mode: 'multi', sort: 'desc' } },
});

/**
 * @param {string} uid
 * @param {string} title
 * @param {string} description
 * @param {Panel[]} panels two in a row
 * @returns {Dashboard}
 */
const dashboard = (uid, title, description, panels) => ({
  uid,
  title,
  description,
  tags: ['essledger'],
  schemaVersion: 39,
  version: 1,
  editable: false,
  timezone: 'Europe/Paris',
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  templating: { list: [{ name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus' }] },
  panels: panels.map((panel, i) => ({ ...panel, id: i + 1, gridPos: { x: (i % 2) * 12, y: Math.floor(i / 2) * 9, w: 12, h: 9 } })),
});

const rate = (/** @type {string} */ counter) => `rate(${counter}[$__rate_interval])`;
const quantile = (/** @type {number} */ q, /** @type {string} */ histogram, /** @type {string} */ by = 'le') => `histogram_quantile(${q}, sum by (${by}) (${rate(histogram)}))`;

/** @type {Record<string, Dashboard>} */
export const dashboards = {
  payments: dashboard('essledger-payments', 'EssLedger: payments', 'What people at tills see.', [
    curve('Payments', 'reqps', 'Answers to orders in a second. "repeated" is the same order asked again, which pays nothing: a few are usual, many are a bad network.', { '{{answer}}': `sum by (answer) (${rate('essledger_payments_total')})` }),
    curve('Refused', 'percentunit', 'The share of orders that were refused, by why. A broken till makes one reason grow alone.', { '{{answer}}': `sum by (answer) (${rate('essledger_payments_total{answer!~"done|repeated"}')}) / on () group_left () sum(${rate('essledger_payments_total')})` }),
    curve('Time to the answer', 's', 'From the arrival of an order until its answer, network not counted.', { half: quantile(0.5, 'http_server_request_duration_seconds_bucket{http_route="/v1/payments/"}'), '99 of 100': quantile(0.99, 'http_server_request_duration_seconds_bucket{http_route="/v1/payments/"}') }, 1),
    curve('Answered busy or broken', 'reqps', 'Orders answered 503 (busy: asked again in a second) or 500. Zero is usual.', { busy: `sum(${rate('http_server_request_duration_seconds_count{http_route="/v1/payments/",http_response_status_code="503"}')}) or vector(0)`, broken: `sum(${rate('http_server_request_duration_seconds_count{http_route="/v1/payments/",http_response_status_code="500"}')}) or vector(0)` }),
    curve('What authorised payments', 'reqps', 'By a device, a card, a mandate and so on; those that were done.', { '{{means}}': `sum by (means) (${rate('essledger_payments_total{answer="done"}')})` }),
    curve('Money without its euro', 'none', 'Cents by which book and bank, or units and euro, differ. Zero, or for hours until the bank is read.', { cents: 'max(essledger_fund_gap)' }, 1),
  ]),
  books: dashboard('essledger-books', 'EssLedger: books', 'How fast both books take entries, and whether they are sealed.', [
    curve('Time of a commit', 's', 'From the first attempt until the entry is on disk.', { '{{book}}, half': quantile(0.5, 'essledger_commit_duration_seconds_bucket', 'le, book'), '{{book}}, 99 of 100': quantile(0.99, 'essledger_commit_duration_seconds_bucket', 'le, book') }, 0.25),
    curve('Commits that did not end well', 'cps', 'The store was away, or how it ended is not known. Zero is usual.', { '{{book}}': `sum by (book) (${rate('essledger_commit_duration_seconds_count{outcome!="known"}')}) or sum by (book) (0 * essledger_commit_queue)` }),
    curve('Waiting for their commit', 'none', 'Drafts in the queue. At 4 096 orders are answered busy.', { '{{book}} {{instance}}': 'sum by (book, instance) (essledger_commit_queue)' }, 1000),
    curve('Drafts in one commit', 'none', 'Grows with load and keeps the disk quiet: one alone when little happens, 256 at most.', { '{{book}}': `sum by (book) (${rate('essledger_commit_batch_sum')}) / sum by (book) (${rate('essledger_commit_batch_count')})` }),
    curve('Behind with sealing', 's', 'Since a book was last seen sealed to its head. Some seconds are usual.', { '{{book}}': 'time() - max by (book) (essledger_seal_whole_seconds)' }, 60),
    curve('Read when an account wakes', 'none', 'Entries past its snapshot, of which it keeps one every 1 000. Above that, snapshots are not kept.', { half: quantile(0.5, 'essledger_account_wake_bucket'), '99 of 100': quantile(0.99, 'essledger_account_wake_bucket') }, 1000),
  ]),
  servers: dashboard('essledger-servers', 'EssLedger: servers', 'The processes under it.', [
    curve('Answers', 'reqps', 'Of everything, by status.', { '{{http_response_status_code}}': `sum by (http_response_status_code) (${rate('http_server_request_duration_seconds_count')})` }),
    curve('Slowest routes', 's', 'The 99th of 100 answers of the five slowest routes. What stays open (events) and what has no route (files) is left out.', { '{{http_route}}': `topk(5, ${quantile(0.99, 'http_server_request_duration_seconds_bucket{http_route!~"|.*events.*"}', 'le, http_route')})` }),
    curve('Processors', 'percentunit', 'The share of its processors that a server uses.', { '{{instance}}': `sum by (instance) (${rate('dotnet_process_cpu_time_seconds_total')}) / sum by (instance) (dotnet_process_cpu_count)` }, 0.8),
    curve('Waiting for a thread', 's', 'How long what is ready to run waits, 99 of 100. Some milliseconds are usual; from 0.05 s others are told busy, from 0.1 s orders as well, unless set otherwise.', { '{{instance}}': quantile(0.99, 'essledger_thread_wait_seconds_bucket', 'le, instance') }, 0.05),
    curve('Memory', 'bytes', 'What a server holds. It grows for hours after a start and then stays.', { '{{instance}}': 'sum by (instance) (dotnet_process_memory_working_set_bytes)' }),
    curve('Collecting garbage', 'percentunit', 'The share of time in which nothing else ran.', { '{{instance}}': `sum by (instance) (${rate('dotnet_gc_pause_time_seconds_total')})` }, 0.1),
    curve('Grains at work', 'none', 'Activations on a server.', { '{{instance}}': 'sum by (instance) (orleans_catalog_activations)' }),
    curve('Calls between grains', 'ms', 'How long a call takes.', { half: quantile(0.5, 'orleans_app_requests_latency_milliseconds_bucket'), '99 of 100': quantile(0.99, 'orleans_app_requests_latency_milliseconds_bucket') }),
    curve('Servers that see each other', 'none', 'How many servers each of them knows in the cluster: the same everywhere, and as many as there are.', { '{{instance}}': 'max by (instance) (orleans_directory_ring_size)', answering: 'sum(up{job="essledger"})' }),
    curve('Turned away for asking too often', 'reqps', 'By the limits of addresses and persons. A few are usual; many are an attack or a till gone wild.', { all: `sum(${rate('aspnetcore_rate_limiting_requests_total{aspnetcore_rate_limiting_result!="acquired"}')}) or vector(0)` }),
    curve('Exceptions', 'cps', 'Thrown, by kind, whether or not somebody saw them.', { '{{error_type}}': `sum by (error_type) (${rate('dotnet_exceptions_total')})` }),
  ]),
};

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const folder = new URL('dashboards/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, one] of Object.entries(dashboards)) {
    const file = new URL(`${name}.json`, folder);
    const text = `${JSON.stringify(one, null, 2)}\n`;
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(`${name}.json is not that of dashboards.mjs: node ops/telemetry/dashboards.mjs`);
      process.exitCode = 1;
    }
  }
}
