/** Which form is drawn for which purpose. */
import type { FormModel } from '../../protocol/userForm.ts';
import { addUserForm } from './addUserForm.ts';
import { changeRoleForm } from './changeRoleForm.ts';
import type { FormBridge, FormView } from './createForm.ts';
import { editUserForm } from './editUserForm.ts';
import { moveUserForm } from './moveUserForm.ts';
import { sendSmsForm } from './sendSmsForm.ts';
import { setPasswordForm } from './setPasswordForm.ts';
import { terminateUserForm } from './terminateUserForm.ts';
import { updateConfigForm } from './updateConfigForm.ts';

/** Draws the form that the extension asks for. */
export const openForm = (model: FormModel, bridge: FormBridge): FormView => {
  switch (model.purpose) {
    case 'addUser':
      return addUserForm(model, bridge);
    case 'changeRole':
      return changeRoleForm(model, bridge);
    case 'moveUser':
      return moveUserForm(model, bridge);
    case 'editUser':
      return editUserForm(model, bridge);
    case 'setPassword':
      return setPasswordForm(model, bridge);
    case 'sendSms':
      return sendSmsForm(model, bridge);
    case 'updateConfig':
      return updateConfigForm(model, bridge);
    case 'terminateUser':
      return terminateUserForm(model, bridge);
  }
};
