/** What all forms have in common: head and foot, validation, the draft, and the phases of a submit. */
import { reversibilityText } from '../../domain/userAction.ts';
import { FormSubmit } from '../../protocol/userForm.ts';
import type { Field, FormModel, FromForm, ToForm } from '../../protocol/userForm.ts';
import type { Bridge } from '../bridge.ts';
import type { ControlEvents } from '../controls/control.ts';
import { draftOf } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { element } from '../element.ts';
import { createHeader } from '../header.ts';
import { afterClick } from '../pointer.ts';
import { createFooter } from './footer.ts';
import { createValidation } from './validation.ts';
import type { Controls } from './validation.ts';

/** The bridge as forms use it. */
export type FormBridge = Bridge<FromForm>;

/** The model of one form. */
export type ModelOf<Purpose extends FormModel['purpose']> = Extract<FormModel, { purpose: Purpose }>;

/** What a form is told while it is filled in. */
export type ServiceMessage = Extract<ToForm, { type: 'networks' | 'mailboxes' | 'password' }>;

/** Messages to a form that is drawn. */
export type FormMessage = Exclude<ToForm, { type: 'open' }>;

/** The message after which a form shows what was done. */
export type DoneMessage = Extract<ToForm, { type: 'done' }>;

/** A form. */
export type FormView = {
  readonly element: HTMLElement;
  readonly receive: (message: FormMessage) => void;
};

/** What stands above and below every form. */
export type FormFrame = {
  readonly model: FormModel;
  readonly bridge: FormBridge;
  readonly title: string;
  /** The label of the button that submits. */
  readonly button: string;
};

/** What makes a form this form. */
export type FormBody = {
  readonly sections: readonly HTMLElement[];
  readonly controls: Controls;
  /** What is locked during a submit besides the controls. */
  readonly others?: readonly { readonly setDisabled: (disabled: boolean) => void }[];
  /** What the button sends, with the values as they are; judged by the schema of the messages. */
  readonly submission: () => { readonly type: FormSubmit['type'] } & Readonly<Record<string, unknown>>;
  /** What a submit is called while it goes on, e.g. `Creating jdoe…`. */
  readonly doing: () => string;
  /** Called at every change and at the start. @returns false while there is nothing to submit */
  readonly refresh?: () => boolean;
  readonly onSent?: (submit: FormSubmit) => void;
  /** What is kept when the page is hidden, besides the texts of the controls. */
  readonly kept?: () => Draft;
  readonly receive?: (message: ServiceMessage) => void;
  /** What replaces the form when all is done; without it the extension closes the form. */
  readonly done?: (message: DoneMessage) => HTMLElement;
};

/** Whether what the form does can be undone. A run says so on its own page, a termination much louder. */
const hintOf = (model: FormModel): string => {
  const { purpose } = model;
  if (purpose === 'addUser' || purpose === 'terminateUser') return '';
  return 'targets' in model && model.targets.length > 1 ? '' : reversibilityText(purpose);
};

/** Makes the events of the control of a field. */
export type Events = (field: Field) => ControlEvents;

/** Makes a form; `build` is called once, with the events that its controls report to. */
export const createForm = (frame: FormFrame, build: (events: Events) => FormBody): FormView => {
  const { model, bridge } = frame;
  const body = build((field) => ({
    onInput: () => changed(field),
    onLeave: () => {
      validation.visit(field);
      afterClick(() => validation.visited(judged()));
    },
    onEnter: () => submit(),
  }));
  const validation = createValidation(body.controls);
  const judged = (): ReturnType<typeof FormSubmit.safeParse> => FormSubmit.safeParse(body.submission());
  let submittable = true;
  const refresh = (): void => {
    submittable = body.refresh?.() ?? true;
    footer.setSubmittable(submittable);
  };
  const changed = (field: Field): void => {
    validation.changed(field);
    validation.visited(judged());
    refresh();
    bridge.keep({ ...draftOf(body.controls), ...body.kept?.() });
  };
  const submit = (): void => {
    const parsed = judged();
    if (!submittable || !validation.all(parsed) || !parsed.success) return;
    body.onSent?.(parsed.data);
    bridge.post(parsed.data);
  };
  const actions = {
    submit,
    cancelSubmit: () => bridge.post({ type: 'cancelSubmit' }),
    close: () => bridge.post({ type: 'close' }),
  };
  const footer = createFooter(frame.button, actions, hintOf(model));
  const form = element(
    'div',
    { class: 'form' },
    createHeader(frame.title, model),
    ...body.sections,
    footer.element,
  );
  const lock = (locked: boolean): void => {
    for (const control of body.controls.values()) control.setDisabled(locked);
    for (const other of body.others ?? []) other.setDisabled(locked);
    if (!locked) refresh();
  };
  refresh();
  return {
    element: form,
    receive: (message) => {
      switch (message.type) {
        case 'submitting':
          lock(true);
          footer.showSubmitting(body.doing());
          return;
        case 'idle':
          lock(false);
          footer.showIdle();
          return;
        case 'failed':
          lock(false);
          footer.showFailure(message.message, message.nextStep);
          if (message.field !== undefined) validation.fromService(message.field, message.message);
          return;
        case 'done':
          if (!body.done) return;
          bridge.keep(undefined);
          form.replaceChildren(body.done(message));
          return;
        default:
          body.receive?.(message);
          refresh();
      }
    },
  };
};
