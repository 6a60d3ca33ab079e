/** One submit of a form, from the rules to what the form is told. What was typed stays until it succeeds. */
import type { Done, UserWrite } from '../../operations/userWrite.ts';
import type { User } from '../../domain/user.ts';
import { Field } from '../../protocol/userForm.ts';
import { explain } from '../explain.ts';
import { tellFailure } from '../notify.ts';
import { performWrite } from '../writes/performWrite.ts';
import type { During, Seen } from '../writes/performWrite.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import type { FormPanel } from './formPanel.ts';

/** Tells the form, or the user when the form was closed, what went wrong. */
export const showFailure = (error: unknown, panel: FormPanel): void => {
  const { message, nextStep } = explain(error);
  const parameter =
    error instanceof Error && 'parameter' in error ? Field.safeParse(error.parameter) : undefined;
  const field = parameter?.success === true ? { field: parameter.data } : {};
  if (panel.closed.aborted) void tellFailure(`${message} ${nextStep}`);
  else panel.tell({ type: 'failed', message, nextStep, ...field });
};

/** Tells the form that the rules refuse what was chosen. */
export const showRefusal = (reason: string, panel: FormPanel): void => {
  panel.tell({ type: 'failed', message: reason, nextStep: 'Choose another.' });
};

/**
 * Carries out a write from a form.
 * @returns what came of it; undefined when it was refused, dismissed or failed, which the form shows
 */
export const submitWrite = async (
  write: UserWrite,
  target: User,
  context: SessionContext,
  panel: FormPanel,
  cancel: AbortSignal,
  seen: Seen = {},
): Promise<Done | undefined> => {
  try {
    const during: During = async (work) => {
      panel.tell({ type: 'submitting' });
      return work(cancel);
    };
    const performed = await performWrite(write, target, context, during, seen);
    if (performed.kind === 'done') return performed.done;
    if (performed.kind === 'refused') showRefusal(performed.reason, panel);
    else panel.tell({ type: 'idle' });
  } catch (error) {
    context.log.failure(write.button, error);
    showFailure(error, panel);
  }
  return undefined;
};
