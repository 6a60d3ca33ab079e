/** Open sessions: who has logged in, with `POST /v2/auth/login` or with `Login`. They live in memory only. */
import { newToken } from './secrets.ts';

/** One open session. */
export type Session = {
  readonly userId: number;
  /** Counts from 1, in the order of opening. */
  readonly serial: number;
  readonly token: string;
  readonly refreshToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
};

const lifetime = 60 * 60 * 1000;

/** How many sessions there were since the sandbox started; those that have expired count as closed. */
export type SessionCounts = { readonly opened: number; readonly closed: number; readonly open: number };

/** Opens, finds and closes the sessions of one API. */
export class Sessions {
  readonly #now: () => number;
  readonly #makeToken: () => string;
  #opened = 0;
  readonly #open = new Map<string, Session>();

  /**
   * @param now milliseconds since 1970
   * @param makeToken what a session is known by
   */
  constructor(now: () => number = Date.now, makeToken: () => string = newToken) {
    this.#now = now;
    this.#makeToken = makeToken;
  }

  /** Opens a session of one hour. */
  start(userId: number): Session {
    this.#opened += 1;
    const session: Session = {
      userId,
      serial: this.#opened,
      token: this.#makeToken(),
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

  /** How many sessions of a user are open. */
  openOf(userId: number): number {
    this.#forgetExpired();
    return [...this.#open.values()].filter((session) => session.userId === userId).length;
  }

  /** How many sessions of all users there were and are. */
  get counts(): SessionCounts {
    this.#forgetExpired();
    return { opened: this.#opened, closed: this.#opened - this.#open.size, open: this.#open.size };
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

  #forgetExpired(): void {
    for (const token of [...this.#open.keys()]) this.find(token);
  }
}
