import type { ChildProcess } from 'node:child_process';

/** How long a process may take to end by itself before it is ended. */
const patienceMs = 5_000;

/** Ends a child that was spawned with `detached: true`, and its own children; resolves when it is gone. */
export async function stopTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = hasEnded(child)
    ? Promise.resolve()
    : new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalTree(child.pid, 'SIGTERM');
  const timer = setTimeout(signalTree, patienceMs, child.pid, 'SIGKILL');
  await ended;
  clearTimeout(timer);
  // The leader is gone; a child of it that did not listen goes now.
  signalTree(child.pid, 'SIGKILL');
}

/** Whether the process has ended. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function signalTree(pid: number, signal: NodeJS.Signals): void {
  try {
    // A detached child leads a process group that bears its pid; Windows has no groups.
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}
