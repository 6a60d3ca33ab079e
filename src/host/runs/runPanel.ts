/**
 * The page of a run over many users: shows what will happen to whom, begins on request, follows the progress, and
 * tries again what failed. What a row stands for is up to the run behind it.
 */
import type * as vscode from 'vscode';
import { isRetryable, runJobs } from '../../operations/run.ts';
import type { Job, JobReport } from '../../operations/run.ts';
import { FromRunPage, leastReason } from '../../protocol/runPage.ts';
import type { RunModel, RunPhase, RunRow, ToRunPage } from '../../protocol/runPage.ts';
import type { Log } from '../log.ts';
import { PagePanel } from '../pages/pagePanel.ts';
import type { OpenPage } from '../pages/pagePanel.ts';

/** A run as the page needs it. */
export type Run = {
  readonly model: RunModel;
  /** The job of a row, made anew for every attempt. */
  readonly jobOf: (row: RunRow) => Job;
  /** Sums up what was done and what was not, e.g. `47 changed, 3 failed.` */
  readonly summary: (rows: readonly RunRow[]) => string;
  /** Saves the rows that failed; only where the model says `savable`. */
  readonly saveFailed?: (rows: readonly RunRow[]) => Promise<void>;
  /** Called when every job of an attempt has ended. */
  readonly onEnd?: () => void;
};

/** What the panel needs of the window. */
export type RunPanelOptions = { readonly extensionUri: vscode.Uri; readonly log: Log; readonly run: Run };

/** Changes of rows are told together, at most this often; milliseconds. */
const tellEvery = 50;

/** An open run. */
export class RunPanel implements OpenPage {
  readonly #page: PagePanel<ToRunPage, FromRunPage>;
  readonly #run: Run;
  readonly #log: Log;
  readonly #rows: Map<string, RunRow>;
  readonly #untold = new Map<string, RunRow>();
  #timer: NodeJS.Timeout | undefined;
  #phase: RunPhase = { phase: 'preview' };
  #cancel = new AbortController();

  constructor({ extensionUri, log, run }: RunPanelOptions) {
    this.#run = run;
    this.#log = log;
    this.#rows = new Map(run.model.rows.map((row) => [row.id, row]));
    this.#page = new PagePanel({
      extensionUri,
      log,
      viewType: 'ecgrid.runPage',
      title: run.model.title,
      from: FromRunPage,
      onMessage: (message) => this.#handle(message),
    });
    // Nothing more is begun when the page is closed: nobody would see what becomes of it.
    this.#page.closed.addEventListener('abort', () => this.#cancel.abort());
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

  async #handle(message: FromRunPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#untold.clear();
        this.#page.post({
          type: 'run',
          model: { ...this.#run.model, rows: [...this.#rows.values()] },
          phase: this.#phase,
        });
        return;
      case 'start':
        return this.#start(message.typed, message.reason.trim());
      case 'retry':
        if (this.#phase.phase === 'finished') await this.#carryOut(({ state }) => isRetryable(state));
        return;
      case 'cancel':
        this.#cancel.abort();
        return;
      case 'saveFailed':
        return this.#run.saveFailed?.([...this.#rows.values()]);
      case 'close':
        this.dispose();
    }
  }

  /** Begins, once everything that was asked for was given. */
  async #start(typed: string, reason: string): Promise<void> {
    const { model } = this.#run;
    if (this.#phase.phase !== 'preview') return;
    if (model.typed !== undefined && typed.trim() !== model.typed) {
      this.#page.post({ type: 'refused', message: `Type “${model.typed}” to confirm.` });
      return;
    }
    if (model.override !== undefined) {
      if (reason.length < leastReason) {
        this.#page.post({
          type: 'refused',
          message: `Give a reason of at least ${leastReason} characters.`,
        });
        return;
      }
      this.#log.override(model.override, reason);
    }
    await this.#carryOut(({ state }) => state === 'ready');
  }

  async #carryOut(isWanted: (row: RunRow) => boolean): Promise<void> {
    const jobs = [...this.#rows.values()].filter(isWanted).map((row) => this.#run.jobOf(row));
    let done = 0;
    this.#cancel = new AbortController();
    this.#phase = { phase: 'running', done, total: jobs.length };
    this.#tellSoon();
    const onChange = (report: JobReport): void => {
      if (report.state !== 'running') done += 1;
      this.#phase = { phase: 'running', done, total: jobs.length };
      this.#change(report);
    };
    await runJobs(jobs, onChange, this.#cancel.signal);
    const rows = [...this.#rows.values()];
    this.#phase = {
      phase: 'finished',
      message: this.#run.summary(rows),
      retryable: rows.filter(({ state }) => isRetryable(state)).length,
    };
    this.#tellSoon();
    this.#run.onEnd?.();
  }

  #change({ id, state, notes }: JobReport): void {
    const row = this.#rows.get(id);
    if (!row) return;
    const changed = { ...row, state, notes: [...notes] };
    this.#rows.set(id, changed);
    this.#untold.set(id, changed);
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#page.post({ type: 'rows', rows: [...this.#untold.values()], phase: this.#phase });
      this.#untold.clear();
    }, tellEvery);
  }
}
