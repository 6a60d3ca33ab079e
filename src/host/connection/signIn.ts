/** `ECGrid: Sign In…`: the key alone where it is all that is missing, else a profile of the list or a new one. */
import { explain } from '../explain.ts';
import { addProfile, signInTo } from './addProfile.ts';
import type { Connection } from './connection.ts';
import type { ProfilesContext } from './profileQuestions.ts';
import { switchProfile } from './switchProfile.ts';

/** True when the key of the profile in use is not there, or was refused, be it in the middle of a session. */
const needsKey = ({ state, session }: Connection): boolean => {
  const failed = session ? session.directory.state : state;
  return (
    state.kind === 'keyMissing' || (failed.kind === 'failed' && explain(failed.error).kind === 'invalidKey')
  );
};

/**
 * Signs in. A profile whose key is missing or refused is asked for the key alone; who is signed out chooses from
 * the profiles that are there; who is signed in adds another one.
 */
export const signIn = async (context: ProfilesContext): Promise<void> => {
  const { connection, profiles } = context;
  const { state, profile } = connection;
  if (profile && needsKey(connection)) await signInTo(connection, profile);
  else if (state.kind === 'signedOut' && profiles.all().length > 0) await switchProfile(context);
  else await addProfile(context);
};
