/** Open sessions: who has logged in with `POST /v2/auth/login`. They live in memory only. */
import { newToken } from './secrets.ts';

/** One open session. */
export type Session = {
  readonly userId: number;
  readonly token: string;
  readonly refreshToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
};

const lifetime = 60 * 60 * 1000;

/** Opens, finds and closes sessions. */
export class Sessions {
  readonly #now: () => number;
  readonly #open = new Map<string, Session>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Opens a session of one hour. */
  start(userId: number): Session {
    const session: Session = {
      userId,
      token: newToken(),
      refreshToken: newToken(),
      expiresAt: new Date(this.#now() + lifetime).toISOString(),
    };
    this.#open.set(session.token, session);
    return session;
  }

  /** The session of a token, unless it has expired. */
  find(token: string): Session | undefined {
    const session = this.#open.get(token);
    if (session === undefined || Date.parse(session.expiresAt) > this.#now()) return session;
    this.#open.delete(token);
    return undefined;
  }

  /** The session that a refresh token renews, even one that has just expired. */
  findByRefreshToken(refreshToken: string): Session | undefined {
    return [...this.#open.values()].find((session) => session.refreshToken === refreshToken);
  }

  /** Closes one session. */
  end(token: string): void {
    this.#open.delete(token);
  }

  /** Closes all sessions of a user. */
  endAll(userId: number): void {
    for (const session of this.#open.values()) {
      if (session.userId === userId) this.#open.delete(session.token);
    }
  }
}
