/** Between VS Code's cancellation and the web's. */
import type { CancellationToken } from 'vscode';

/** A signal that is aborted when the token is cancelled. */
export const abortedBy = (token: CancellationToken): AbortSignal => {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
};
