import type { Locator, Page } from 'playwright-core';

/** A quick pick or input box. */
export type QuickInput = {
  readonly widget: Locator;
  /** The field one types into. */
  readonly input: Locator;
  readonly title: Locator;
  /** The message below the field: a prompt, or what is wrong with the value. */
  readonly message: Locator;
  /** Replaces what the field holds. */
  readonly type: (text: string) => Promise<void>;
  /** An entry by its exact label. */
  readonly entry: (label: string) => Locator;
  /** Chooses the entry with exactly this label. */
  readonly pick: (label: string) => Promise<void>;
  /** Ticks an entry of a pick of many. */
  readonly tick: (label: string) => Promise<void>;
  /** Accepts, with Enter; optionally a text first. */
  readonly submit: (text?: string) => Promise<void>;
  readonly cancel: () => Promise<void>;
};

/** The quick input of a page. */
export function quickInput(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-filter input');
  const entry = (label: string) =>
    widget.locator('.quick-input-list .monaco-list-row').filter({
      has: page.locator('.quick-input-list-rows > .quick-input-list-row:first-child .label-name', {
        hasText: exactly(label),
      }),
    });
  const type = (text: string) => input.fill(text);
  return {
    widget,
    input,
    title: widget.locator('.quick-input-title'),
    message: widget.locator('.quick-input-message'),
    type,
    entry,
    pick: (label) => entry(label).first().click(),
    tick: (label) => entry(label).first().getByRole('checkbox').click(),
    submit: async (text) => {
      if (text !== undefined) await type(text);
      await input.press('Enter');
    },
    cancel: async () => {
      await page.keyboard.press('Escape');
      // A key that follows at once could still meet what is being closed.
      await widget.waitFor({ state: 'hidden' });
    },
  };
}

function exactly(label: string): RegExp {
  return new RegExp(`^\\s*${label.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\s*$`);
}
