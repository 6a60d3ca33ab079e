import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { collectFromWebviews } from './coverage/webviews.ts';
import { modal, type ModalDialog } from './dialogs.ts';
import { screenshotsFolder } from './paths.ts';
import { quickInput, type QuickInput } from './quickInput.ts';
import { childInSight, focusRow } from './treeRow.ts';
import { watchViolations, type Violation } from './violations.ts';
import type { VscodeServer } from './vscodeServer.ts';
import { workbenchUrl } from './workbenchUrl.ts';

/** The colour themes that tests look at, by the names under which VS Code's settings and its picker know them. */
export const themes = {
  dark: { id: 'Dark 2026', label: 'Dark 2026', file: '2026-dark' },
  light: { id: 'Light 2026', label: 'Light 2026', file: '2026-light' },
  highContrast: { id: 'Default High Contrast', label: 'Dark High Contrast', file: 'hc_black' },
  highContrastLight: { id: 'Default High Contrast Light', label: 'Light High Contrast', file: 'hc_light' },
} as const;

/** One of {@link themes}. */
export type Theme = keyof typeof themes;

const startTimeoutMs = 60_000;
/** How long one step may take: VS Code answers within a second, even with two of them on a busy machine within twenty. */
const stepTimeoutMs = 40_000;

/** What a workbench opens, and how. */
export type WorkbenchOptions = {
  readonly server: VscodeServer;
  /** Absolute path of the folder to open; none leaves the window empty. */
  readonly folder?: string;
  /** Default: dark. A theme is a setting of the server's user, so it changes in all windows of that server. */
  readonly theme?: Theme;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A browser to share; without one the workbench starts its own and closes it in the end. */
  readonly browser?: Browser;
};

/** Opens a window of VS Code and waits until it can be used. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const browser = options.browser ?? (await launchBrowser());
  const close = async () => {
    if (options.browser === undefined) await browser.close();
  };
  try {
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const violations = await watchViolations(context);
    const page = await context.newPage();
    page.setDefaultTimeout(stepTimeoutMs);
    const leaveCoverage = await collectFromWebviews(page);
    const workbench = new Workbench(page, violations, async () => {
      await leaveCoverage();
      await context.close();
      await close();
    });
    await options.server.updateSettings({ 'workbench.colorTheme': themes[options.theme ?? 'dark'].id });
    await page.goto(workbenchUrl({ serverUrl: options.server.url, folder: options.folder }));
    await workbench.ready();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A window of VS Code, used by the means a person has: keys, clicks and what can be seen. */
export class Workbench implements AsyncDisposable {
  /** The page itself, for what this class has no word for. */
  readonly page: Page;
  readonly #violations: readonly Violation[];
  readonly #close: () => Promise<void>;

  constructor(page: Page, violations: readonly Violation[], close: () => Promise<void>) {
    this.page = page;
    this.#violations = violations;
    this.#close = close;
  }

  /** What was reported against the Content-Security-Policy of our pages so far. */
  get violations(): readonly string[] {
    return this.#violations.filter(({ ours }) => ours).map(({ text }) => text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Closes the window. @throws when a page of ours has violated its Content-Security-Policy at any time */
  async close(): Promise<void> {
    const { violations } = this;
    await this.#close();
    if (violations.length > 0) throw new Error(`Pages have violated their policy: ${violations.join('; ')}`);
  }

  /** Waits until the window can be used: it is laid out, and knows what its extensions contribute. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: startTimeoutMs });
    // VS Code's own milestone for it. Nothing that can be seen tells that the commands of extensions are known.
    await this.page.waitForFunction(
      "performance.getEntriesByName('code/didLoadExtensions').length > 0",
      undefined,
      {
        timeout: startTimeoutMs,
      },
    );
  }

  /** Runs a command through the palette; the title is as shown there, with its category: `ECGrid: Add User`. */
  async runCommand(title: string): Promise<void> {
    await this.openPalette();
    await this.quickInput.type(`>${title}`);
    await this.quickInput.pick(title);
  }

  /** Opens the palette. */
  async openPalette(): Promise<void> {
    await this.#focusSettled();
    await this.page.keyboard.press('F1');
    await this.quickInput.input.waitFor();
  }

  /** Waits until keys arrive: the frame of a webview has the focus a moment before the document in it, which hears them. */
  async #focusSettled(): Promise<void> {
    const focused = this.page.locator('iframe.webview.ready:focus');
    const body = focused.contentFrame().locator('iframe#active-frame').contentFrame().locator('body');
    while ((await focused.count()) > 0 && (await body.evaluate('document.hasFocus()')) !== true);
  }

  /** The quick pick or input box that is open. */
  get quickInput(): QuickInput {
    return quickInput(this.page);
  }

  /** Opens a view container by its name in the activity bar. */
  async openView(label: string): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: label });
    // A click on the open container would close it.
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await this.page.locator('.sidebar .composite.title').getByText(label, { exact: false }).waitFor();
  }

  /** A row of a tree, by the beginning of its accessible name or a pattern for it. Only rows in sight exist. */
  treeItem(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name: rowName(name) });
  }

  /** Opens a row of a tree, unless it is open, and waits until what is in it is there. */
  async expand(name: string | RegExp): Promise<void> {
    const row = this.treeItem(name);
    await row.waitFor();
    // What is loaded again meanwhile comes without the focus, and closed.
    while ((await row.getAttribute('aria-expanded')) !== 'true') {
      await focusRow(row);
      await this.page.keyboard.press('ArrowRight');
    }
    await childInSight(this.page.getByRole('treeitem', { name: rowName(name), expanded: true }));
  }

  /** Chooses an entry of the context menu of a tree row (or of anything else that has one). */
  async contextMenu(target: string | RegExp | Locator, item: string): Promise<void> {
    const row = typeof target === 'string' || target instanceof RegExp ? this.treeItem(target) : target;
    await row.click({ button: 'right' });
    await this.chooseMenuItem(item);
  }

  /** An entry of the menu that is open, whatever key it has. */
  menuItem(item: string): Locator {
    const label = this.page.locator('.action-label', { hasText: new RegExp(`^${escapeRegExp(item)}$`) });
    return this.page.getByRole('menuitem').filter({ has: label });
  }

  /**
   * Chooses an entry of the menu that is open, with the keys: a menu takes no click in its first 100 ms, and forgets
   * its entry when the pointer seems to leave.
   */
  async chooseMenuItem(item: string): Promise<void> {
    const entry = this.menuItem(item);
    await entry.waitFor();
    const chosen = entry.and(this.page.locator(':focus'));
    while ((await chosen.count()) === 0) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await entry.waitFor({ state: 'detached' });
  }

  /** The modal dialog that is open, or the next one that opens. */
  get modal(): ModalDialog {
    return modal(this.page);
  }

  /** A notification toast that contains a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-toast').filter({ hasText: text });
  }

  /** Takes all notifications away. At most three are in sight at a time, so earlier ones can hide later ones. */
  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.notification(/./).first().waitFor({ state: 'detached' });
  }

  /** An entry of the status bar by what it shows. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** Does something that shows `message` for some seconds only: looks for it from before, lest it be gone by then. */
  async seeing(message: Locator, act: () => Promise<unknown>): Promise<void> {
    await Promise.all([message.waitFor(), act()]);
  }

  /** The document inside the webview in sight. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Switches the colour theme with the theme picker. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, file } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.type(label);
    await this.quickInput.pick(label);
    await this.page.locator(`.monaco-workbench.vscode-theme-defaults-themes-${file}-json`).waitFor();
  }

  /** Saves what is seen as `test-results/screenshots/NAME.png`, and returns the path. */
  async screenshot(name: string): Promise<string> {
    const path = join(screenshotsFolder, `${name}.png`);
    await mkdir(screenshotsFolder, { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }
}

function rowName(name: string | RegExp): RegExp {
  return typeof name === 'string' ? new RegExp(`^${escapeRegExp(name)}(?![\\p{L}\\p{N}])`, 'u') : name;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
