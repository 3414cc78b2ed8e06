// Is everything that we build with pinned? node locks.mjs [FOLDER]: exact versions in one place, a lock file beside every project, a digest for every package in it,
// and no script of ours that could take another version than the lock's.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = process.argv[2] ?? new URL('../..', import.meta.url).pathname;
const tracked = execFileSync('git', ['-C', root, 'ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).split('\n').filter((f) => f && existsSync(join(root, f)));
const text = (file) => readFileSync(join(root, file), 'utf8');
const faults = [];
const exact = /^\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?$/;
let pinned = 0;

for (const file of tracked.filter((f) => /\.(csproj|props|targets)$/.test(f))) {
  for (const [, kind, attributes] of text(file).matchAll(/<(PackageVersion|PackageReference|GlobalPackageReference)\s([^>]*)>/g)) {
    const version = /Version(?:Override)?="([^"]*)"/.exec(attributes)?.[1];
    if (kind === 'PackageVersion' && !exact.test(version ?? '')) faults.push(`${file}: ${attributes.trim()} is no exact version`);
    if (kind !== 'PackageVersion' && version !== undefined) faults.push(`${file}: ${attributes.trim()} says its version here and not in Directory.Packages.props`);
  }
  if (!file.endsWith('.csproj')) continue;
  const lock = join(dirname(file), 'packages.lock.json');
  if (!tracked.includes(lock)) faults.push(`${file}: no ${lock}`);
  else
    for (const [framework, packages] of Object.entries(JSON.parse(text(lock)).dependencies))
      for (const [name, entry] of Object.entries(packages)) {
        if (entry.type === 'Project') continue;
        if (!entry.contentHash) faults.push(`${lock}: ${framework} ${name} has no digest`);
        pinned++;
      }
}

for (const file of tracked.filter((f) => f.endsWith('package.json'))) {
  const lock = join(dirname(file), 'package-lock.json');
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text(file));
  if (Object.keys({ ...dependencies, ...devDependencies }).length === 0) continue;
  if (!tracked.includes(lock)) {
    faults.push(`${file}: no ${lock}`);
    continue;
  }
  for (const [name, entry] of Object.entries(JSON.parse(text(lock)).packages)) {
    if (name === '' || entry.link || entry.inBundle) continue;
    if (!entry.integrity) faults.push(`${lock}: ${name} has no digest`);
    pinned++;
  }
}

for (const [name, tool] of Object.entries(JSON.parse(text('.config/dotnet-tools.json')).tools))
  if (!exact.test(tool.version) || tool.rollForward) faults.push(`.config/dotnet-tools.json: ${name} may be another version`);

// Scripts that restore do so as the lock says: npm ci, and locked mode where packages come anew.
const scripts = tracked.filter((f) => /^(ops|\.ci)\/[^.]*$/.test(f) || /^ops\/.*(Containerfile|Dockerfile)$/.test(f));
for (const file of scripts)
  text(file).split('\n').forEach((line, i) => {
    if (/^\s*#/.test(line)) return;
    if (/\bnpm\b[^|;&]*\s(install|i|add|update)\b(?!-)/.test(line)) faults.push(`${file}:${i + 1}: npm ci, not: ${line.trim()}`);
    if (/\bdotnet (restore|publish)\b|\bdotnet build\b.*\.sln/.test(line) && !/RestoreLockedMode=true|--locked-mode|--no-restore/.test(line)) faults.push(`${file}:${i + 1}: not in locked mode: ${line.trim()}`);
  });

for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${pinned} entries of lock files, each an exact version with its digest; ${scripts.length} scripts take them as locked`);
process.exit(faults.length === 0 ? 0 : 1);
