/** The forms that are open: one for each purpose, and none that outlives the session it writes through. */
import type * as vscode from 'vscode';
import type { Connection } from '../connection/connection.ts';
import type { FormPanel } from './formPanel.ts';

/** Keeps track of open forms. */
export class OpenForms implements vscode.Disposable {
  readonly #forms = new Map<string, FormPanel>();
  readonly #subscription: vscode.Disposable;

  constructor(connection: Connection) {
    // A form writes with the key it was opened under: with another session, or none, it must be gone.
    this.#subscription = connection.onDidChange(() => this.#closeAll());
  }

  /** Shows the form that is open for a purpose, or opens it. @param purpose e.g. `add`, or a user's id */
  async show(purpose: string, open: () => Promise<FormPanel>): Promise<void> {
    const existing = this.#forms.get(purpose);
    if (existing) {
      existing.show();
      return;
    }
    const form = await open();
    this.#forms.set(purpose, form);
    form.closed.addEventListener('abort', () => this.#forms.delete(purpose));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#closeAll();
  }

  #closeAll(): void {
    for (const form of this.#forms.values()) form.dispose();
  }
}
