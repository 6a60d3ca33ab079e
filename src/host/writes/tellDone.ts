/** What is said when a write was carried out: what came of it, whether it can be undone, and the button that does so. */
import { reversibilityText, userActionFacts } from '../../domain/userAction.ts';
import type { Done, UserWrite } from '../../operations/userWrite.ts';
import { reportFailure } from '../commands/register.ts';
import { tell } from '../notify.ts';
import type { SessionContext } from './windowContext.ts';

/** What to say when a write was done. */
export const resultText = (write: UserWrite, { user, found, notes = [] }: Done): string =>
  [
    write.result(user),
    ...(found ? ['The answer was lost on the way, so ECGrid was asked again: it was done.'] : []),
    ...notes,
  ].join(' ');

/** Tells it in a notification. Undoing reads the user again, and asks first. */
export const tellDone = (write: UserWrite, done: Done, context: SessionContext): void => {
  const text = resultText(write, done);
  const { entry } = done;
  if (entry === undefined || userActionFacts(write.action).reversibility !== 'reversible') {
    void tell(`${text} ${reversibilityText(write.action)}`);
    return;
  }
  const undoOnRequest = async (): Promise<void> => {
    if ((await tell(text, 'Undo')) === undefined) return;
    const { undoEntry } = await import('../journal/undo.ts');
    await undoEntry(entry, context);
  };
  undoOnRequest().catch((error: unknown) => reportFailure('Undo', error, context.log));
};
