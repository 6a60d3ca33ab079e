/** One submit of a form: rules, confirmation, the write with cancel, and what the form is told of it. */
import type { Verdict } from '../../domain/grants.ts';
import type { Written } from '../../api/reconcile.ts';
import { Field } from '../../protocol/userForm.ts';
import { explain } from '../explain.ts';
import { confirm, tellFailure } from '../notify.ts';
import type { FormPanel } from './formPanel.ts';
import type { FormContext } from './openForm.ts';

/** A write as the user intends it. */
export type Intent = {
  /** What is being done, for the log and the progress, e.g. `Add User`. */
  readonly name: string;
  /** The question of the confirmation, e.g. `Give jdoe the AuthLevel NetworkAdmin?`. */
  readonly question: string;
  /** Whom it hits and from what to what, a line each. */
  readonly details: readonly string[];
  /** The button that does it, e.g. `Change Role`. */
  readonly button: string;
  readonly verdict: Verdict;
  readonly write: (signal: AbortSignal) => Promise<Written>;
};

/** What every submit needs. */
export type SubmitContext = FormContext & { readonly panel: FormPanel };

/** Asks where the rules or the settings say so. @returns false when the user thinks better of it */
const confirmed = async (intent: Intent, { session, settings }: SubmitContext): Promise<boolean> => {
  const { profile } = session;
  const production = profile.environment === 'production' && settings().confirmInProduction;
  const reasons = intent.verdict.kind === 'confirm' ? intent.verdict.reasons : [];
  if (reasons.length === 0 && !production) return true;
  const where = `Profile: ${profile.name} (${profile.environment === 'production' ? 'PRODUCTION' : profile.environment}, ${profile.origin})`;
  const detail = [...reasons, '', ...intent.details, where].join('\n').trim();
  return confirm(intent.question, detail, intent.button);
};

/**
 * Carries out a submit. The form keeps what was typed until it succeeds; the directory learns the answer.
 * @returns the user as written; undefined when it was refused, cancelled or failed, which the form shows
 */
export const submit = async (
  intent: Intent,
  context: SubmitContext,
  cancel: AbortSignal,
): Promise<Written | undefined> => {
  const { session, panel, log, reveal } = context;
  if (intent.verdict.kind === 'refused') {
    panel.tell({
      type: 'failed',
      message: intent.verdict.reason,
      nextStep: 'Choose another.',
    });
    return undefined;
  }
  if (!(await confirmed(intent, context))) return undefined;
  panel.tell({ type: 'submitting' });
  let written: Written;
  try {
    written = await intent.write(AbortSignal.any([cancel, panel.closed]));
  } catch (error) {
    log.failure(intent.name, error);
    showFailure(error, panel);
    return undefined;
  }
  session.directory.apply(written.user);
  reveal(written.user);
  return written;
};

const showFailure = (error: unknown, panel: FormPanel): void => {
  const { message, nextStep } = explain(error);
  const parameter =
    error instanceof Error && 'parameter' in error ? Field.safeParse(error.parameter) : undefined;
  const field = parameter?.success === true ? { field: parameter.data } : {};
  if (panel.closed.aborted) void tellFailure(`${message} ${nextStep}`);
  else panel.tell({ type: 'failed', message, nextStep, ...field });
};

/** What to say when the answer was lost and the result was found by looking; empty otherwise. */
export const foundNote = ({ found }: Written, what: string): string =>
  found ? `The answer was lost on the way, so ECGrid was asked again and ${what}.` : '';
