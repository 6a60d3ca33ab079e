/** The entry point: waits to be told what to draw, then hands every message to what is drawn. */
import './jitless.ts';
import { connect } from './bridge.ts';
import { registerComponents } from './components.ts';
import { openForm } from './forms/openForm.ts';
import type { FormView } from './forms/createForm.ts';
import { createJournalPage } from './journalPage/journalPage.ts';
import type { JournalPage } from './journalPage/journalPage.ts';
import { createRunPage } from './runPage/runPage.ts';
import type { RunPage } from './runPage/runPage.ts';
import { createStalePage } from './stalePage/stalePage.ts';
import type { StalePage } from './stalePage/stalePage.ts';
import { createUserPage } from './userPage/userPage.ts';
import type { UserPage } from './userPage/userPage.ts';

registerComponents();
const bridge = connect();
const root = document.querySelector('main');
let form: FormView | undefined;
let userPage: UserPage | undefined;
let runPage: RunPage | undefined;
let journalPage: JournalPage | undefined;
let stalePage: StalePage | undefined;

/** Puts something on the page. Its title takes the focus, but never out of another part of the window. */
const show = (kind: 'form' | 'user' | 'run' | 'journal' | 'stale', content: HTMLElement): void => {
  if (!root) return;
  root.className = kind;
  root.replaceChildren(content);
  const focusTitle = (): void => {
    const isFree = document.activeElement === document.body;
    if (isFree) content.querySelector('h1')?.focus({ preventScroll: true });
  };
  if (document.hasFocus()) focusTitle();
  else window.addEventListener('focus', focusTitle, { once: true });
};

// Asked before anything is drawn: the answer comes meanwhile.
bridge.post({ type: 'ready' });
bridge.listen((message) => {
  switch (message.type) {
    case 'open':
      form = openForm(message.model, bridge);
      show('form', form.element);
      return;
    case 'user':
      if (userPage) {
        userPage.receive(message);
        return;
      }
      userPage = createUserPage(message.model, bridge);
      show('user', userPage.element);
      return;
    case 'run':
      runPage = createRunPage(message.model, message.phase, bridge);
      show('run', runPage.element);
      return;
    case 'rows':
    case 'refused':
      runPage?.receive(message);
      return;
    case 'journal':
      if (journalPage) {
        journalPage.receive(message);
        return;
      }
      journalPage = createJournalPage(message.model, bridge);
      show('journal', journalPage.element);
      return;
    case 'verified':
      journalPage?.receive(message);
      return;
    case 'stale':
      if (stalePage) {
        stalePage.receive(message);
        return;
      }
      stalePage = createStalePage(message.model, bridge);
      show('stale', stalePage.element);
      return;
    default:
      form?.receive(message);
  }
});
