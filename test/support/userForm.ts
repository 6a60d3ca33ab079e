/** The user form as a person uses it, whichever window it is in. */
import type { FrameLocator, Locator } from 'playwright-core';
import { eventually } from './scene.ts';
import type { Workbench } from './workbench.ts';

/** The fields of a new user as a person types them. */
export type Typed = {
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly level: string;
};

/** A new user that the sandbox does not have yet. */
export const typedUser = (login: string): Typed => ({
  login,
  email: `${login}@example.com`,
  firstName: 'Dana',
  lastName: 'Whitfield',
  level: 'MailboxUser',
});

/** The form in sight. */
export class UserForm {
  readonly frame: FrameLocator;

  constructor(workbench: Workbench) {
    this.frame = workbench.webview;
  }

  /** A text field by its label. */
  field(label: string): Locator {
    return this.frame.getByRole('textbox', { name: label, exact: true });
  }

  /** An AuthLevel to choose. */
  level(name: string): Locator {
    return this.frame.getByRole('radio', { name: new RegExp(`^${name}\\b`) });
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** The password, whether it is shown or not. */
  get password(): Locator {
    return this.frame.locator('input#password');
  }

  /** What the form says went wrong. */
  get failure(): Locator {
    return this.frame.getByRole('alert');
  }

  /** Chooses an entry of a drop-down list. */
  async choose(list: 'Network' | 'Mailbox', entry: string | RegExp): Promise<void> {
    await this.frame.getByRole('combobox', { name: list }).click();
    await this.frame.getByRole('option', { name: entry }).click();
  }

  /** Waits until the form can be used: it has the focus, and the names of networks and mailboxes. */
  async ready(): Promise<void> {
    await this.frame.getByRole('heading', { name: 'What follows' }).waitFor();
    // VS Code gives it the focus when it is drawn already, and would take it from whatever has it by then.
    await eventually(() => this.#hasFocus());
    await this.frame.getByText('Loading names…').first().waitFor({ state: 'hidden' });
  }

  /** Waits until a form of this title is open and has the focus. */
  async opened(title: string): Promise<void> {
    await this.frame.getByRole('heading', { level: 1, name: title }).waitFor();
    await eventually(() => this.#hasFocus());
  }

  /** Whether keys go to the form. */
  async #hasFocus(): Promise<boolean> {
    return (await this.frame.locator('body').evaluate('document.hasFocus()')) === true;
  }

  /** Fills in a new user, with a generated password. */
  async fill(user: Typed): Promise<void> {
    await this.field('Login').fill(user.login);
    await this.field('E-mail').fill(user.email);
    await this.field('First name').fill(user.firstName);
    await this.field('Last name').fill(user.lastName);
    await this.button('Generate').click();
    await this.frame.getByText('Made by ECGrid').waitFor();
    await this.level(user.level).click();
  }

  /** What the text fields hold, password included. */
  async values(): Promise<readonly string[]> {
    const labels = ['Login', 'E-mail', 'First name', 'Last name'];
    const typed = await Promise.all(labels.map((label) => this.field(label).inputValue()));
    return [...typed, await this.password.inputValue()];
  }
}
