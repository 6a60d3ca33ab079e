/** Somebody in front of VS Code's dialogs: answers as a test says, and remembers everything that was shown. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Recorder } from './recorder.ts';
import { replace } from './standIns.ts';

/** One message, as it was shown. */
export type Asked = {
  readonly severity: 'information' | 'warning' | 'error';
  readonly message: string;
  /** The lines below the question of a modal dialog. */
  readonly detail: readonly string[];
  readonly modal: boolean;
  readonly buttons: readonly string[];
};

/** A button, or undefined to close the dialog; a function does something while the dialog is open. */
export type Answer = string | undefined | (() => Promise<string | undefined>);

/** A text that was entered; with a `problem` the field did not accept it. */
export type Typed = { readonly title: string; readonly text: string; readonly problem: string | undefined };

type Validation = string | vscode.InputBoxValidationMessage | null | undefined;
const problemOf = (validation: Validation): string | undefined =>
  (typeof validation === 'object' ? validation?.message : validation) ?? undefined;

const isOptions = (value: unknown): value is vscode.MessageOptions =>
  typeof value === 'object' && value !== null;

/** The dialogs of a test. */
export class Dialogs {
  /** Every message, in order. */
  readonly shown = new Recorder<Asked>();
  /** Every text that was typed, in order. */
  readonly typed: Typed[] = [];
  /** The title of every dialog for a file. */
  readonly fileDialogs: string[] = [];
  readonly #answers: Answer[] = [];
  readonly #texts: string[] = [];
  readonly #files: (vscode.Uri | undefined)[] = [];

  /** The modal questions, in order. */
  get questions(): readonly Asked[] {
    return this.shown.items.filter(({ modal }) => modal);
  }

  /** The texts of the notifications, in order. */
  get told(): readonly string[] {
    return this.shown.items.filter(({ modal }) => !modal).map(({ message }) => message);
  }

  /** Everything that was shown, as one text. */
  get text(): string {
    return JSON.stringify([this.shown.items, this.typed, this.fileDialogs]);
  }

  /** Answers for the next messages with buttons, in order; after them every message is closed. */
  answer(...answers: readonly Answer[]): void {
    this.#answers.push(...answers);
  }

  /** Texts for the next fields, one after another until one is accepted; after them the field is closed. */
  type(...texts: readonly string[]): void {
    this.#texts.push(...texts);
  }

  /** Files for the next dialogs that open or save one; after them the dialog is closed. */
  choose(...files: readonly (vscode.Uri | undefined)[]): void {
    this.#files.push(...files);
  }

  readonly #message =
    (severity: Asked['severity']) =>
    async (message: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
      const options = rest.find(isOptions);
      const buttons = rest.filter((item) => typeof item === 'string');
      const detail = options?.detail?.split('\n') ?? [];
      const answer = buttons.length > 0 ? this.#answers.shift() : undefined;
      this.shown.add({ severity, message, detail, modal: options?.modal === true, buttons });
      const button = typeof answer === 'function' ? await answer() : answer;
      if (button !== undefined) assert.ok(buttons.includes(button), `${message}: no button ${button}`);
      return button;
    };

  readonly #input = async (options: vscode.InputBoxOptions): Promise<string | undefined> => {
    for (let text = this.#texts.shift(); text !== undefined; text = this.#texts.shift()) {
      const problem = problemOf(await options.validateInput?.(text));
      this.typed.push({ title: options.title ?? '', text, problem });
      if (problem === undefined) return text;
    }
    this.typed.push({ title: options.title ?? '', text: '', problem: 'closed' });
    return undefined;
  };

  readonly #file = ({ title = '' }: { readonly title?: string }): vscode.Uri | undefined => {
    this.fileDialogs.push(title);
    return this.#files.shift();
  };

  /** Stands in for VS Code's own. */
  install(): void {
    replace(vscode.window, 'showInformationMessage', this.#message('information'));
    replace(vscode.window, 'showWarningMessage', this.#message('warning'));
    replace(vscode.window, 'showErrorMessage', this.#message('error'));
    replace(vscode.window, 'showInputBox', this.#input);
    replace(vscode.window, 'showSaveDialog', (options: vscode.SaveDialogOptions) =>
      Promise.resolve(this.#file(options)),
    );
    replace(vscode.window, 'showOpenDialog', (options: vscode.OpenDialogOptions) => {
      const file = this.#file(options);
      return Promise.resolve(file && [file]);
    });
  }
}

/** Puts somebody in front of the dialogs, until `restoreVscode` is called. */
export const standInDialogs = (): Dialogs => {
  const dialogs = new Dialogs();
  dialogs.install();
  return dialogs;
};

/** Closes every quick pick as soon as it is shown, until `restoreVscode` is called. */
export const closeQuickPicks = (): void => {
  const { createQuickPick } = vscode.window;
  replace(vscode.window, 'showQuickPick', () => Promise.resolve(undefined));
  replace(vscode.window, 'createQuickPick', () => {
    const quickPick = createQuickPick();
    const show = quickPick.show.bind(quickPick);
    const showAndHide = (): void => {
      show();
      quickPick.hide();
    };
    return Object.assign(quickPick, { show: showAndHide });
  });
};
