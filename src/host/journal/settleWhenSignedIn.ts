/** At every sign-in, what an earlier start left open in the journal is completed, in the background. */
import type { ConnectionState } from '../connection/connectionState.ts';
import type { WindowContext } from '../writes/windowContext.ts';

/** A listener to the connection. */
export const settleWhenSignedIn =
  ({ connection, journal, log }: Pick<WindowContext, 'connection' | 'journal' | 'log'>) =>
  (state: ConnectionState): void => {
    if (state.kind !== 'signedIn') return;
    const { session } = state;
    const settle = async (): Promise<void> => {
      const { settleAbandoned } = await import('./settleAbandoned.ts');
      await settleAbandoned(session, await journal(), log, () => connection.session === session);
    };
    settle().catch((error: unknown) => log.failure('Completing the journal', error));
  };
