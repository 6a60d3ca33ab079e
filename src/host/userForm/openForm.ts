/** What all forms have in common: how they open, what they load, how a submit is cancelled. */
import type { FormModel, FormSubmit } from '../../protocol/userForm.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import { FormPanel } from './formPanel.ts';
import type { FormRequest } from './formPanel.ts';
import { showFailure } from './submission.ts';
import { tellMailboxes, tellNetworks, tellPassword } from './formServices.ts';

/** Carries out a submit; `cancel` is aborted when the user cancels it or closes the form. */
export type OnSubmit = (submit: FormSubmit, panel: FormPanel, cancel: AbortSignal) => Promise<void>;

/** Opens a form. */
export const openForm = (
  context: SessionContext,
  title: string,
  model: FormModel,
  onSubmit: OnSubmit,
): FormPanel => {
  const { session, log, extensionUri } = context;
  let cancel = new AbortController();
  let busy = false;
  /** One submit at a time: a second click must not ask, or write, a second time. */
  const submitOnce = async (submit: FormSubmit, form: FormPanel): Promise<void> => {
    if (busy) return;
    busy = true;
    cancel = new AbortController();
    try {
      await onSubmit(submit, form, AbortSignal.any([cancel.signal, form.closed]));
    } catch (error) {
      log.failure(title, error);
      showFailure(error, form);
    } finally {
      busy = false;
    }
  };
  const onRequest = async (request: FormRequest, form: FormPanel): Promise<void> => {
    switch (request.type) {
      case 'loadNetworks':
        return tellNetworks(session, form);
      case 'loadMailboxes':
        return tellMailboxes(session, form, request.networkId);
      case 'generatePassword':
        return tellPassword(session, form);
      case 'cancelSubmit':
        cancel.abort();
        return;
      default:
        return submitOnce(request, form);
    }
  };
  const panel = new FormPanel({ extensionUri, log, title, model, onRequest });
  const { purpose } = model;
  if (purpose === 'addUser' || purpose === 'changeRole' || purpose === 'moveUser')
    void tellNetworks(session, panel);
  return panel;
};
