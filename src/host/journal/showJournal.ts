/** `ECGrid: Show Journal`: opens the page of the journal, or shows the one that is open. */
import type * as vscode from 'vscode';
import type { Command } from '../commands/register.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import { JournalPanel } from './journalPanel.ts';

/** Makes the command. It is made once: the page that is open is known to it alone. */
export const showJournal = (window: WindowContext, memento: vscode.Memento): Command => {
  let open: JournalPanel | undefined;
  return async () => {
    const journal = await window.journal();
    if (open) {
      open.show();
      return;
    }
    const page = new JournalPanel({ window, journal, memento });
    open = page;
    page.closed.addEventListener('abort', () => {
      open = undefined;
    });
  };
};
