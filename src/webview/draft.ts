/** What is typed into a form and survives hiding it. There is no password in it, by its type. */
import * as z from 'zod/mini';

/** Texts as typed; `''` = nothing yet. */
export const Draft = z.object({
  login: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  networkId: z.string(),
  mailboxId: z.string(),
  authLevel: z.string(),
});
export type Draft = z.infer<typeof Draft>;

/** The number that was typed or picked; NaN when it is none, which the schemas refuse. */
export const numberOf = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);
