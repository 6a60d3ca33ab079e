/**
 * What the unit tests use of `node:test`, for many runs in one process. Whatever else of it a test comes to use is
 * missing here as an export, so that no mutant is judged without it.
 */
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

type Context = Pick<TestContext, 'after'>;
type Options = Readonly<Record<string, unknown>>;
type Named<Body> = (name: string, ...rest: [Body] | [options: Options, Body]) => void;

/** A test that a file has declared. */
export type DeclaredTest = {
  /** The names of its groups and its own. */
  readonly name: string;
  readonly fileName: string;
  /** Fails as the test does. What it asked for with `t.after` is done in the same order. */
  readonly run: () => Promise<void>;
};

let declared: DeclaredTest[] = [];
/** Milliseconds that a failed test has to tidy up: what it left waiting may never end. */
const patience = 1000;
let groups: readonly string[] = [];
let fileName = '';

/** Options are limits of time alone, and StrykerJS has its own. */
const bodyOf = <Body>(rest: [Body] | [Options, Body]): Body => (rest.length === 1 ? rest[0] : rest[1]);

/** A group of tests. */
export const describe: Named<() => void> = (name, ...rest) => {
  const outside = groups;
  groups = [...outside, name];
  bodyOf(rest)();
  groups = outside;
};

/** The same under its other name. */
export const suite = describe;

/** A test. */
export const test: Named<(t: Context) => unknown> = (name, ...rest) => {
  const body = bodyOf(rest);
  const run = async (): Promise<void> => {
    const afterwards: (() => unknown)[] = [];
    const tidyUp = async (): Promise<void> => {
      for (const step of afterwards) await step();
    };
    try {
      await body({ after: (step: () => unknown) => afterwards.push(step) });
    } catch (error) {
      await Promise.race([tidyUp().catch(() => undefined), setTimeout(patience, undefined, { ref: false })]);
      throw error;
    }
    await tidyUp();
  };
  declared.push({ name: [...groups, name].join(' › '), fileName, run });
};

/** Loads test files one after another, which have not been loaded under these addresses. @returns what they declare */
export const loadTests = async (files: readonly URL[]): Promise<readonly DeclaredTest[]> => {
  declared = [];
  for (const file of files) {
    fileName = fileURLToPath(file);
    await import(file.href);
  }
  return declared;
};
