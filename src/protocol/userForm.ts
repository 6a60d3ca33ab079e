/**
 * What the user form and the extension say to each other. One contract; both sides parse what they receive.
 * The password is only ever in `submit`, `copyPassword` and `password`, never in a state that is kept.
 */
import * as z from 'zod/mini';
import { authLevels } from '../domain/authLevel.ts';
import { NewUser, RoleChange, User } from '../domain/user.ts';

/** The fields that a message can be put at. */
export const fields = [
  'login',
  'email',
  'firstName',
  'lastName',
  'password',
  'authLevel',
  'networkId',
  'mailboxId',
] as const;
export const Field = z.enum(fields);
export type Field = z.infer<typeof Field>;

const Caller = z.pick(User, { userId: true, login: true, authLevel: true, networkId: true, mailboxId: true });

/** A level that can be chosen, or the reason why not. */
const LevelChoice = z.object({ level: z.enum(authLevels), problem: z.optional(z.string()) });

/** A network or mailbox to pick. */
const Place = z.object({ id: z.int(), label: z.string() });
export type Place = z.infer<typeof Place>;

/** Networks or mailboxes as far as they are known. `complete` is false when there are more than are listed. */
export const PlaceList = z.discriminatedUnion('state', [
  z.object({ state: z.literal('loading') }),
  z.object({ state: z.literal('loaded'), places: z.array(Place), complete: z.boolean() }),
  z.object({ state: z.literal('failed'), message: z.string() }),
]);
export type PlaceList = z.infer<typeof PlaceList>;

/** Everything that the form is drawn from. `target` is there when a role is changed. */
export const FormModel = z.object({
  profile: z.object({ name: z.string(), origin: z.string(), production: z.boolean() }),
  caller: Caller,
  levels: z.array(LevelChoice),
  target: z.optional(User),
});
export type FormModel = z.infer<typeof FormModel>;

/** What the extension tells the form. */
export const ToForm = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), model: FormModel }),
  z.object({ type: z.literal('networks'), list: PlaceList }),
  z.object({ type: z.literal('mailboxes'), networkId: z.int(), list: PlaceList }),
  z.object({ type: z.literal('password'), password: z.string(), madeBy: z.enum(['ECGrid', 'VS Code']) }),
  z.object({ type: z.literal('submitting') }),
  z.object({
    type: z.literal('failed'),
    message: z.string(),
    nextStep: z.string(),
    field: z.optional(Field),
  }),
  z.object({ type: z.literal('done'), user: User, note: z.string() }),
]);
export type ToForm = z.infer<typeof ToForm>;

/** What the form tells the extension. */
export const FromForm = z.discriminatedUnion('type', [
  /** The page is there, for the first time or again after it was hidden. */
  z.object({ type: z.literal('ready') }),
  /** Another user is to be added: forget what became of the last one. */
  z.object({ type: z.literal('again') }),
  z.object({ type: z.literal('loadMailboxes'), networkId: z.int().check(z.nonnegative()) }),
  z.object({ type: z.literal('generatePassword') }),
  z.object({ type: z.literal('copyPassword'), password: z.string().check(z.maxLength(1000)) }),
  z.object({ type: z.literal('addUser'), user: NewUser }),
  z.object({ type: z.literal('changeRole'), change: RoleChange }),
  z.object({ type: z.literal('cancelSubmit') }),
  z.object({ type: z.literal('close') }),
]);
export type FromForm = z.infer<typeof FromForm>;
