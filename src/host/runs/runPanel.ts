/**
 * The page of a run over many users: shows what will happen to whom, begins on request, follows the progress, and
 * tries again what failed. What a row stands for is up to the run behind it.
 */
import type * as vscode from 'vscode';
import { isLeftOver, isRetryable, runJobs } from '../../operations/run.ts';
import type { Job, JobReport } from '../../operations/run.ts';
import { FromRunPage, leastReason } from '../../protocol/runPage.ts';
import type { RunModel, RunPhase, RunRow, ToRunPage } from '../../protocol/runPage.ts';
import type { Log } from '../log.ts';
import { warn } from '../notify.ts';
import { PagePanel } from '../pages/pagePanel.ts';
import { countOf, summaryOf } from './plan.ts';

/** A run as the page needs it. */
export type Run = {
  /** The rows of the first preview. */
  readonly rows: readonly RunRow[];
  /** What stands around the rows, which have changed since an earlier preview. */
  readonly modelOf: (rows: readonly RunRow[]) => Promise<RunModel>;
  /** The job of a row, made anew for every attempt; `reason` = why a rule is overridden. */
  readonly jobOf: (row: RunRow, reason?: string) => Job;
  /** A row that was never sent, as it would be sent now. */
  readonly planAgain: (row: RunRow) => RunRow;
  /** Why these rows must not be sent after all, though the preview allowed it; undefined when they may. */
  readonly objection?: (rows: readonly RunRow[]) => Promise<string | undefined>;
  /** Takes back what was done; undefined where that is not possible. */
  readonly undo?: (() => Promise<void>) | undefined;
  /** Saves the rows that failed; only where the model says `savable`. */
  readonly saveFailed?: (rows: readonly RunRow[]) => Promise<void>;
};

/** What the panel needs; `model` is that of the first preview. */
export type RunPanelOptions = {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly run: Run;
  readonly model: RunModel;
};

/** Changes of rows are told together, at most this often; milliseconds. */
const tellEvery = 50;

/** An open run. */
export class RunPanel extends PagePanel<ToRunPage, FromRunPage> {
  readonly #run: Run;
  readonly #log: Log;
  readonly #rows: Map<string, RunRow>;
  readonly #untold = new Map<string, RunRow>();
  #timer: NodeJS.Timeout | undefined;
  #model: RunModel;
  #phase: RunPhase = { phase: 'preview' };
  #cancel = new AbortController();
  #reason: string | undefined;

  constructor({ extensionUri, log, run, model }: RunPanelOptions) {
    super({
      extensionUri,
      log,
      viewType: 'ecgrid.runPage',
      title: model.title,
      from: FromRunPage,
    });
    this.#run = run;
    this.#model = model;
    this.#log = log;
    this.#rows = new Map(run.rows.map((row) => [row.id, row]));
    // Nothing more is begun when the page is closed: nobody would see what becomes of it.
    this.closed.addEventListener('abort', () => this.#cancel.abort());
  }

  protected override async handle(message: FromRunPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#tellAll();
        return;
      case 'start':
        return this.#start(message.typed, message.reason.trim());
      case 'retry':
        if (this.#phase.phase === 'finished') await this.#carryOut(({ state }) => isRetryable(state));
        return;
      case 'again':
        return this.#again();
      case 'cancel':
        this.#cancelRun();
        return;
      case 'undo':
        if (this.#phase.phase === 'finished') await this.#run.undo?.();
        return;
      case 'saveFailed':
        return this.#run.saveFailed?.([...this.#rows.values()]);
      case 'close':
        this.dispose();
    }
  }

  /** Begins, once everything that was asked for was given. */
  async #start(typed: string, reason: string): Promise<void> {
    const model = this.#model;
    if (this.#phase.phase !== 'preview') return;
    if (model.typed !== undefined && typed.trim() !== model.typed) {
      this.post({ type: 'refused', message: `Type “${model.typed}” to confirm.` });
      return;
    }
    if (model.override !== undefined) {
      if (reason.length < leastReason) {
        this.post({
          type: 'refused',
          message: `Give a reason of at least ${leastReason} characters.`,
        });
        return;
      }
      this.#log.override(model.override, reason);
    }
    this.#reason = model.override === undefined ? undefined : reason;
    await this.#carryOut(({ state }) => state === 'ready');
  }

  /** Back to the preview with the rows that were never sent: they are judged, shown and agreed to anew. */
  async #again(): Promise<void> {
    if (this.#phase.phase !== 'finished') return;
    for (const row of [...this.#rows.values()].filter(({ state }) => isLeftOver(state)))
      this.#rows.set(row.id, this.#run.planAgain(row));
    this.#model = await this.#run.modelOf([...this.#rows.values()]);
    this.#phase = { phase: 'preview' };
    this.#tellAll();
  }

  /** Begins nothing more, and says at once that those under way are waited for. */
  #cancelRun(): void {
    this.#cancel.abort();
    if (this.#phase.phase !== 'running') return;
    this.#phase = { ...this.#phase, cancelled: true };
    this.#tellSoon();
  }

  async #carryOut(isWanted: (row: RunRow) => boolean): Promise<void> {
    const wanted = [...this.#rows.values()].filter(isWanted);
    const before = this.#phase;
    // At once, so that a second click does not begin a second time.
    this.#phase = { phase: 'running', done: 0, total: wanted.length, cancelled: false };
    this.#cancel = new AbortController();
    const objection = await this.#run.objection?.(wanted).catch((error: unknown) => {
      this.#phase = before;
      throw error;
    });
    if (objection !== undefined) {
      this.#phase = before;
      this.post({ type: 'refused', message: objection });
      return;
    }
    await this.#runAll(wanted);
    this.#tellEnd();
  }

  async #runAll(wanted: readonly RunRow[]): Promise<void> {
    let done = 0;
    this.#tellSoon();
    const onChange = (report: JobReport): void => {
      if (report.state !== 'running') done += 1;
      const cancelled = this.#cancel.signal.aborted;
      this.#phase = { phase: 'running', done, total: wanted.length, cancelled };
      this.#change(report);
    };
    const jobs = wanted.map((row) => this.#run.jobOf(row, this.#reason));
    await runJobs(jobs, onChange, this.#cancel.signal, (id, error) =>
      this.#log.failure(`${this.#model.title}, ${this.#rows.get(id)?.login ?? id}`, error),
    );
  }

  /** Tells what became of the rows; whoever has closed the page is told in a notification. */
  #tellEnd(): void {
    const rows = [...this.#rows.values()];
    const message = summaryOf(rows);
    this.#phase = {
      phase: 'finished',
      message,
      retryable: rows.filter(({ state }) => isRetryable(state)).length,
      leftOver: rows.filter(({ state }) => isLeftOver(state)).length,
      undoable: this.#run.undo ? countOf(rows, 'done') : 0,
    };
    if (this.closed.aborted) void this.#tellClosed(message);
    else this.#tellSoon();
  }

  async #tellClosed(message: string): Promise<void> {
    const undo = this.#run.undo;
    const text = `${this.#model.title}: the page was closed. ${message}`;
    if ((await warn(text, ...(undo ? ['Undo'] : []))) !== undefined) await undo?.();
  }

  #tellAll(): void {
    this.#untold.clear();
    const model = { ...this.#model, rows: [...this.#rows.values()] };
    this.post({ type: 'run', model, phase: this.#phase });
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
      this.post({ type: 'rows', rows: [...this.#untold.values()], phase: this.#phase });
      this.#untold.clear();
    }, tellEvery);
  }
}
