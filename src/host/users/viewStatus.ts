/** What the users view tells VS Code besides its rows: context keys for welcome views and menus, and the filter. */
import * as vscode from 'vscode';
import { knownLevel, levelFacts } from '../../domain/authLevel.ts';
import { isFiltering } from '../../domain/grouping.ts';
import type { Connection } from '../connection/connection.ts';
import { explain } from '../explain.ts';
import { filterText } from './filterText.ts';

/**
 * The failures that a welcome view explains when there is nothing else to show, by the kind of the error. The value of
 * the context key `ecgrid.users` for each.
 */
const welcomeViews: Readonly<Record<string, string>> = {
  forbidden: 'forbidden',
  invalidKey: 'invalidKey',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  server: 'unreachable',
};

/** True when a welcome view explains this failure; VS Code shows one only where there are no rows. */
export const hasWelcomeView = (error: unknown): boolean => {
  const { kind } = explain(error);
  return kind !== undefined && Object.hasOwn(welcomeViews, kind);
};

/**
 * Keeps up to date:
 * - `ecgrid.users`: `idle`, `loading`, `loaded`, `failed`, or why it failed: `forbidden`, `invalidKey`, `unreachable`;
 * - `ecgrid.connectionFailure`: the kind of the error that connecting ended with; undefined otherwise;
 * - `ecgrid.administersNobody`, `ecgrid.handlesNoSecrets`: true when the caller's AuthLevel allows none of it; undefined
 *   when signed out. Negative, since a when-clause cannot tell `undefined` from `false`: `key != false` means `key`;
 * - `ecgrid.restAlone`: true when the profile does without ECGridOS; negative for the same reason;
 * - `ecgrid.filtered`: true while a filter is set.
 */
export class ViewStatus {
  readonly #describe: (filter: string | undefined) => void;
  readonly #told = new Map<string, unknown>();

  /** @param describe shows the filter beside the title of the view */
  constructor(describe: (filter: string | undefined) => void) {
    this.#describe = describe;
  }

  /** Tells what has changed since the last time. */
  tell({ state, session }: Connection): void {
    const users = session?.directory.state ?? { kind: 'idle' };
    const why = users.kind === 'failed' ? welcomeViews[explain(users.error).kind ?? ''] : undefined;
    this.#set('ecgrid.users', why ?? users.kind);
    const failure = state.kind === 'failed' ? (explain(state.error).kind ?? 'unexpected') : undefined;
    this.#set('ecgrid.connectionFailure', failure);
    const caller = session && knownLevel(session.me.authLevel);
    const administers = caller !== undefined && levelFacts(caller).abilities.includes('administer');
    const handlesSecrets = administers && levelFacts(caller).rank >= levelFacts('NetworkAdmin').rank;
    this.#set('ecgrid.administersNobody', session && !administers);
    this.#set('ecgrid.handlesNoSecrets', session && !handlesSecrets);
    this.#set('ecgrid.restAlone', session && !session.client.users.offers('suspend'));
    const filter = session?.directory.view.filter ?? {};
    this.#set('ecgrid.filtered', isFiltering(filter));
    this.#describe(session && isFiltering(filter) ? filterText(filter, session.places) : undefined);
  }

  #set(key: string, value: unknown): void {
    if (this.#told.has(key) && this.#told.get(key) === value) return;
    this.#told.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
