/** The faults that are set at the moment: which requests they hit, how often, and how they are described. */
import type { Answer } from './answer.ts';
import {
  faultKinds,
  faultNames,
  knownFault,
  type FaultName,
  type BodyChange,
  type FaultSettings,
  type Next,
} from './faultKinds.ts';
import { invalidParameter } from './envelope.ts';
import { isFields, optionalInteger, optionalString, required, type Fields } from './fields.ts';
import type { Random } from './random.ts';

/** One fault, as `POST /__faults` takes it. */
export type Fault = FaultSettings & {
  readonly name: FaultName;
  /** Chance that a matching request is hit, 0 to 1; default 1. */
  readonly probability?: number | undefined;
  /** How many requests are hit before the fault is spent; default: no end. */
  readonly times?: number | undefined;
  /** HTTP method that is hit; default: all. */
  readonly method?: string | undefined;
  /** Operation of ECGridOS that is hit, e.g. `UserSuspend`; default: all, and all requests of REST. */
  readonly operation?: string | undefined;
  /** Exact path that is hit, or the start of it followed by `*`; default: all. */
  readonly path?: string | undefined;
};

const settings = [
  'name',
  'probability',
  'times',
  'method',
  'path',
  'operation',
  'delayMs',
  'retryAfter',
  'clockAhead',
  'location',
  'status',
  'errorCode',
  'megabytes',
];

/** The longest wait that node's timers can do, in milliseconds. */
const longestDelay = 2_147_483_647;

/** More than any two clocks differ, in seconds. */
const longestSkew = 10 * 366 * 24 * 3600;

const probability = (fields: Fields): number | undefined => {
  const value = fields['probability'] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    throw invalidParameter('probability', '0 to 1');
  return value;
};

/**
 * Reads one fault.
 * @throws {ApiFailure} 400 naming the setting; an unknown name is answered with the known ones
 */
export const readFault = (value: unknown): Fault => {
  if (!isFields(value)) throw invalidParameter('faults', 'each fault is an object');
  const unknown = Object.keys(value).find((setting) => !settings.includes(setting));
  if (unknown !== undefined) throw invalidParameter(unknown, `known settings: ${settings.join(', ')}`);
  const name = knownFault(value['name']);
  if (name === undefined) throw invalidParameter('name', `known faults: ${faultNames.join(', ')}`);
  const location = optionalString(value, 'location');
  if (name === 'redirect') required(location, 'location');
  return {
    name,
    probability: probability(value),
    times: optionalInteger(value, 'times', { least: 1 }),
    method: optionalString(value, 'method')?.toUpperCase(),
    path: optionalString(value, 'path'),
    operation: optionalString(value, 'operation'),
    delayMs: optionalInteger(value, 'delayMs', { most: longestDelay }),
    retryAfter: optionalInteger(value, 'retryAfter'),
    clockAhead: optionalInteger(value, 'clockAhead', { least: -longestSkew, most: longestSkew }),
    location,
    status: optionalInteger(value, 'status', { least: 200, most: 599 }),
    errorCode: optionalString(value, 'errorCode'),
    megabytes: optionalInteger(value, 'megabytes', { least: 1 }),
  };
};

/** Reads a list of faults: the `faults` of `POST /__faults`. */
export const readFaults = (value: unknown): readonly Fault[] => {
  if (!Array.isArray(value)) throw invalidParameter('faults', 'a list');
  return value.map(readFault);
};

/** What a fault is matched against, and where its name is noted when it strikes. */
export type Target = {
  readonly method: string;
  readonly path: string;
  /** The operation of a SOAP message. */
  readonly operation?: string | undefined;
  /** An answer as the API gives it that is asked: SOAP has no envelopes of JSON. */
  readonly told: (answer: Answer) => Answer;
  readonly struck: (name: FaultName) => void;
};

const isMeant = (fault: Fault, { method, path, operation }: Target): boolean => {
  if (fault.operation !== undefined && fault.operation !== operation) return false;
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.path === undefined) return true;
  return fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
};

/**
 * Resolves after some milliseconds, or as soon as `enough` is aborted; rejects when the sandbox closes.
 */
export type Wait = (milliseconds: number, enough?: AbortSignal) => Promise<void>;

const unchanged: BodyChange = (body) => body;

/** The current faults. The first in the list is the outermost: it strikes first and has the last word. */
export class Faults {
  readonly #random: Random;
  readonly #wait: Wait;
  #current: { readonly fault: Fault; left: number }[] = [];
  /** Aborted when other faults are set. */
  #replaced = new AbortController();

  /**
   * @param random decides about faults that have a probability
   * @param wait how a fault waits
   */
  constructor(random: Random, wait: Wait) {
    this.#random = random;
    this.#wait = wait;
  }

  /** Replaces all faults; requests that wait because of one that was set before go on at once. */
  set(faults: readonly Fault[]): void {
    this.#replaced.abort();
    this.#replaced = new AbortController();
    this.#current = faults.map((fault) => ({ fault, left: fault.times ?? Infinity }));
  }

  /** The faults that are not spent, with `times` counted down. */
  get current(): readonly Fault[] {
    return this.#current
      .filter(({ left }) => left > 0)
      .map(({ fault, left }) => (left === Infinity ? fault : { ...fault, times: left }));
  }

  /**
   * Answers a request with the faults that hit it around it. A fault that is never reached, because one
   * before it answered already, is neither drawn nor counted: two faults of one time each hit two requests.
   */
  async around(target: Target, handle: (change: BodyChange) => Promise<Answer>): Promise<Answer> {
    const faults = this.#current;
    const { signal } = this.#replaced;
    const wait = (milliseconds: number): Promise<void> => this.#wait(milliseconds, signal);
    const from = async (index: number, change: BodyChange): Promise<Answer> => {
      const entry = faults[index];
      if (entry === undefined) return target.told(await handle(change));
      const goOn: Next = (more = unchanged) => from(index + 1, (body) => more(change(body)));
      if (entry.left <= 0 || !isMeant(entry.fault, target)) return goOn();
      if (!this.#random.chance(entry.fault.probability ?? 1)) return goOn();
      entry.left -= 1;
      target.struck(entry.fault.name);
      return target.told(await faultKinds[entry.fault.name](goOn, entry.fault, wait));
    };
    return from(0, unchanged);
  }
}
