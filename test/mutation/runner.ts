/**
 * Runs the unit tests for StrykerJS: all of them in one process, for one mutant after another. Its own runners either
 * start a process for each file and mutant, or do without `node:test`. A module keeps what it remembers from one mutant to
 * the next, unless the mutant is in code that runs while files are loaded: a test must not lean on that.
 */
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import type { ResolveFnOutput } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { PluginKind, commonTokens, declareClassPlugin, tokens } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import type {
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
  TestRunnerCapabilities,
} from '@stryker-mutator/api/test-runner';
import * as z from 'zod/mini';
import { loadTests } from './nodeTest.ts';
import type { DeclaredTest } from './nodeTest.ts';

declare global {
  // The instrumented code reads which mutant is active here, and writes what it has passed through.
  var __stryker__: InstrumenterContext | undefined;
}

const instrumenter = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

/** What the tests get for what they import. */
const replaced: ReadonlyMap<string, string> = new Map([
  ['node:test', new URL('nodeTest.ts', import.meta.url).href],
  ['fast-check', new URL('fastCheck.ts', import.meta.url).href],
]);

const activate = (mutantId: string | undefined): void => {
  if (mutantId === undefined) delete instrumenter.activeMutant;
  else instrumenter.activeMutant = mutantId;
};

class NodeTestRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #files: readonly string[];
  /** The working directory, which is StrykerJS’s copy of the project. */
  readonly #project = `${pathToFileURL(process.cwd()).href}/`;
  #tests: readonly DeclaredTest[] = [];
  #loads = 0;
  /** The first failure that no test waited for. */
  #unawaited: unknown;

  constructor({ unitTests }: StrykerOptions) {
    this.#files = z.array(z.string()).parse(unitTests);
  }

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  /** Loads the tests at once: it may take longer than a mutant has. */
  async init(): Promise<void> {
    registerHooks({
      resolve: (specifier, context, next) => {
        const found = next(specifier, context);
        return context.parentURL?.startsWith(this.#project) === true
          ? this.#resolve(specifier, found)
          : found;
      },
    });
    for (const event of ['unhandledRejection', 'uncaughtException'])
      process.on(event, (reason: unknown) => (this.#unawaited ??= reason ?? new Error(event)));
    await this.#load();
  }

  /** What a file of the project imports: ours in some places, and other files at addresses at which they are loaded anew. */
  #resolve(specifier: string, found: ResolveFnOutput): ResolveFnOutput {
    const url = replaced.get(specifier);
    if (url !== undefined) return { url, shortCircuit: true };
    return found.url.startsWith(this.#project) ? { ...found, url: this.#address(found.url) } : found;
  }

  #address(file: string): string {
    return `${file}?load=${this.#loads}`;
  }

  async dryRun({ coverageAnalysis, disableBail }: DryRunOptions): Promise<DryRunResult> {
    const result = await this.#run({ disableBail });
    const { mutantCoverage } = instrumenter;
    return result.status === DryRunStatus.Complete && coverageAnalysis !== 'off' && mutantCoverage
      ? { ...result, mutantCoverage }
      : result;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, reloadEnvironment, testFilter, disableBail } = options;
    Object.assign(instrumenter, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    const isStatic = mutantActivation === 'static';
    try {
      if (isStatic || reloadEnvironment) await this.#load(isStatic ? activeMutant.id : undefined);
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: inspect(error) });
    }
    activate(activeMutant.id);
    return toMutantRunResult(await this.#run({ disableBail, testFilter }));
  }

  async #run(options: RunOptions): Promise<DryRunResult> {
    const tests = await this.#runTests(this.#tests, options);
    const { hitCount, hitLimit } = instrumenter;
    return determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests };
  }

  async #runTests(
    all: readonly DeclaredTest[],
    { disableBail, testFilter }: RunOptions,
  ): Promise<TestResult[]> {
    const results: TestResult[] = [];
    for (const test of all) {
      if (testFilter?.includes(test.name) === false) continue;
      const result = await this.#runTest(test);
      results.push(result);
      if (result.status === TestStatus.Failed && !disableBail) break;
    }
    return results;
  }

  async #runTest({ name, fileName, run }: DeclaredTest): Promise<TestResult> {
    const started = performance.now();
    this.#unawaited = undefined;
    instrumenter.currentTestId = name;
    const failure: unknown = await run().then(
      () => this.#unawaited,
      (reason: unknown) => reason ?? new Error('rejected without a reason'),
    );
    const facts = { id: name, name, fileName, timeSpentMs: performance.now() - started };
    return failure === undefined
      ? { ...facts, status: TestStatus.Success }
      : { ...facts, status: TestStatus.Failed, failureMessage: inspect(failure) };
  }

  /** Loads tests and code anew, with a mutant or without. */
  async #load(mutantId?: string): Promise<void> {
    this.#loads += 1;
    activate(mutantId);
    delete instrumenter.currentTestId;
    const files = globSync([...this.#files]).sort();
    this.#tests = await loadTests(files.map((file) => new URL(this.#address(file), this.#project)));
  }
}

type RunOptions = {
  readonly disableBail: boolean;
  readonly testFilter?: readonly string[] | undefined;
};

/** What StrykerJS looks for in a plugin. */
export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'node:test', NodeTestRunner)];

/**
 * The option `unitTests`: globs of test files. StrykerJS has `testFiles` for that, but by it chooses no tests at all for
 * mutants of code that runs while files are loaded, which then survive.
 */
export const strykerValidationSchema = {
  properties: { unitTests: { type: 'array', items: { type: 'string' } } },
};
