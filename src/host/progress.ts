/** Progress in a notification, with a cancel button, for what is not over in a moment. */
import * as vscode from 'vscode';
import { plainText } from './notify.ts';

/** What is over sooner shows no progress; milliseconds. VS Code drops a message that comes fourth within 800. */
const aMoment = 500;

/** What a notification of progress is told. */
type Report = { readonly message?: string };

/** Resolves to true when something ends, well or not, within {@link aMoment}. */
const isQuick = async (done: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, aMoment, false);
  });
  const ended = done.then(
    () => true,
    () => true,
  );
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
};

/** Shows a notification with a cancel button while something is under way, unless it is over in a moment. */
export const withNotification = async <Result>(
  title: string,
  work: (signal: AbortSignal, progress: vscode.Progress<Report>) => Promise<Result>,
): Promise<Result> => {
  const cancel = new AbortController();
  let latest: Report = {};
  let shown: vscode.Progress<Report> | undefined;
  const report = (value: Report): void => {
    latest = value;
    shown?.report(value);
  };
  const done = work(cancel.signal, { report });
  if (await isQuick(done)) return done;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: plainText(title),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) => {
    shown = progress;
    progress.report(latest);
    const abort = (): void => cancel.abort();
    if (token.isCancellationRequested) abort();
    else token.onCancellationRequested(abort);
    return done;
  });
};
