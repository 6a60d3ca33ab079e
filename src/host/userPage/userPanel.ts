/** The page of one user: all that ECGrid tells, what the level allows, and everything that can be done. */
import * as vscode from 'vscode';
import { consequenceOf } from '../../domain/consequence.ts';
import { knownLevel, levelFacts } from '../../domain/authLevel.ts';
import { isNeedless } from '../../domain/grants.ts';
import { userActions } from '../../domain/userAction.ts';
import type { UserService } from '../../api/userService.ts';
import type { User, UserId } from '../../domain/user.ts';
import type { Reading } from '../../protocol/common.ts';
import { FromUserPage } from '../../protocol/userPage.ts';
import type { OfferedAction, ToUserPage, UserPageModel } from '../../protocol/userPage.ts';
import { explain } from '../explain.ts';
import { PagePanel } from '../pages/pagePanel.ts';
import { pageFacts } from '../writes/profileText.ts';
import { writeContext } from '../writes/windowContext.ts';
import type { SessionContext } from '../writes/windowContext.ts';

/** An open page. */
export class UserPanel extends PagePanel<ToUserPage, FromUserPage> {
  readonly #context: SessionContext;
  #user: User;
  #reading: Reading = { state: 'reading' };

  constructor(user: User, context: SessionContext) {
    const { extensionUri, log, session } = context;
    super({
      extensionUri,
      log,
      viewType: 'ecgrid.userPage',
      title: user.login,
      from: FromUserPage,
    });
    this.#user = user;
    this.#context = context;
    const unsubscribe = [
      session.directory.onDidChange(() => this.#follow()),
      session.places.onDidChange(() => this.#tell()),
    ];
    this.closed.addEventListener('abort', () => unsubscribe.forEach((end) => end()));
    void this.#read();
  }

  protected override async handle(message: FromUserPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#tell();
        return;
      case 'refresh':
        return this.#read();
      case 'act':
        await vscode.commands.executeCommand(`ecgrid.${message.action}`, { kind: 'user', user: this.#user });
    }
  }

  /** Reads the user anew. A failure is shown beside what was known. */
  async #read(): Promise<void> {
    const { session } = this.#context;
    this.#reading = { state: 'reading' };
    this.#tell();
    void session.places.load();
    try {
      const { user, missing } = await readUser(session.client.users, this.#user.userId, this.closed);
      this.#user = user;
      this.#reading = { state: 'read', ...(missing === undefined ? {} : { missing }) };
      session.learn(user);
    } catch (error) {
      const { message, nextStep } = explain(error);
      this.#reading = { state: 'failed', message, nextStep };
    }
    this.#tell();
  }

  /** Shows what a write, from here or elsewhere, has made of the user. */
  #follow(): void {
    const now = this.#context.session.directory.find(this.#user.userId);
    if (!now || now === this.#user) return;
    const hadDetails = hasDetails(this.#user);
    this.#user = now;
    this.#tell();
    // The answer to a write, or a page of a listing, need not tell what ECGridOS does.
    if (hadDetails && !hasDetails(now)) void this.#read();
  }

  #tell(): void {
    this.post({ type: 'user', model: this.#model() });
  }

  #model(): UserPageModel {
    const { session } = this.#context;
    const user = this.#user;
    const level = knownLevel(user.authLevel);
    return {
      ...pageFacts(session),
      user,
      network: session.places.networkText(user.networkId),
      mailbox: user.mailboxId === 0 ? 'None: the whole network' : session.places.mailboxText(user.mailboxId),
      level: {
        description:
          level === undefined
            ? 'An AuthLevel that this version does not know.'
            : levelFacts(level).description,
        abilities: [...consequenceOf(undefined, user, writeContext(this.#context).names).gained],
      },
      actions: userActions.flatMap((action) => offered(action, this.#context, user)),
      reading: this.#reading,
    };
  }
}

/** True when it was told what REST need not tell. */
const hasDetails = ({ lastLogin, openSessions }: User): boolean =>
  lastLogin !== undefined && openSessions !== undefined;

/**
 * Reads a user with all that the profile can tell: the details of ECGridOS too, where it is used. Where that alone fails,
 * the rest is shown all the same.
 * @returns the user, and what is missing in words
 * @throws {EcgridError} when nothing can be read
 */
const readUser = async (
  users: UserService,
  userId: UserId,
  signal: AbortSignal,
): Promise<{ readonly user: User; readonly missing?: string }> => {
  if (!users.offers('details')) return { user: await users.get(userId, signal) };
  try {
    return { user: await users.details(userId, signal) };
  } catch (error) {
    const user = await users.get(userId, signal);
    return {
      user,
      missing: `ECGridOS did not tell last login, sessions and lock-out: ${explain(error).message}`,
    };
  }
};

/** An action as the page offers it; one that would change nothing is left out. */
const offered = (
  action: OfferedAction['action'],
  { session }: SessionContext,
  user: User,
): readonly OfferedAction[] => {
  const verdict = session.mayAct(action, user);
  if (isNeedless(verdict)) return [];
  return [verdict.kind === 'refused' ? { action, problem: verdict.reason } : { action }];
};
