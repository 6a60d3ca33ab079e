/** Windows of VS Code with the product as it is shipped, and the extensions that it is held against. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { projectRoot } from '../support/paths.ts';
import { openScene } from '../support/scene.ts';
import type { Scene, SceneOptions } from '../support/scene.ts';

const extension = (name: string): string => join(import.meta.dirname, 'extensions', name);

/** The product, the least extension, and the peer. */
export const linkedExtensions = [projectRoot, extension('hello'), extension('peer')];

/** Bundles the product as it is shipped into `dist/`. */
export const buildForProduction = async (): Promise<void> => {
  await promisify(execFile)(process.execPath, ['esbuild.mjs', '--production'], { cwd: projectRoot });
};

/** Opens a scene with the product as it is shipped, and the peers beside it. */
export const openBenchScene = async (options: SceneOptions = {}): Promise<Scene> => {
  await buildForProduction();
  return openScene({ ...options, extension: { linkedExtensions } });
};

/** What the peer reports, one report after another. */
export type Reports = AsyncDisposable & { readonly url: string; readonly next: () => Promise<unknown> };

/** Listens to the peer; `url` is for its setting `benchPeer.url`. */
export const listenToPeer = async (): Promise<Reports> => {
  const waiting: ((report: unknown) => void)[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      response.end();
      waiting.shift()?.(JSON.parse(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bench does not listen.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
