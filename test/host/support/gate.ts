/** Holds attempts to connect back until a test lets them go. */
import type { Credential, OpenSession } from '../../../src/host/connection/openSessions.ts';
import type { Session } from '../../../src/host/connection/session.ts';

/** An attempt to connect: asked of the service already, its answer held back. */
export type HeldAttempt = {
  readonly profileId: string;
  readonly credential: Credential;
  readonly answer: Promise<Session>;
  readonly release: () => void;
};

/** A gate that stands around {@link OpenSession}. */
export type Gate = {
  readonly around: (open: OpenSession) => OpenSession;
  /** The attempts that were made while the gate was closed, oldest first. */
  readonly held: readonly HeldAttempt[];
  close: () => void;
  open: () => void;
};

/** Makes a gate; closed unless told. */
export const createGate = ({ closed = true } = {}): Gate => {
  let isClosed = closed;
  const held: HeldAttempt[] = [];
  return {
    held,
    close: () => (isClosed = true),
    open: () => (isClosed = false),
    around: (open) => async (profile, credential, token) => {
      const answer = open(profile, credential, token);
      if (isClosed) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        held.push({ profileId: profile.id, credential, answer, release: () => resolve(undefined) });
        await promise;
      }
      return answer;
    },
  };
};
