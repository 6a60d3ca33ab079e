/** What a command that needs ECGrid does first: make sure that somebody is signed in. */
import * as vscode from 'vscode';
import type { Connection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import { explain } from '../explain.ts';
import { tell } from '../notify.ts';

/**
 * The session, once an attempt to connect that is under way has ended. Offers to sign in when there is none.
 * @returns undefined when nobody is signed in, which was told
 */
export const requireSession = async (connection: Connection): Promise<Session | undefined> => {
  await connection.settled();
  const { state } = connection;
  if (state.kind === 'signedIn') return state.session;
  const failure = state.kind === 'failed' ? explain(state.error) : undefined;
  const again = failure && failure.kind !== 'invalidKey' ? ['Try Again'] : [];
  const why = failure ? `${failure.message} ${failure.nextStep}` : 'You are not signed in to ECGrid.';
  const answer = await tell(why, ...again, 'Sign In…');
  if (answer === 'Try Again') await connection.reconnect();
  else if (answer !== undefined) await vscode.commands.executeCommand('ecgrid.signIn');
  return connection.session;
};
