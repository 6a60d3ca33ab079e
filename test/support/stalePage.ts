/** The page of stale accounts as a person uses it. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The page in sight. */
export class StalePage {
  readonly frame: FrameLocator;
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.frame = workbench.webview;
  }

  /** Opens the page, or shows it, and waits until it has read. */
  async open(): Promise<void> {
    await this.#workbench.runCommand('ECGrid: Show Stale Accounts');
    await this.frame.getByRole('heading', { level: 1, name: 'Stale Accounts' }).waitFor();
    await this.frame.getByText('Up to date').waitFor();
  }

  /** The head of a section, with how many there are in it: `Never signed in (3)`. */
  heading(name: string): Locator {
    return this.frame.getByRole('heading', { level: 2, name, exact: true });
  }

  /** The rows of a section by the beginning of its name, in order. */
  rows(section: string): Locator {
    return this.frame.getByRole('table', { name: section }).getByRole('row').filter({ has: this.#users });
  }

  /** The row of a user. */
  row(login: string): Locator {
    const user = this.frame.getByRole('button', { name: login, exact: true });
    return this.frame.getByRole('row').filter({ has: user });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  get filter(): Locator {
    return this.frame.getByRole('textbox', { name: 'Filter' });
  }

  /** Chooses after how many days an account counts. */
  async choose(days: string): Promise<void> {
    await this.frame.getByRole('combobox', { name: 'Not signed in for' }).click();
    await this.frame.getByRole('option', { name: days, exact: true }).click();
  }

  get #users(): Locator {
    return this.frame.getByRole('rowheader');
  }
}
