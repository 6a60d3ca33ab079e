/** The page of a user, and the page of a run over many, as a person uses them. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The page of one user, in sight. */
export class UserPage {
  readonly frame: FrameLocator;

  constructor(workbench: Workbench) {
    this.frame = workbench.webview;
  }

  /** The heading, which is the login. */
  heading(login: string): Locator {
    return this.frame.getByRole('heading', { level: 1, name: login });
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** Waits until the page shows what ECGrid told just now. */
  async read(login: string): Promise<void> {
    await this.heading(login).waitFor();
    await this.frame.getByText('Up to date').waitFor();
  }
}

/** The page of a run, in sight. */
export class RunPage {
  readonly frame: FrameLocator;

  constructor(workbench: Workbench) {
    this.frame = workbench.webview;
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** The row of a login. */
  row(login: string): Locator {
    return this.frame
      .getByRole('row')
      .filter({ has: this.frame.getByRole('rowheader', { name: login, exact: true }) });
  }

  /** What became of the run, once it has ended. */
  summary(text: string | RegExp): Locator {
    return this.frame.getByRole('status').filter({ hasText: text });
  }
}
