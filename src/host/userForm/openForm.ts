/** What both forms have in common: how they open, what they load, how a submit is cancelled. */
import type * as vscode from 'vscode';
import { levelChoices } from '../../domain/grants.ts';
import type { User } from '../../domain/user.ts';
import type { FormModel } from '../../protocol/userForm.ts';
import type { Session } from '../connection/session.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { RevealUser } from '../users/usersTree.ts';
import { FormPanel } from './formPanel.ts';
import type { FormRequest } from './formPanel.ts';
import { tellMailboxes, tellNetworks, tellPassword } from './formServices.ts';

/** What a form needs of the extension. */
export type FormContext = {
  readonly extensionUri: vscode.Uri;
  readonly session: Session;
  /** Read when they are needed: an open form must not go by old ones. */
  readonly settings: () => Settings;
  readonly log: Log;
  readonly reveal: RevealUser;
};

/** A submit of either form. */
export type FormSubmit = Extract<FormRequest, { type: 'addUser' | 'changeRole' }>;

/** Carries out a submit; `cancel` is aborted when the user cancels it. */
export type OnSubmit = (request: FormSubmit, panel: FormPanel, cancel: AbortSignal) => Promise<void>;

const modelOf = ({ session, settings }: FormContext, target: User | undefined): FormModel => {
  const { me, profile } = session;
  const { userId, login, authLevel, networkId, mailboxId } = me;
  return {
    profile: { name: profile.name, origin: profile.origin, production: profile.environment === 'production' },
    caller: { userId, login, authLevel, networkId, mailboxId },
    levels: [...levelChoices(me, settings())],
    ...(target === undefined ? {} : { target }),
  };
};

/**
 * Opens a form.
 * @param target the user whose role is changed; undefined for a new user
 */
export const openForm = (
  context: FormContext,
  title: string,
  target: User | undefined,
  onSubmit: OnSubmit,
): FormPanel => {
  const { session } = context;
  let cancel = new AbortController();
  let busy = false;
  /** One submit at a time: a second click must not ask, or write, a second time. */
  const submitOnce = async (request: FormSubmit, panel: FormPanel): Promise<void> => {
    if (busy) return;
    busy = true;
    cancel = new AbortController();
    try {
      await onSubmit(request, panel, cancel.signal);
    } finally {
      busy = false;
    }
  };
  const onRequest = async (request: FormRequest, panel: FormPanel): Promise<void> => {
    switch (request.type) {
      case 'loadMailboxes':
        return tellMailboxes(session, panel, request.networkId);
      case 'generatePassword':
        return tellPassword(session, panel);
      case 'cancelSubmit':
        cancel.abort();
        return;
      case 'addUser':
      case 'changeRole':
        return submitOnce(request, panel);
    }
  };
  const panel = new FormPanel({ ...context, title, model: modelOf(context, target), onRequest });
  void tellNetworks(session, panel);
  return panel;
};
