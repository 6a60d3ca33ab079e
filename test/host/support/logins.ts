/** Sessions of logins: a key of the sandbox stands in for login and password, and every end is counted. */
import type { Login, OpenSession } from '../../../src/host/connection/openSessions.ts';
import type { Profile } from '../../../src/host/connection/profile.ts';
import type { Session } from '../../../src/host/connection/session.ts';
import { testSandbox } from './testSandbox.ts';
import { sandboxProfile } from './window.ts';

/** A password that a session is opened for; no other is. */
export const rightPassword = 'Canary-Login-4716!';

/** A login with the right password. */
export const jane: Login = { login: 'jane', password: rightPassword };

/** The profile of jane, before she signs in to it with her login. */
export const sameByKey = sandboxProfile({ id: 'profile-login', name: 'By login' });

/** A profile that signs in as jane. */
export const loginProfile: Profile = { ...sameByKey, apis: 'ecgridos', login: jane.login };

/** Every session of a test. */
export type CountedSessions = {
  /** Stands around every attempt to connect. */
  readonly around: (open: OpenSession) => OpenSession;
  /** How often each session was ended, in the order in which they were opened. */
  readonly ends: () => readonly number[];
  /** Lets ends be under way until the returned function is called. */
  readonly holdEnds: () => () => void;
};

/** Begins to count. */
export const countSessions = (): CountedSessions => {
  const ends: number[] = [];
  let held = Promise.resolve();
  const counted = (session: Session): Session => {
    const index = ends.push(0) - 1;
    const close = async (): Promise<void> => {
      ends[index] = (ends[index] ?? 0) + 1;
      await held;
      await session.close();
    };
    return {
      ...session,
      get me() {
        return session.me;
      },
      close,
    };
  };
  return {
    ends: () => ends,
    holdEnds: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      held = promise.then(() => undefined);
      return () => resolve(undefined);
    },
    around: (open) => async (profile, credential, token) => {
      const isRight = typeof credential !== 'string' && credential.password === rightPassword;
      const key = isRight ? testSandbox.keys.NetworkAdmin : 'wrong-key';
      return counted(await open(profile, typeof credential === 'string' ? credential : key, token));
    },
  };
};
