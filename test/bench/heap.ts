/** What lives on the heap of this process. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const isCollector = (value: unknown): value is () => void => typeof value === 'function';

/** Bytes that live on the heap after everything else was collected. */
export const liveHeap = (): number => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (!isCollector(collect)) throw new Error('This Node cannot be told to collect garbage.');
  collect();
  return process.memoryUsage().heapUsed;
};
