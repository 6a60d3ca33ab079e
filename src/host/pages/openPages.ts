/** The pages that are open: one for each purpose, and none that outlives the session it writes through. */
import type * as vscode from 'vscode';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import type { OpenPage } from './pagePanel.ts';

/** Keeps track of open pages. */
export class OpenPages implements vscode.Disposable {
  readonly #connection: Connection;
  readonly #pages = new Map<string, Promise<OpenPage>>();
  readonly #subscription: vscode.Disposable;

  constructor(connection: Connection) {
    this.#connection = connection;
    // A page writes with the key it was opened under: with another session, or none, it must be gone.
    this.#subscription = connection.onDidChange(() => this.#closeAll());
  }

  /**
   * Shows the page that is open for a purpose, or opens it.
   * @param purpose e.g. `add`, or a user's id
   * @param session what the page writes through; nothing is opened when it has ended meanwhile
   */
  async show(purpose: string, session: Session, open: () => Promise<OpenPage>): Promise<void> {
    if (this.#connection.session !== session) return;
    const existing = this.#pages.get(purpose);
    if (existing) {
      (await existing).show();
      return;
    }
    const opening = open();
    this.#pages.set(purpose, opening);
    const forget = (): void => {
      if (this.#pages.get(purpose) === opening) this.#pages.delete(purpose);
    };
    try {
      const page = await opening;
      page.closed.addEventListener('abort', forget);
      if (this.#connection.session !== session) page.dispose();
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
    for (const opening of this.#pages.values()) {
      opening.then(
        (page) => page.dispose(),
        () => undefined,
      );
    }
  }
}
