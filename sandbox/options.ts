/** The command line of the sandbox. */
import { parseArgs } from 'node:util';
import { dialects, knownDialect } from './dialect.ts';
import { ApiFailure } from './envelope.ts';
import { readFault, type Fault } from './faults.ts';
import type { SandboxOptions } from './server.ts';

/** What to print when the command line cannot be understood. */
export const usage = `Usage: node sandbox/main.ts [options]
  --port N              TCP port on 127.0.0.1; 0 (default) takes any that is free
  --users N             number of sample users, at least 9 (default 60)
  --seed N              the same seed makes the same users and keys (default 1)
  --latency MS          milliseconds that every request takes longer (default 0)
  --rate-limit N[/s]    requests per second and key (default: no limit)
  --fault NAME=CHANCE   a fault and its probability, 0 to 1; may be repeated
  --dialect NAME        ${dialects.join(' (default) or ')}
  --db FILE             keep the users in a file (default: memory)
`;

/** A command line that cannot be understood; the message says which part of it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const whole = (name: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
};

const rate = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const value = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1];
  if (value === undefined || Number(value) === 0) {
    throw new UsageError(`--rate-limit takes requests per second, such as 20 or 20/s, not "${text}".`);
  }
  return Number(value);
};

const fault = (text: string): Fault => {
  const [, name, probability] = /^(\w+)=(\d*\.?\d+)$/.exec(text) ?? [];
  if (name === undefined) throw new UsageError(`--fault takes NAME=PROBABILITY, not "${text}".`);
  try {
    return readFault({ name, probability: Number(probability) });
  } catch (error) {
    if (error instanceof ApiFailure) throw new UsageError(`--fault ${text}: ${error.message}`);
    throw error;
  }
};

const rawValues = (argv: readonly string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        port: text,
        users: text,
        seed: text,
        latency: text,
        'rate-limit': text,
        fault: { type: 'string', multiple: true },
        dialect: text,
        db: text,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options cannot be understood.');
  }
};

/**
 * Reads the command line.
 * @param argv without the program's own name
 * @throws {UsageError} naming the option that is wrong
 */
export const parseOptions = (argv: readonly string[]): SandboxOptions => {
  const values = rawValues(argv);
  const dialect = knownDialect(values.dialect);
  if (values.dialect !== undefined && dialect === undefined) {
    throw new UsageError(`--dialect takes ${dialects.join(' or ')}, not "${values.dialect}".`);
  }
  return {
    port: whole('port', values.port, 0, 65_535),
    users: whole('users', values.users, 9, 1_000_000),
    seed: whole('seed', values.seed, 0, 0xffff_ffff),
    latencyMs: whole('latency', values.latency, 0, 600_000),
    ratePerSecond: rate(values['rate-limit']),
    faults: (values.fault ?? []).map(fault),
    dialect,
    databaseFile: values.db,
  };
};
