import type { Locator, Page } from 'playwright-core';

/** A modal dialog, as `showWarningMessage(…, { modal: true })` shows it. */
export type ModalDialog = {
  readonly dialog: Locator;
  readonly message: Locator;
  readonly detail: Locator;
  readonly button: (name: string) => Locator;
  /** Clicks a button and waits until the dialog is gone. */
  readonly choose: (name: string) => Promise<void>;
  readonly cancel: () => Promise<void>;
};

/** The modal dialog of a page. */
export function modal(page: Page): ModalDialog {
  const dialog = page.locator('.monaco-dialog-box');
  const button = (name: string) => dialog.getByRole('button', { name, exact: true });
  const choose = async (name: string) => {
    await button(name).click();
    await dialog.waitFor({ state: 'detached' });
  };
  return {
    dialog,
    message: dialog.locator('.dialog-message-text'),
    detail: dialog.locator('.dialog-message-detail'),
    button,
    choose,
    cancel: () => choose('Cancel'),
  };
}
