// node draw.mjs PROMETHEUS MINUTES FOLDER : asks every panel's queries of a real Prometheus and draws the answers, a picture for each dashboard. Exit 1: some panel has no curve.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dashboards } from './dashboards.mjs';

const [prometheus, minutes, folder] = process.argv.slice(2);
const { chromium } = createRequire(new URL('../../tests/browser/package.json', import.meta.url))('playwright-core');
const end = Math.floor(Date.now() / 1000);
const start = end - Number(minutes) * 60;
const asset = (name) => readFileSync(new URL(`node_modules/uplot/dist/${name}`, import.meta.url), 'utf8');

async function ask(target) {
  const query = target.expr.replaceAll('$__rate_interval', '30s');
  const answer = await (await fetch(`${prometheus}/api/v1/query_range?${new URLSearchParams({ query, start, end, step: 5 })}`)).json();
  if (answer.status !== 'success') throw new Error(`${query}: ${answer.error}`);
  return answer.data.result.map(({ metric, values }) => ({ label: target.legendFormat.replace(/\{\{(\w+)\}\}/g, (_, name) => metric[name] ?? ''), values: values.map(([t, v]) => [t, Number(v)]).filter(([, v]) => Number.isFinite(v)) })).filter((s) => s.values.length > 0);
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
let empty = 0;
for (const [name, one] of Object.entries(dashboards)) {
  const panels = [];
  for (const panel of one.panels) {
    const series = (await Promise.all(panel.targets.map(ask))).flat();
    if (series.length === 0) {
      console.error(`${name}: "${panel.title}" is empty`);
      empty++;
    }
    const times = [...new Set(series.flatMap((s) => s.values.map(([t]) => t)))].sort((a, b) => a - b);
    panels.push({
      title: `${panel.title} (${panel.fieldConfig.defaults.unit})`,
      names: series.map((s) => s.label),
      last: series.map((s) => s.values.at(-1)[1]),
      data: [times, ...series.map((s) => ((by) => times.map((t) => by.get(t) ?? null))(new Map(s.values)))],
    });
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 200 } });
  await page.setContent(`<style>${asset('uPlot.min.css')} body { font: 13px sans-serif; display: grid; grid-template-columns: 1fr 1fr; gap: 12px } h1, p { grid-column: 1 / 3; margin: 0 } h2 { font-size: 14px; margin: 4px 0 }</style><h1>${one.title}</h1>`);
  await page.addScriptTag({ content: asset('uPlot.iife.min.js') });
  await page.evaluate((all) => {
    const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
    const colours = ['#3274d9', '#e02f44', '#56a64b', '#f2a60d', '#8f3bb8', '#14a2b8', '#8c564b', '#7f7f7f', '#d62fd1', '#111111', '#a0b000', '#ff7f0e'];
    for (const panel of all) {
      const box = document.body.appendChild(document.createElement('div'));
      box.appendChild(document.createElement('h2')).textContent = panel.title;
      new uPlot({ width: 610, height: 200, legend: { live: false }, axes: [{}, { size: 70, values: (u, all) => all.map((v) => compact.format(v)) }], scales: { y: { range: (u, low, high) => [Math.min(0, low), high > 0 ? high * 1.1 : 1] } }, series: [{}, ...panel.names.map((label, i) => ({ label: `${label} = ${compact.format(panel.last[i].toPrecision(3))}`, stroke: colours[i % colours.length], width: 1.5, spanGaps: true }))] }, panel.data, box);
    }
  }, panels);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  console.log(`${folder}/${name}.png: ${panels.length} panels, ${panels.reduce((n, p) => n + p.names.length, 0)} curves`);
}
await browser.close();
process.exit(empty === 0 ? 0 : 1);
