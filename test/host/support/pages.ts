/** Webview panels without a webview: what the extension says to a page is recorded, and a test speaks for the page. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Recorder } from './recorder.ts';
import { replace } from './standIns.ts';

/** A page that is open, played by the test. */
export class PageStandIn {
  readonly viewType: string;
  readonly title: string;
  /** Everything that the extension has said, as it came. */
  readonly heard = new Recorder<unknown>();
  /** How often it was brought to the front. */
  reveals = 0;
  isClosed = false;
  readonly #listeners = new Set<(message: unknown) => void>();
  readonly #disposed = new vscode.EventEmitter<void>();

  constructor(viewType: string, title: string) {
    this.viewType = viewType;
    this.title = title;
  }

  /** Says something to the extension. What a listener throws is thrown here: VS Code would only log it. */
  say(message: unknown): void {
    for (const listener of this.#listeners) listener(structuredClone(message));
  }

  /** Closes the page, as its user or the extension does. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#disposed.fire();
  }

  /** As much of a panel as the extension uses. */
  get panel(): unknown {
    const isVisible = (): boolean => {
      assert.equal(this.isClosed, false, 'a closed page was asked something');
      return true;
    };
    return {
      get visible() {
        return isVisible();
      },
      webview: {
        html: '',
        asWebviewUri: (uri: vscode.Uri) => uri,
        onDidReceiveMessage: (listener: (message: unknown) => void): vscode.Disposable => {
          this.#listeners.add(listener);
          return new vscode.Disposable(() => this.#listeners.delete(listener));
        },
        postMessage: (message: unknown): Promise<boolean> => {
          assert.equal(this.isClosed, false, 'a closed page was told something');
          // As on the way to a webview, only data arrives.
          this.heard.add(structuredClone(message));
          return Promise.resolve(true);
        },
      },
      onDidDispose: this.#disposed.event,
      reveal: () => (this.reveals += 1),
      dispose: () => this.close(),
    };
  }
}

/** Opens stand-ins in the place of webview panels, until `restoreVscode` is called. */
export const standInPages = (): Recorder<PageStandIn> => {
  const pages = new Recorder<PageStandIn>();
  replace(vscode.window, 'createWebviewPanel', (viewType: string, title: string) => {
    const page = new PageStandIn(viewType, title);
    pages.add(page);
    return page.panel;
  });
  return pages;
};

/** The only page that was opened. */
export const onlyPage = ({ items }: Recorder<PageStandIn>): PageStandIn => {
  const [page, ...others] = items;
  assert.deepEqual(others, []);
  assert.ok(page, 'no page was opened');
  return page;
};
