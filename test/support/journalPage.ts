/** The page of the journal as a person uses it. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The page in sight. */
export class JournalPage {
  readonly frame: FrameLocator;
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.frame = workbench.webview;
  }

  /** Opens the page, or shows it. */
  async open(): Promise<void> {
    await this.#workbench.runCommand('ECGrid: Show Journal');
    await this.frame.getByRole('heading', { level: 1, name: 'Journal' }).waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** Entries by the login and a text that they show; the newest is the first. */
  entries(login: string, text: string | RegExp): Locator {
    return this.frame
      .getByRole('row')
      .filter({ has: this.frame.getByRole('rowheader').filter({ hasText: login }) })
      .filter({ hasText: text });
  }

  /** How many entries there are, e.g. `2 of 5 entries`. */
  count(text: string): Locator {
    return this.frame.getByRole('status').filter({ hasText: text });
  }

  get filter(): Locator {
    return this.frame.getByRole('textbox', { name: 'Filter' });
  }

  /** Chooses an entry of a drop-down list. */
  async choose(list: string, entry: string): Promise<void> {
    await this.frame.getByRole('combobox', { name: list }).click();
    await this.frame.getByRole('option', { name: entry, exact: true }).click();
  }
}
