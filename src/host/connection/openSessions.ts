/** The sessions of a window, from the moment that they are being opened: each is closed once, whoever drops it. */
import * as vscode from 'vscode';
import type { Profile } from './profile.ts';
import type { Session } from './session.ts';

/** A login of ECGrid and its password. Never written anywhere. */
export type Login = { readonly login: string; readonly password: string };

/** What proves who one is: an API key, or a login and its password. */
export type Credential = string | Login;

/** Opens a session for a profile and what proves who one is: {@link openSession}, loaded on first use. */
export type OpenSession = (
  profile: Profile,
  credential: Credential,
  token?: vscode.CancellationToken,
) => Promise<Session>;

/** Opens sessions and closes them. ECGrid lets a login have only a few open, so none may be left behind. */
export class OpenSessions {
  readonly #open: OpenSession;
  readonly #opened = new Set<Session>();
  readonly #underWay = new Set<Promise<unknown>>();
  #hasEnded = false;

  constructor(open: OpenSession) {
    this.#open = open;
  }

  /**
   * Opens a session, to be closed with {@link close}.
   * @throws {EcgridError} as {@link OpenSession} does; CancellationError when the window was closed meanwhile
   */
  open(...asked: Parameters<OpenSession>): Promise<Session> {
    return this.#follow(this.#openNow(asked));
  }

  /** Closes a session. Resolves when that is done, at once for one that was closed before. */
  close(session: Session): Promise<void> {
    return this.#opened.delete(session) ? this.#follow(session.close()) : Promise.resolve();
  }

  /** Closes all of them, and whatever is still being opened. Resolves when nothing is under way any more. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    for (const session of this.#opened) void this.close(session);
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #openNow(asked: Parameters<OpenSession>): Promise<Session> {
    const session = await this.#open(...asked);
    this.#opened.add(session);
    if (!this.#hasEnded) return session;
    await this.close(session);
    throw new vscode.CancellationError();
  }

  #follow<Result>(work: Promise<Result>): Promise<Result> {
    const followed = work.finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
    return followed;
  }
}
