// node queries.mjs SCRAPE : does every measure and every label that a dashboard or an alert asks for exist in what a server told (SCRAPE, its /metrics)?
// The queries are read by Prometheus' own grammar. Also: each alert has its page, and no page is about none.
import { readFileSync, readdirSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { dashboards } from './dashboards.mjs';

const told = new Map([['up', new Set(['job', 'instance'])]]);
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  const [, name, labels = ''] = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? /i.exec(line) ?? [];
  if (!name) continue;
  const known = told.get(name) ?? told.set(name, new Set(['job', 'instance'])).get(name);
  for (const [, label] of labels.matchAll(/([a-z_][a-z0-9_]*)="/gi)) known.add(label);
}

const alerts = [...readFileSync(new URL('alerts.yaml', import.meta.url), 'utf8').matchAll(/- alert: (\w+)\n\s+expr: (>-\n(?:\s{10,}.*\n)+|.*\n)[\s\S]*?runbook_url: (\S+)/g)];
const queries = [
  ...Object.entries(dashboards).flatMap(([name, d]) => d.panels.flatMap((p) => p.targets.map((t) => [`${name}, "${p.title}"`, t.expr.replaceAll('$__rate_interval', '5m'), t.legendFormat]))),
  ...alerts.map(([, name, expr]) => [`alert ${name}`, expr.replace(/^>-/, ''), '']),
];

const faults = [];
let asked = 0;
for (const [where, query, legend] of queries) {
  const names = [];
  const labels = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]);
  parser.parse(query).iterate({
    enter({ type, from, to, node }) {
      const text = query.slice(from, to);
      if (type.isError) faults.push(`${where}: no PromQL at "${query.slice(from, from + 20)}"`);
      else if (type.name === 'VectorSelector') names.push(query.slice(from, node.firstChild.to));
      else if (type.name === 'LabelName') labels.push(text);
    },
  });
  if (names.length === 0) faults.push(`${where}: asks for no measure`);
  for (const name of names) if (!told.has(name)) faults.push(`${where}: no server tells ${name}`);
  for (const label of labels) if (!names.some((name) => told.get(name)?.has(label))) faults.push(`${where}: none of ${names} has a label ${label}`);
  asked += names.length;
}

const pages = readdirSync(new URL('../runbook', import.meta.url)).filter((f) => f.endsWith('.md') && f !== 'README.md');
for (const [, name, , link] of alerts) {
  if (link !== `ops/runbook/${name}.md`) faults.push(`alert ${name}: its page is ops/runbook/${name}.md, not ${link}`);
  if (!pages.includes(`${name}.md`)) faults.push(`alert ${name}: no ops/runbook/${name}.md`);
}
for (const page of pages) if (!alerts.some(([, name]) => `${name}.md` === page)) faults.push(`ops/runbook/${page}: no such alert`);

for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${queries.length} queries ask for ${asked} measures, all of which a server tells; ${alerts.length} alerts, each with its page`);
process.exit(faults.length === 0 ? 0 : 1);
