// The real server, started as anyone starts it, in demo mode on a directory of its own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';

const run = fileURLToPath(new URL('../../ops/run', import.meta.url));
const patience = 300_000; // a first run builds everything

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Serves a directory, and returns when it answers. `env` is what the environment says besides. */
async function serve(data, url, env) {
  const server = spawn(run, ['--demo', '--data', data, '--urls', url], {
    detached: true, // a group of its own, so that what the script starts can be stopped with it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  const hear = (chunk) => (said = (said + chunk).slice(-20_000));
  server.stdout.on('data', hear);
  server.stderr.on('data', hear);
  let ended = false;
  const exit = new Promise((resolve) => server.once('close', resolve)).then(() => (ended = true));
  server.once('error', (error) => {
    hear(error.stack);
    ended = true;
  });
  const end = async () => {
    if (ended) return;
    process.kill(-server.pid, 'SIGTERM');
    await Promise.race([exit, wait(15_000, null, { ref: false })]);
    if (!ended) process.kill(-server.pid, 'SIGKILL');
  };
  const until = Date.now() + patience;
  while (Date.now() < until && !ended) {
    const ready = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return end;
    await wait(250);
  }
  await end();
  throw new Error(`the server ${ended ? 'ended' : 'was not ready in time'}:\n${said}`);
}

/**
 * ESSLEDGER_BASE_URL names a server that runs already, and ESSLEDGER_DATA the directory on which it serves, where that is known; otherwise one is started, and stopped at the end.
 * Who needs another host name, something entered by the command line, or a server that starts again (`own`), gets one of their own in any case.
 */
export async function startServer({ host = '127.0.0.1', prepare, own = prepare !== undefined } = {}) {
  if (process.env.ESSLEDGER_BASE_URL && !own) {
    return { url: process.env.ESSLEDGER_BASE_URL.replace(/\/$/, ''), data: process.env.ESSLEDGER_DATA, stop: async () => {} };
  }
  const data = await mkdtemp(join(tmpdir(), 'essledger-browser-'));
  const url = `http://${host}:${await freePort()}`;
  const clear = () => rm(data, { recursive: true, force: true });
  let end = await serve(data, url, {}).catch(async (error) => {
    await clear();
    throw error;
  });
  await prepare?.({ data, url });
  return {
    url,
    data,
    /** The same server once more on what it keeps. */
    async restart(env) {
      await end();
      end = await serve(data, url, env);
    },
    async stop() {
      await end();
      await clear();
    },
  };
}
