/** A directory that is loaded completely, in a process of its own so that its memory is nobody else's. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { figuresOf } from './measure.ts';
import type { Figures } from './row.ts';
import type { Service } from './service.ts';

const Load = z.object({
  users: z.number(),
  milliseconds: z.number(),
  requests: z.number(),
  growth: z.number(),
});
/** What it took: milliseconds, requests, bytes on the heap after collecting garbage. */
export type Load = z.infer<typeof Load>;

const program = join(import.meta.dirname, 'directoryLoadProcess.ts');

/** Loads all users of a service. `watched` asks for the groups after every change, as a view does that is drawn again. */
export const loadDirectory = async (
  { url, apiKey }: Service,
  ...mode: readonly 'watched'[]
): Promise<Load> => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, url, apiKey, ...mode]);
  return Load.parse(JSON.parse(stdout));
};

/** The same several times, one after another. */
export const loadDirectories = async (
  service: Service,
  times: number,
  ...mode: readonly 'watched'[]
): Promise<readonly Load[]> => {
  const all: Load[] = [];
  while (all.length < times) all.push(await loadDirectory(service, ...mode));
  return all;
};

/** One of the figures of several loads. */
export const figuresOfLoads = (all: readonly Load[], field: keyof Load): Figures =>
  figuresOf(all.map((load) => load[field]));
