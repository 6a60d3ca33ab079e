/** The output channel "ECGrid": what was asked of the service and how it went. Never bodies, never keys. */
import * as vscode from 'vscode';
import type { Attempt } from '../api/http.ts';
import { onOneLine } from '../domain/text.ts';

/** What the product writes to its log. */
export type Log = {
  /** One attempt at a request. */
  readonly attempt: (attempt: Attempt) => void;
  /** A failure, with what was being done. */
  readonly failure: (doing: string, error: unknown) => void;
  /** That a rule was overridden, and why. */
  readonly override: (rule: string, reason: string) => void;
  readonly show: () => void;
  readonly dispose: () => void;
};

/** The log; its output channel is opened when it is first needed, since that would take a good part of activation. */
export const createLog = (): Log => {
  let opened: vscode.LogOutputChannel | undefined;
  const channel = (): vscode.LogOutputChannel =>
    (opened ??= vscode.window.createOutputChannel('ECGrid', { log: true }));
  return {
    attempt: ({ method, path, status, milliseconds, attempt, correlation }) => {
      const line = `${method} ${path} ${status} ${milliseconds} ms, attempt ${attempt}, ${correlation}`;
      if (status === 'failed' || status >= 400) channel().warn(line);
      else channel().info(line);
    },
    failure: (doing, error) =>
      channel().error(onOneLine(`${doing}: ${error instanceof Error ? error.message : 'unknown failure'}`)),
    override: (rule, reason) => channel().warn(`Overridden: ${onOneLine(rule)} Reason: ${onOneLine(reason)}`),
    show: () => channel().show(true),
    dispose: () => opened?.dispose(),
  };
};
