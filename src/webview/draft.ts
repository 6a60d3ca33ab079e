/** What is typed into a page and survives hiding it. There is no secret in it, by its type. */
import * as z from 'zod/mini';
import type { Field } from '../protocol/userForm.ts';

/** The fields that are kept as they are typed. Passwords and the text of a message are not among them. */
export const keptFields = [
  'login',
  'email',
  'firstName',
  'lastName',
  'networkId',
  'mailboxId',
  'authLevel',
  'cellPhone',
  'cellCarrier',
] as const satisfies readonly Field[];
export type KeptField = (typeof keptFields)[number];

const text = z.optional(z.string());

/** Texts as typed; absent = nothing yet. */
export const Draft = z.object({
  login: text,
  email: text,
  firstName: text,
  lastName: text,
  networkId: text,
  mailboxId: text,
  authLevel: text,
  cellPhone: text,
  cellCarrier: text,
  /** Fields of a configuration that have no control of their own. */
  config: z.optional(z.array(z.object({ name: z.string(), value: z.string() }))),
  /** Why a rule is to be overridden. */
  reason: text,
  /** What the journal is filtered by. */
  filter: text,
  /** The user IDs of the stale accounts that are selected. */
  selected: z.optional(z.array(z.int())),
} satisfies Record<KeptField, typeof text> & Record<string, z.ZodMiniType>);
export type Draft = z.infer<typeof Draft>;

/** What of a form's controls is kept. */
export const draftOf = (controls: ReadonlyMap<Field, { readonly value: () => string }>): Draft =>
  Object.fromEntries(
    keptFields.flatMap((field) => {
      const control = controls.get(field);
      return control ? [[field, control.value()]] : [];
    }),
  );

/** The number that was typed or picked; NaN when it is none, which the schemas refuse. */
export const numberOf = (typed: string): number => (/^\s*\d+\s*$/.test(typed) ? Number(typed) : Number.NaN);
