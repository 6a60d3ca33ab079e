/** The entry point of the page: waits to be told what to draw, then hands every message to the form. */
import './jitless.ts';
import { addUserForm } from './addUserForm.ts';
import { connect } from './bridge.ts';
import { changeRoleForm } from './changeRoleForm.ts';
import { registerComponents } from './components.ts';
import type { FormView } from './formView.ts';
import type { FormModel } from '../protocol/userForm.ts';

registerComponents();
const bridge = connect();
const root = document.querySelector('main');
let form: FormView | undefined;

const open = (model: FormModel): void => {
  const again = (): void => {
    bridge.keep(undefined);
    // The extension tells once more what it knows, to an empty form.
    bridge.post({ type: 'again' });
  };
  form = model.target ? changeRoleForm(model, model.target, bridge) : addUserForm(model, bridge, again);
  root?.replaceChildren(form.element);
};

bridge.listen((message) => {
  if (message.type === 'open') open(message.model);
  else form?.receive(message);
});
bridge.post({ type: 'ready' });
