/** What the page of one user and the extension say to each other. Both sides parse what they receive. */
import * as z from 'zod/mini';
import { userActions } from '../domain/userAction.ts';
import { User } from '../domain/user.ts';
import { CallerFacts, ProfileFacts, Reading } from './common.ts';

/** An action as the page offers it; `problem` says why it cannot be done. */
const OfferedAction = z.object({ action: z.enum(userActions), problem: z.optional(z.string()) });
export type OfferedAction = z.infer<typeof OfferedAction>;

/** Everything that the page is drawn from. */
export const UserPageModel = z.object({
  profile: ProfileFacts,
  caller: CallerFacts,
  user: User,
  /** Network and mailbox as people read them: name and number. */
  network: z.string(),
  mailbox: z.string(),
  /** What the AuthLevel is, in one sentence, and what it allows, a sentence each. */
  level: z.object({ description: z.string(), abilities: z.array(z.string()) }),
  /** Titles and groups are in `domain/userAction.ts`. */
  actions: z.array(OfferedAction),
  reading: Reading,
});
export type UserPageModel = z.infer<typeof UserPageModel>;

/** What the extension tells the page. */
export const ToUserPage = z.object({ type: z.literal('user'), model: UserPageModel });
export type ToUserPage = z.infer<typeof ToUserPage>;

/** What the page tells the extension. */
export const FromUserPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('act'), action: z.enum(userActions) }),
]);
export type FromUserPage = z.infer<typeof FromUserPage>;
