/** Somebody in front of VS Code's input boxes with buttons, which nobody inside the extension host can work. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { replace } from './standIns.ts';

type Act = { readonly text: string } | { readonly press: string | vscode.QuickInputButton };

/** One box, as it was shown. */
export type ShownBox = {
  readonly prompt: string;
  readonly title: string;
  readonly isMasked: boolean;
  /** What the field held when it was shown. */
  readonly value: string;
};

/** The boxes of a test. */
export type InputBoxes = {
  /** Every box, in order. */
  readonly shown: readonly ShownBox[];
  /** What was said of texts that were not accepted, in order. */
  readonly problems: readonly unknown[];
  /** Texts for the next boxes, each accepted with Enter; after them, and where there are none, a box is closed. */
  readonly type: (...texts: readonly string[]) => void;
  /** Presses a button of the next box, by its tooltip or itself. */
  readonly press: (button: string | vscode.QuickInputButton) => void;
};

/** Puts somebody in front of the boxes until `restoreVscode` is called. */
export const standInInputBoxes = (): InputBoxes => {
  const acts: Act[] = [];
  const shown: ShownBox[] = [];
  const problems: unknown[] = [];
  const { createInputBox } = vscode.window;
  replace(vscode.window, 'createInputBox', () => {
    const accepted = new vscode.EventEmitter<undefined>();
    const changed = new vscode.EventEmitter<string>();
    const pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
    const hidden = new vscode.EventEmitter<undefined>();
    let isOpen = false;
    const box = Object.assign(createInputBox(), {
      onDidAccept: accepted.event,
      onDidChangeValue: changed.event,
      onDidTriggerButton: pressed.event,
      onDidHide: hidden.event,
    });
    const act = (next: Act | undefined): void => {
      if (next === undefined) hidden.fire(undefined);
      else if ('text' in next) {
        box.value = next.text;
        changed.fire(next.text);
        accepted.fire(undefined);
        if (box.validationMessage === undefined) return;
        problems.push(box.validationMessage);
        act(acts.shift());
      } else {
        const button = box.buttons.find((one) => one === next.press || one.tooltip === next.press);
        assert.ok(button, 'no such button');
        pressed.fire(button);
      }
    };
    const show = (): void => {
      isOpen = true;
      const { prompt = '', title = '', password, value } = box;
      shown.push({ prompt, title, isMasked: password, value });
      act(acts.shift());
    };
    const dispose = (): void => {
      assert.ok(isOpen);
      isOpen = false;
    };
    return Object.assign(box, { show, dispose });
  });
  return {
    shown,
    problems,
    type: (...texts) => acts.push(...texts.map((text) => ({ text }))),
    press: (button) => acts.push({ press: button }),
  };
};
