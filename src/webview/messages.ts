/** What the extension and a page say to each other, whatever the page shows. */
import * as z from 'zod/mini';
import { ToJournalPage } from '../protocol/journalPage.ts';
import type { FromJournalPage } from '../protocol/journalPage.ts';
import { ToRunPage } from '../protocol/runPage.ts';
import type { FromRunPage } from '../protocol/runPage.ts';
import { ToStalePage } from '../protocol/stalePage.ts';
import type { FromStalePage } from '../protocol/stalePage.ts';
import { ToForm } from '../protocol/userForm.ts';
import type { FromForm } from '../protocol/userForm.ts';
import { ToUserPage } from '../protocol/userPage.ts';
import type { FromUserPage } from '../protocol/userPage.ts';

/** Every message to a page; `type` decides by which schema it is judged. */
export const ToPage = z.discriminatedUnion('type', [
  ToForm,
  ToUserPage,
  ToRunPage,
  ToJournalPage,
  ToStalePage,
]);
export type ToPage = z.infer<typeof ToPage>;

/** Every message of a page. */
export type FromPage = FromForm | FromUserPage | FromRunPage | FromJournalPage | FromStalePage;
