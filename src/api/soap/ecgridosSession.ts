/** A session of ECGridOS, opened with login and password. Its number is a secret that exists in memory alone. */
import { ecgridosOrigin } from '../../domain/origin.ts';
import { isEcgridError } from '../ecgridError.ts';
import { Http, safeOrigin } from '../http.ts';
import type { HttpOptions } from '../http.ts';
import { readText } from '../reader.ts';
import { EcgridosCalls } from './ecgridosCalls.ts';
import { soapWire } from './soapWire.ts';

/** What a session is opened with. `origin` is that of REST. */
export type LoginOptions = Omit<HttpOptions, 'apiKey'> & {
  readonly login: string;
  readonly password: string;
};

/** An open session. */
export type EcgridosSession = {
  /** What serves in place of an API key; `''` once it is closed. A secret. */
  readonly sessionId: () => string;
  /** Ends it with `Logout`, once however often it is called. @throws {EcgridError} when nobody can tell that it has ended */
  readonly close: () => Promise<void>;
};

/**
 * The calls of ECGridOS beside the REST service of an origin.
 * @throws {EcgridError} `insecure` when the origin is neither `https:` nor loopback
 */
export const ecgridosCalls = (options: HttpOptions): EcgridosCalls =>
  new EcgridosCalls(new Http({ ...options, origin: ecgridosOrigin(safeOrigin(options.origin)) }, soapWire));

/** Says of a failed login what is known of it. */
const loginFailed = (error: unknown): never => {
  if (!isEcgridError(error)) throw error;
  if (error.kind === 'invalidKey')
    throw error.with({ message: error.message.replace('the API key', 'this login and password') });
  if (error.outcome !== 'unknown') throw error;
  throw error.with({
    message: `${error.message} A session may have been opened all the same; it ends by itself.`,
  });
};

/** Whoever is not signed in has no session that could be open. */
const unlessGone = (error: unknown): void => {
  if (!isEcgridError(error) || error.kind !== 'invalidKey') throw error;
};

/**
 * Opens a session: `Login`, which is never sent twice, since only a few may be open for a user.
 * @throws {EcgridError} `invalidKey` when ECGrid does not accept login and password
 */
export const openEcgridosSession = async (
  { login, password, ...options }: LoginOptions,
  signal?: AbortSignal,
): Promise<EcgridosSession> => {
  let sessionId = '';
  const calls = ecgridosCalls({ ...options, apiKey: () => sessionId });
  const credentials = { LoginName: login, Password: password };
  sessionId = await calls.write('Login', credentials, signal, [password]).then(readText).catch(loginFailed);
  const logout = async (): Promise<void> => {
    // Ending it twice does no harm, so that a lost answer is no reason to leave it open.
    await calls.read('Logout', {}).catch(unlessGone);
    sessionId = '';
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= logout();
    return closing;
  };
  return { sessionId: () => sessionId, close };
};
