/** `npm start` and F5 sign in to the local sandbox by themselves. Not part of the packaged extension. */
import { acceptedOrigin, isLoopback } from '../../domain/origin.ts';
import type { Connection } from './connection.ts';
import { isApiChoice } from './profile.ts';
import type { Profile } from './profile.ts';

const profileId = 'development-sandbox';

/**
 * Signs in with `ECGRID_SANDBOX_URL` and `ECGRID_SANDBOX_KEY` of the environment, on loopback alone; with both APIs unless
 * `ECGRID_SANDBOX_APIS` names one.
 * @returns the attempt; undefined when there is nothing to sign in to
 */
export const developmentSignIn = (
  environment: NodeJS.ProcessEnv,
  connection: Connection,
): Promise<unknown> | undefined => {
  const accepted = acceptedOrigin(environment['ECGRID_SANDBOX_URL'] ?? '');
  const key = environment['ECGRID_SANDBOX_KEY'];
  if (!key || 'problem' in accepted || !isLoopback(accepted.origin)) return undefined;
  const { origin } = accepted;
  const chosen = environment['ECGRID_SANDBOX_APIS'];
  const apis = isApiChoice(chosen) ? chosen : 'both';
  const profile: Profile = { id: profileId, name: 'Sandbox', environment: 'sandbox', origin, apis };
  return connection.signIn(profile, key);
};
