/** Messages that nobody should ever say: anything that arrives as data, and what is almost right. */
import fc from 'fast-check';

/** Every run of the tests tries the same; a failure names it, so that it can be tried again. */
export const fuzzSeed = 20_260_401;

const oddNames = ['__proto__', 'constructor', 'prototype', 'toString', 'type', 'length', ''];
const oddNumbers = [0, -0, -1, 0.5, 2 ** 53, 1e308, -1e308, 5e-324];

/** A value that no field expects. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    [],
    {},
    '',
    '\\u0000',
    '\\ud800',
    '<img src=x onerror=hacked=true>',
  ),
  fc.constantFrom(...oddNumbers),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.integer({ min: 1, max: 5_000 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 1, max: 500 }).map((depth) => {
    let nested: unknown = 0;
    for (let i = 0; i < depth; i++) nested = [nested];
    return nested;
  }),
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
);

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets a field as JSON would: `__proto__` too becomes a field like any other. */
const withField = (fields: Fields, name: string, value: unknown): Fields => {
  const copy = Object.fromEntries(Object.entries(fields));
  Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
  return copy;
};

/** One change of an object, in itself or in what it holds. */
type Change = {
  readonly kind: 'replace' | 'remove' | 'add' | 'wrap';
  readonly at: number;
  readonly deep: boolean;
  readonly name: string;
  readonly value: unknown;
};

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('replace' as const, 'remove' as const, 'add' as const, 'wrap' as const),
  at: fc.nat(100),
  deep: fc.boolean(),
  name: fc.oneof(fc.constantFrom(...oddNames), fc.string({ maxLength: 5 })),
  value: oddValue,
});

const changed = (message: unknown, one: Change): unknown => {
  if (!isFields(message)) return one.value;
  const names = Object.keys(message);
  const name = names[one.at % Math.max(1, names.length)];
  if (one.kind === 'wrap') return [message];
  if (one.kind === 'add' || name === undefined) return withField(message, one.name, one.value);
  if (one.kind === 'remove')
    return Object.fromEntries(Object.entries(message).filter(([other]) => other !== name));
  const before = message[name];
  return withField(message, name, one.deep && isFields(before) ? changed(before, one) : one.value);
};

/** Anything, and each of the messages with one to three changes. */
export const strangeMessages = (messages: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 1, arbitrary: oddValue },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...messages), fc.array(change, { minLength: 1, maxLength: 3 }))
        .map(([message, changes]) => changes.reduce(changed, message)),
    },
  );

/** That many of them, always the same. */
export const sample = (messages: readonly unknown[], count: number): readonly unknown[] =>
  fc.sample(strangeMessages(messages), { seed: fuzzSeed, numRuns: count });
