/** `ECGrid: Sign In…`: the key alone where it is all that is missing, else a profile of the list or a new one. */
import { explain } from '../explain.ts';
import { addProfile, signInTo } from './addProfile.ts';
import type { ProfilesContext } from './profileQuestions.ts';
import { switchProfile } from './switchProfile.ts';

/**
 * Signs in. A profile whose key is missing or refused is asked for the key alone; who is signed out chooses from
 * the profiles that are there; who is signed in adds another one.
 */
export const signIn = async (context: ProfilesContext): Promise<void> => {
  const { connection, profiles } = context;
  const { state } = connection;
  const needsKey =
    state.kind === 'keyMissing' || (state.kind === 'failed' && explain(state.error).kind === 'invalidKey');
  if (needsKey) await signInTo(connection, state.profile);
  else if (state.kind === 'signedOut' && profiles.all().length > 0) await switchProfile(context);
  else await addProfile(context);
};
