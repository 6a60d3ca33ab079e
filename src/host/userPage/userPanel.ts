/** The page of one user: all that ECGrid tells, what the level allows, and everything that can be done. */
import * as vscode from 'vscode';
import { consequenceOf } from '../../domain/consequence.ts';
import { knownLevel, levelFacts } from '../../domain/authLevel.ts';
import { mayAct } from '../../domain/grants.ts';
import { userActions } from '../../domain/userAction.ts';
import type { User } from '../../domain/user.ts';
import type { Reading } from '../../protocol/common.ts';
import { FromUserPage } from '../../protocol/userPage.ts';
import type { OfferedAction, ToUserPage, UserPageModel } from '../../protocol/userPage.ts';
import { explain } from '../explain.ts';
import { PagePanel } from '../pages/pagePanel.ts';
import type { OpenPage } from '../pages/pagePanel.ts';
import { pageFacts } from '../writes/profileText.ts';
import { writeContext } from '../writes/windowContext.ts';
import type { SessionContext } from '../writes/windowContext.ts';

/** An open page. */
export class UserPanel implements OpenPage {
  readonly #page: PagePanel<ToUserPage, FromUserPage>;
  readonly #context: SessionContext;
  #user: User;
  #reading: Reading = { state: 'reading' };

  constructor(user: User, context: SessionContext) {
    const { extensionUri, log, session } = context;
    this.#user = user;
    this.#context = context;
    this.#page = new PagePanel({
      extensionUri,
      log,
      viewType: 'ecgrid.userPage',
      title: user.login,
      from: FromUserPage,
      onMessage: (message) => this.#handle(message),
    });
    const unsubscribe = [
      session.directory.onDidChange(() => this.#follow()),
      session.places.onDidChange(() => this.#tell()),
    ];
    this.#page.closed.addEventListener('abort', () => unsubscribe.forEach((end) => end()));
    void this.#read();
  }

  get closed(): AbortSignal {
    return this.#page.closed;
  }

  show(): void {
    this.#page.show();
  }

  dispose(): void {
    this.#page.dispose();
  }

  async #handle(message: FromUserPage): Promise<void> {
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

  /** Reads the user anew: `GET /v2/users/{id}`. A failure is shown beside what was known. */
  async #read(): Promise<void> {
    const { session } = this.#context;
    this.#reading = { state: 'reading' };
    this.#tell();
    void session.places.load();
    try {
      this.#user = await session.client.users.get(this.#user.userId, this.closed);
      this.#reading = { state: 'read' };
      session.learn(this.#user);
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
    this.#user = now;
    this.#tell();
  }

  #tell(): void {
    this.#page.post({ type: 'user', model: this.#model() });
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
      actions: userActions.map((action) => offered(action, this.#context, user)),
      reading: this.#reading,
    };
  }
}

const offered = (action: OfferedAction['action'], { session }: SessionContext, user: User): OfferedAction => {
  const verdict = mayAct(action, session.me, user);
  return verdict.kind === 'refused' ? { action, problem: verdict.reason } : { action };
};
