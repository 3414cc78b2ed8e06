// A server, a browser, and a camera before which a picture can be held: what the suites that read codes begin with.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './browser.js';
import { holdNothing } from './camera.js';
import { startServer } from './server.js';

/** Opens all of it; `camera` is the file that holdUp() writes, and `close` puts all away. */
export async function openPlace(options) {
  const folder = await mkdtemp(join(tmpdir(), 'essledger-camera-'));
  const camera = join(folder, 'camera.y4m');
  let server, browser;
  const close = async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await holdNothing(camera);
    server = await startServer(options);
    browser = await launch(camera);
  } catch (error) {
    await close();
    throw error;
  }
  return { server, browser, camera, close };
}
