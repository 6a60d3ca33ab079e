/** The page of a run, played by a test: it presses the buttons, and reads what the extension tells. */
import { ToRunPage } from '../../../src/protocol/runPage.ts';
import type { RunModel, RunPhase, RowState } from '../../../src/protocol/runPage.ts';
import type { PageStandIn } from './pages.ts';

type Finished = Extract<RunPhase, { phase: 'finished' }>;

/** Everything that the page can show at a moment. */
export type RunState = { readonly model: RunModel; readonly phase: RunPhase };

/** An open run. */
export type RunInTest = {
  readonly page: PageStandIn;
  /** What the page is told when it comes back from being hidden. */
  readonly state: () => RunState;
  /** The state of each row by its login. */
  readonly states: () => Readonly<Record<string, RowState>>;
  /** The notes of a row. */
  readonly notes: (login: string) => readonly string[];
  readonly start: (given?: { readonly typed?: string; readonly reason?: string }) => void;
  readonly retry: () => void;
  /** Back to the preview, with the rows that were never sent; resolves when it is there. */
  readonly again: () => Promise<RunModel>;
  readonly cancel: () => void;
  /** Resolves when every job has ended. */
  readonly finished: () => Promise<Finished>;
  /** Why the run has not begun, as often as it was told. */
  readonly refusals: () => readonly string[];
};

const phaseOf = (message: unknown): RunPhase | undefined => {
  const told = ToRunPage.parse(message);
  return told.type === 'refused' ? undefined : told.phase;
};

/** Plays a page. */
export const playRun = (page: PageStandIn): RunInTest => {
  const told = (): readonly ToRunPage[] => page.heard.items.map((message) => ToRunPage.parse(message));
  const state = (): RunState => {
    page.say({ type: 'ready' });
    const last = told().at(-1);
    if (last?.type !== 'run') throw new Error('The page was not told the run.');
    return { model: last.model, phase: last.phase };
  };
  const rows = (): RunModel['rows'] => state().model.rows;
  const press = (message: object): void => {
    page.heard.clear();
    page.say(message);
  };
  return {
    page,
    state,
    states: () => Object.fromEntries(rows().map((row) => [row.login, row.state])),
    notes: (login) => rows().find((row) => row.login === login)?.notes ?? [],
    start: ({ typed = '', reason = '' } = {}) => press({ type: 'start', typed, reason }),
    retry: () => press({ type: 'retry' }),
    again: async () => {
      press({ type: 'again' });
      await page.heard.until((message) => phaseOf(message)?.phase === 'preview');
      return state().model;
    },
    cancel: () => page.say({ type: 'cancel' }),
    finished: async () => {
      const phase = phaseOf(await page.heard.until((message) => phaseOf(message)?.phase === 'finished'));
      if (phase?.phase !== 'finished') throw new Error('The run has not ended.');
      return phase;
    },
    refusals: () => told().flatMap((one) => (one.type === 'refused' ? [one.message] : [])),
  };
};
