/** What all pages are told: the profile, the caller, and the actions on a user. */
import * as z from 'zod/mini';
import { User } from '../domain/user.ts';

/** Which ECGrid a page works with; production is marked wherever a write is confirmed. */
export const ProfileFacts = z.object({ name: z.string(), origin: z.string(), production: z.boolean() });
export type ProfileFacts = z.infer<typeof ProfileFacts>;

/** Whose key a page works with. */
export const CallerFacts = z.pick(User, {
  userId: true,
  login: true,
  authLevel: true,
  networkId: true,
  mailboxId: true,
});
export type CallerFacts = z.infer<typeof CallerFacts>;

/** What stands at the head of every page. */
export type PageFacts = { readonly profile: ProfileFacts; readonly caller: CallerFacts };

/** Whether a page shows what ECGrid told just now. */
export const Reading = z.discriminatedUnion('state', [
  z.object({ state: z.literal('reading') }),
  /** `missing` says what could not be read, and why. */
  z.object({ state: z.literal('read'), missing: z.optional(z.string()) }),
  z.object({ state: z.literal('failed'), message: z.string(), nextStep: z.string() }),
]);
export type Reading = z.infer<typeof Reading>;
