/** How fast ECGrid is asked, as the status bar tells it. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { PaceState, Pacing } from '../../src/api/pace.ts';
import { showPace } from '../../src/host/connection/paceItem.ts';
import { replace, restoreVscode } from './support/standIns.ts';

describe('the pace in the status bar', () => {
  afterEach(restoreVscode);

  /** The item as it is shown, after each state that it is told. */
  const open = () => {
    const shown: string[] = [];
    const item = {
      text: '',
      command: '',
      accessibilityInformation: { label: '' },
      show: () => shown.push(item.text),
      hide: () => shown.push('hidden'),
      dispose: () => undefined,
    };
    replace(vscode.window, 'createStatusBarItem', () => item);
    let tell: (state: PaceState) => void = () => assert.fail('nobody listens');
    const pacing: Pacing = {
      state: { kind: 'free' },
      turn: () => assert.fail('nothing is sent'),
      onDidChange: (listener) => {
        tell = listener;
        return () => {
          tell = () => shown.push('told after its end');
        };
      },
    };
    const pace = showPace(pacing);
    return {
      item,
      shown,
      pace,
      tell: (state: PaceState): void => {
        tell(state);
      },
    };
  };

  it('is told as long as ECGrid holds requests back, and a little longer', async () => {
    const { item, shown, pace, tell } = open();
    assert.equal(shown.length, 0, 'nothing is shown as long as nothing is held back');
    tell({ kind: 'paused', seconds: 3 });
    tell({ kind: 'slowed', perSecond: 30 });
    assert.equal(item.accessibilityInformation.label, 'ECGrid takes about 30 requests a second');
    tell({ kind: 'free' });
    tell({ kind: 'slowed', perSecond: 1 });
    assert.deepEqual(shown, [
      '$(watch) ECGrid asks for a pause: 3 s',
      '$(watch) ECGrid takes about 30 requests a second',
      '$(watch) ECGrid takes about 1 request a second',
    ]);
    assert.equal(item.command, 'ecgrid.showLog');
    tell({ kind: 'free' });
    assert.equal(shown.length, 3, 'it does not flicker between two requests');
    await wait(2100);
    assert.equal(shown.at(-1), 'hidden');
    pace.dispose();
  });

  it('ends with the session', () => {
    const { shown, pace, tell } = open();
    pace.dispose();
    tell({ kind: 'paused', seconds: 3 });
    assert.deepEqual(shown, ['told after its end']);
  });
});
