import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How a folder of the cache is made, and how one knows that it is whole. */
export type CachedFolder = {
  /** Absolute path of the finished folder. */
  readonly path: string;
  readonly isComplete: (folder: string) => Promise<boolean>;
  /** Fills the empty folder that it is given. */
  readonly build: (folder: string) => Promise<void>;
};

/**
 * Makes a folder of the cache unless it is there already, and returns its path.
 *
 * The folder is built beside its place and renamed when it is whole, so that an interrupted build is never taken
 * for a finished one and several processes may ask for the same folder at once: the first to finish wins.
 */
export async function ensureCachedFolder({ path, isComplete, build }: CachedFolder): Promise<string> {
  if (await isComplete(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  await removeLeftovers(path);
  // A damaged folder is moved away now, not after the build: by then a rival's good one could be in its place.
  await discard(path);
  const building = `${path}.building-${process.pid}`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building);
  try {
    await build(building);
    if (!(await isComplete(building))) {
      throw new Error(`${basename(path)} was built without an error but is not complete. Try again.`);
    }
    await putInPlace(building, path, isComplete);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return path;
}

/** Renames the built folder to its place, unless a rival has put a whole one there in the meantime. */
async function putInPlace(
  building: string,
  path: string,
  isComplete: CachedFolder['isComplete'],
): Promise<void> {
  try {
    await rename(building, path);
  } catch (error) {
    if (!(await isComplete(path))) throw error;
  }
}

async function discard(path: string): Promise<void> {
  const aside = `${path}.broken-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** Removes what builds left behind whose process is gone. */
async function removeLeftovers(path: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const pid = /^building-(\d+)$/.exec(name.slice(prefix.length))?.[1];
    if (pid !== undefined && isAlive(Number(pid))) continue;
    await rm(join(dirname(path), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
