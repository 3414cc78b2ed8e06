// A source of advisories that knows one of each kind, by the protocols of NuGet (VulnerabilityInfo/6.7.0) and of npm (advisories/bulk): what ops/audit --check plants.
// node advisories.mjs PORT NUGET-PACKAGE NPM-PACKAGE; "-" in place of a package: the source knows of none. It ends with its standard input.
import { createServer } from 'node:http';

const [port, nuget, npm] = process.argv.slice(2);
const at = `http://127.0.0.1:${port}`;
const about = 'https://example.org/advisory';
const answers = {
  '/v3/index.json': () => ({ version: '3.0.0', resources: [{ '@id': `${at}/v3/vulnerabilities.json`, '@type': 'VulnerabilityInfo/6.7.0' }] }),
  '/v3/vulnerabilities.json': () => [{ '@name': 'all', '@id': `${at}/v3/all.json`, '@updated': new Date().toISOString() }],
  '/v3/all.json': () => (nuget === '-' ? {} : { [nuget]: [{ url: about, severity: 2, versions: '(, 999.0.0]' }] }),
  '/-/npm/v1/security/advisories/bulk': () =>
    npm === '-' ? {} : { [npm]: [{ id: 1, url: about, title: 'Planted', severity: 'high', vulnerable_versions: '<999.0.0', cwe: [], cvss: { score: 0, vectorString: null } }] },
  [`/${npm}`]: () => ({ name: npm, 'dist-tags': {}, versions: {} }),
};
createServer((request, response) => {
  const answer = answers[new URL(request.url, at).pathname];
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer?.() ?? {}));
}).listen(Number(port), '127.0.0.1', () => console.log('listens'));
process.stdin.on('end', () => process.exit(0)).resume();
