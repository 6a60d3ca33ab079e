/**
 * One webview panel: shows a page, parses everything that the page says, and tells it things for as long as it is
 * open. What the page must be told again when it was hidden and comes back is up to whoever opened it.
 */
import * as vscode from 'vscode';
import { reportFailure } from '../commands/register.ts';
import { onOneLine, shortened } from '../../domain/text.ts';
import type { Log } from '../log.ts';
import { pageHtml } from './pageHtml.ts';

/** A page that is open, as {@link OpenPages} sees it. */
export type OpenPage = {
  /** Closes it. */
  readonly dispose: () => void;
  /** Aborted when the page is closed. */
  readonly closed: AbortSignal;
  /** Brings it to the front. */
  readonly show: () => void;
};

/** A schema, as far as the panel needs one. */
type Schema<Message> = {
  readonly safeParse: (
    value: unknown,
  ) => { readonly success: true; readonly data: Message } | { readonly success: false };
};

/** What a panel needs. */
export type PagePanelOptions<To, From> = {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly viewType:
    'ecgrid.userForm' | 'ecgrid.userPage' | 'ecgrid.runPage' | 'ecgrid.journalPage' | 'ecgrid.stalePage';
  readonly title: string;
  readonly from: Schema<From>;
  /** What the page draws before it is told anything; the same as it is told when it is ready. Never a secret. */
  readonly first?: To;
};

const longestTitle = 80;

/** An open panel; each kind of page has a class of its own. */
export abstract class PagePanel<To, From> implements OpenPage {
  readonly #panel: vscode.WebviewPanel;
  readonly #closed = new AbortController();

  constructor({ extensionUri, log, viewType, title, from, first }: PagePanelOptions<To, From>) {
    // A title names a login, which can be anything; a tab is as wide as its title.
    const tab = shortened(onOneLine(title), longestTitle);
    this.#panel = vscode.window.createWebviewPanel(viewType, tab, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [],
    });
    this.#panel.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = from.safeParse(message);
      if (!parsed.success) {
        log.failure('A page said something that is not understood', new Error('ignored'));
        return;
      }
      Promise.resolve(this.handle(parsed.data)).catch((error: unknown) => reportFailure(title, error, log));
    });
    this.#panel.onDidDispose(() => this.#closed.abort());
    this.#panel.webview.html = pageHtml(this.#panel.webview, extensionUri, tab, first);
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  show(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** A closed page is not visible, and VS Code would throw at the question. */
  protected get visible(): boolean {
    return !this.#closed.signal.aborted && this.#panel.visible;
  }

  /** Tells the page something; a page that is hidden or closed does not hear it. */
  protected post(message: To): void {
    if (!this.#closed.signal.aborted) void this.#panel.webview.postMessage(message);
  }

  /** Called with every message of the page that is understood. */
  protected abstract handle(message: From): Promise<void> | void;
}
