/** A sandbox in a process of its own, so that its work is not measured as ours. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { createClient } from '../../src/api/client.ts';
import type { EcgridClient } from '../../src/api/client.ts';
import { projectRoot } from '../support/paths.ts';

/** A sandbox that listens. */
export type Service = AsyncDisposable & {
  readonly url: string;
  readonly apiKey: string;
  readonly client: () => EcgridClient;
};

const Started = z.object({ url: z.string(), apiKeys: z.record(z.string(), z.string()) });

/** Starts one with so many users that answers after so many milliseconds. */
export const startService = async (
  users: number,
  latency: number,
  ...more: readonly string[]
): Promise<Service> => {
  const args = ['--users', String(users), '--latency', String(latency), ...more];
  const child = spawn(process.execPath, [join(projectRoot, 'sandbox', 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  const { url, apiKeys } = Started.parse(JSON.parse(line));
  const apiKey = apiKeys['NetOps'] ?? '';
  return {
    url,
    apiKey,
    client: () => createClient({ origin: url, apiKey }),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    },
  };
};
