// materials.mjs check FILE… : is each a list of materials as CycloneDX's own schema has it, and is everything in it under a licence that we may ship?
// materials.mjs licences FILE… : the same as a page for people, on standard output.
// The schema is CycloneDX's, the judge ajv: neither wrote the list.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import moreFormats from 'ajv-formats-draft2019';
import satisfies from 'spdx-satisfies';

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const rules = read(process.env.ESSLEDGER_LICENCES ?? new URL('licences.json', import.meta.url));

function validatorOf(version) {
  const folder = `${require.resolve('@cyclonedx/cyclonedx-library/package.json').replace('package.json', '')}res/schema`;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  formats(ajv);
  moreFormats(ajv);
  ajv.addFormat('iri-reference', true);
  // They refer to each other under these names.
  for (const name of readdirSync(folder).filter((n) => /^(?!bom-).*\.SNAPSHOT\.schema\.json$/.test(n))) ajv.addSchema(read(`${folder}/${name}`), `http://cyclonedx.org/schema/${name}`);
  return ajv.compile(read(`${folder}/bom-${version}.SNAPSHOT.schema.json`));
}

// What a package's author declared, as one SPDX expression.
function declared(component) {
  const said = (component.licenses ?? []).map((l) => l.expression ?? l.license?.id ?? l.license?.name ?? '');
  return said.length === 1 ? said[0] : said.length === 0 ? 'none declared' : `${said.join(' AND ')}`;
}

function allows(expression) {
  try {
    return satisfies(expression, rules.allowed);
  } catch {
    return false; // not a word of SPDX
  }
}

const [verb, ...files] = process.argv.slice(2);
const faults = [];
const rows = new Map();
for (const file of files) {
  const list = read(file);
  const valid = validatorOf(list.specVersion);
  if (!valid(list)) faults.push(...valid.errors.slice(0, 10).map((e) => `${file}: ${e.instancePath} ${e.message}`));
  if (!list.components?.length) faults.push(`${file}: lists nothing`);
  for (const component of list.components ?? []) {
    const name = component.group ? `${component.group}/${component.name}` : component.name;
    const chosen = rules.chosen[name];
    const licence = chosen?.licence ?? declared(component);
    if (!allows(licence)) faults.push(`${file}: ${name} ${component.version} is under "${licence}", which ops/supply/licences.json does not allow`);
    rows.set(`${name} ${component.version}`, [name, component.version, licence, list.metadata.component.name]);
  }
}
for (const file of rules.files) if (!allows(file.licence)) faults.push(`${file.name} is under "${file.licence}"`);

if (verb === 'licences') {
  console.log(`# What is in the program, and under which licences

EssLedger is AGPL-3.0-or-later. It is shipped with the work of others, listed here from the two lists of materials that \`ops/sbom\` makes; nothing here was written by hand. What may be in it stands in [\`supply/licences.json\`](supply/licences.json). .NET itself (MIT), and libsecp256k1 (MIT) where it is installed, come with the system.

| What | Version | Licence | In |
|---|---|---|---|`);
  const all = [...rows.values(), ...rules.files.map((f) => [f.name, f.version, f.licence, f.in])];
  for (const row of all.sort((a, b) => (a[0].toLowerCase() < b[0].toLowerCase() ? -1 : 1))) console.log(`| ${row.join(' | ')} |`);
}
for (const fault of faults) console.error(fault);
if (verb === 'check' && faults.length === 0) console.log(`${files.length} lists of materials, ${rows.size} packages: valid, and under licences that may be shipped`);
process.exit(faults.length === 0 ? 0 : 1);
