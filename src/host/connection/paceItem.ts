/** An item in the status bar while ECGrid is asked more slowly than somebody would like: it has refused requests. */
import * as vscode from 'vscode';
import type { PaceState, Pacing } from '../../api/pace.ts';

/** Requests come one after another: between two of them the item stays. Milliseconds. */
const lingers = 2000;

const textOf = (state: Exclude<PaceState, { kind: 'free' }>): string =>
  state.kind === 'paused'
    ? `ECGrid asks for a pause: ${state.seconds} s`
    : `ECGrid takes about ${state.perSecond} ${state.perSecond === 1 ? 'request' : 'requests'} a second`;

const tooltip =
  'ECGrid has refused requests because there were too many of them. They wait and are sent again, no faster than ECGrid ' +
  'takes them. Nothing is lost, and what is under way can be cancelled.\nClick to see the requests.';

/** Shows the pace of a session for as long as it lives. */
export const showPace = (pace: Pacing): vscode.Disposable => {
  const item = vscode.window.createStatusBarItem('ecgrid.pace', vscode.StatusBarAlignment.Left, 9);
  item.name = 'ECGrid Pace';
  item.tooltip = tooltip;
  item.command = 'ecgrid.showLog';
  let hiding: NodeJS.Timeout | undefined;
  const show = (state: PaceState): void => {
    clearTimeout(hiding);
    if (state.kind === 'free') {
      hiding = setTimeout(() => item.hide(), lingers);
      return;
    }
    const text = textOf(state);
    item.text = `$(watch) ${text}`;
    item.accessibilityInformation = { label: text };
    item.show();
  };
  const end = pace.onDidChange(show);
  return new vscode.Disposable(() => {
    end();
    clearTimeout(hiding);
    item.dispose();
  });
};
