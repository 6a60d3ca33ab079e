/** What the tests of all three protocols ask of schemas and messages. */
import * as z from 'zod/mini';

/** One kind of message in a schema. */
export type Kind = { readonly shape: { readonly type: z.ZodMiniLiteral } };

/** As messages travel: by structured clone. */
export const sent = (message: unknown): unknown => structuredClone(message);

/** The names of the kinds of message that a list has examples of, each once. */
export const typesOf = (messages: readonly { readonly type: string }[]): readonly string[] =>
  [...new Set(messages.map(({ type }) => type))].sort();

/** The names of the kinds of message that a schema declares. */
export const declaredTypes = (kinds: readonly Kind[]): readonly unknown[] =>
  kinds.flatMap(({ shape }) => [...shape.type.def.values]).sort();

/** Every name of a field in a schema, at any depth. */
export const namesIn = (schema: z.ZodMiniType): readonly string[] => {
  const names = new Set<string>();
  JSON.stringify(
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
    (key: string, value: unknown) => {
      if (key === 'properties') for (const name of Object.keys(value ?? {})) names.add(name);
      return value;
    },
  );
  return [...names];
};

/** The kinds of message that have a field with such a name. */
export const carriers = (kinds: readonly Kind[], name: RegExp): readonly unknown[] =>
  kinds.flatMap((kind) =>
    kind instanceof z.ZodMiniType && namesIn(kind).some((one) => name.test(one))
      ? [...kind.shape.type.def.values]
      : [],
  );

/** What the names of fields with a secret have in common, but for the `message` of an SMS. */
export const secretive = /password|key|secret|token/i;
