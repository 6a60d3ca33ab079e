/** The form behind `ECGrid: Add User`. Loaded on first use. */
import { createUser } from '../../api/reconcile.ts';
import { mayAddUser } from '../../domain/grants.ts';
import type { NewUser } from '../../domain/user.ts';
import { placeOf } from '../../domain/userText.ts';
import { tell } from '../notify.ts';
import type { FormPanel } from './formPanel.ts';
import { openForm } from './openForm.ts';
import type { FormContext } from './openForm.ts';
import { foundNote, submit } from './submission.ts';
import type { Intent } from './submission.ts';

const intentOf = (user: NewUser, { session, settings }: FormContext): Intent => ({
  name: 'Add User',
  question: `Create ${user.login} with the AuthLevel ${user.authLevel}?`,
  details: [
    `Whom: ${user.login}, ${user.firstName} ${user.lastName}, ${user.email}`,
    `Where: ${user.networkId === 0 ? 'the default network of the key' : placeOf(user)}`,
  ],
  button: 'Create User',
  verdict: mayAddUser(session.me, user, settings()),
  write: (signal) => createUser(session.client.users, user, session.me.networkId, signal),
});

/** Opens the form. It stays open after the user was created, for the password to be copied. */
export const openAddUserForm = (context: FormContext): FormPanel =>
  openForm(context, 'Add User', undefined, async (request, panel, cancel) => {
    if (request.type !== 'addUser') return;
    const written = await submit(intentOf(request.user, context), { ...context, panel }, cancel);
    if (!written) return;
    if (panel.closed.aborted) {
      void tell(
        `${written.user.login} was created although the form was closed. Set a new password if you have not kept it.`,
      );
      return;
    }
    panel.tell({
      type: 'done',
      user: written.user,
      note: foundNote(written, 'found that the user was created'),
    });
  });
