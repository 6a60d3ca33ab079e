/**
 * What a form about users and the extension say to each other. One contract; both sides parse what they receive.
 * Secrets are only ever in `setPassword`, `sendSms`, `addUser`, `copyPassword` and `password`, never in a state
 * that is kept.
 */
import * as z from 'zod/mini';
import { authLevels } from '../domain/authLevel.ts';
import { NewUser, Password, ProfileUpdate, RoleChange, RoleScope, SmsMessage, User } from '../domain/user.ts';
import { UserConfig } from '../domain/userConfig.ts';
import { CallerFacts, ProfileFacts } from './common.ts';

/** The fields that a message can be put at. */
export const fields = [
  'login',
  'email',
  'firstName',
  'lastName',
  'password',
  'newPassword',
  'authLevel',
  'networkId',
  'mailboxId',
  'message',
  'cellPhone',
  'cellCarrier',
  'config',
] as const;
export const Field = z.enum(fields);
export type Field = z.infer<typeof Field>;

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

/** `where` = network or mailbox of the target as people read it; absent where there is no one target. */
const facts = { profile: ProfileFacts, caller: CallerFacts, where: z.optional(z.string()) };
const levels = z.array(LevelChoice);
const targets = z.array(User).check(z.minLength(1));

/**
 * Everything that a form is drawn from. Role and place can be changed for many users at once: then the form only
 * asks what they become, and a page with the consequences for each of them follows.
 */
export const FormModel = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('addUser'), ...facts, levels }),
  z.object({ purpose: z.literal('changeRole'), ...facts, levels, targets }),
  z.object({ purpose: z.literal('moveUser'), ...facts, targets }),
  z.object({ purpose: z.literal('editUser'), ...facts, target: User }),
  z.object({ purpose: z.literal('setPassword'), ...facts, target: User }),
  z.object({ purpose: z.literal('sendSms'), ...facts, target: User }),
  z.object({ purpose: z.literal('updateConfig'), ...facts, target: User }),
  /** `consequences` are whole sentences: what the termination takes away for good. */
  z.object({
    purpose: z.literal('terminateUser'),
    ...facts,
    target: User,
    consequences: z.array(z.string()),
  }),
]);
export type FormModel = z.infer<typeof FormModel>;

/** What the extension tells a form. */
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
  /** The confirmation was cancelled: everything is as before the submit. */
  z.object({ type: z.literal('idle') }),
  z.object({ type: z.literal('done'), user: User, note: z.string() }),
]);
export type ToForm = z.infer<typeof ToForm>;

/** The submits: what each form sends when its button is pressed. */
const submits = [
  z.object({ type: z.literal('addUser'), user: NewUser }),
  z.object({ type: z.literal('changeRole'), change: RoleChange }),
  z.object({ type: z.literal('moveUser'), place: RoleScope }),
  z.object({ type: z.literal('editUser'), update: ProfileUpdate }),
  z.object({ type: z.literal('setPassword'), newPassword: Password, resetSessions: z.boolean() }),
  z.object({ type: z.literal('sendSms'), message: SmsMessage }),
  z.object({ type: z.literal('updateConfig'), config: UserConfig }),
  /** `login` as the user typed it, to prove that this very account is meant. */
  z.object({ type: z.literal('terminateUser'), login: z.string() }),
] as const;

/** A submit. */
export const FormSubmit = z.discriminatedUnion('type', submits);
export type FormSubmit = z.infer<typeof FormSubmit>;

/** What a form tells the extension. */
export const FromForm = z.discriminatedUnion('type', [
  /** The page is there, for the first time or again after it was hidden. */
  z.object({ type: z.literal('ready') }),
  /** Another user is to be added: forget what became of the last one. */
  z.object({ type: z.literal('again') }),
  z.object({ type: z.literal('loadNetworks') }),
  z.object({ type: z.literal('loadMailboxes'), networkId: z.int().check(z.nonnegative()) }),
  z.object({ type: z.literal('generatePassword') }),
  z.object({ type: z.literal('copyPassword'), password: z.string().check(z.maxLength(1000)) }),
  ...submits,
  z.object({ type: z.literal('cancelSubmit') }),
  z.object({ type: z.literal('close') }),
]);
export type FromForm = z.infer<typeof FromForm>;
