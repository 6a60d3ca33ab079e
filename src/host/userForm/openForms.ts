/** The forms that are open: one for each purpose, and none that outlives the session it writes through. */
import type * as vscode from 'vscode';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import type { FormPanel } from './formPanel.ts';

/** Keeps track of open forms. */
export class OpenForms implements vscode.Disposable {
  readonly #connection: Connection;
  readonly #forms = new Map<string, Promise<FormPanel>>();
  readonly #subscription: vscode.Disposable;

  constructor(connection: Connection) {
    this.#connection = connection;
    // A form writes with the key it was opened under: with another session, or none, it must be gone.
    this.#subscription = connection.onDidChange(() => this.#closeAll());
  }

  /**
   * Shows the form that is open for a purpose, or opens it.
   * @param purpose e.g. `add`, or a user's id
   * @param session what the form writes through; nothing is opened when it has ended meanwhile
   */
  async show(purpose: string, session: Session, open: () => Promise<FormPanel>): Promise<void> {
    if (this.#connection.session !== session) return;
    const existing = this.#forms.get(purpose);
    if (existing) {
      (await existing).show();
      return;
    }
    const opening = open();
    this.#forms.set(purpose, opening);
    const forget = (): void => {
      if (this.#forms.get(purpose) === opening) this.#forms.delete(purpose);
    };
    try {
      const form = await opening;
      form.closed.addEventListener('abort', forget);
      if (this.#connection.session !== session) form.dispose();
    } catch (error) {
      forget();
      throw error;
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#closeAll();
  }

  #closeAll(): void {
    for (const opening of this.#forms.values()) {
      opening.then(
        (form) => form.dispose(),
        () => undefined,
      );
    }
  }
}
