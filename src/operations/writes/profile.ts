/** Writes about the person: e-mail and names, phone and notifications, a text message. */
import { sendBlindly } from '../../api/lostAnswers.ts';
import { updateProfile } from '../../api/reconcile.ts';
import { differenceText } from '../../domain/difference.ts';
import { onOneLine } from '../../domain/text.ts';
import type { ProfileUpdate, User } from '../../domain/user.ts';
import type { UserConfig } from '../../domain/userConfig.ts';
import type { JournalFacts } from '../../journal/record.ts';
import type { UserWrite, WriteContext } from '../userWrite.ts';
import { readAgain, sameRole, unchanged } from './parts.ts';

/** The part of a profile that differs from what is there. */
const differing = (target: User, update: ProfileUpdate): ProfileUpdate =>
  Object.fromEntries(
    profileFields.map((field) => [field, update[field] === target[field] ? undefined : update[field]]),
  );

const profileFields = ['email', 'firstName', 'lastName'] as const;

/** `PUT /v2/users` with the fields that differ. */
export const profileWrite = (context: WriteContext, update: ProfileUpdate): UserWrite => ({
  ...sameRole('editUser', context),
  question: ({ login }) => `Change the profile of ${login}?`,
  button: 'Save',
  changes: (target) =>
    profileFields
      .filter((field) => differing(target, update)[field] !== undefined)
      .map((field) => differenceText(field, target[field], update[field])),
  facts: (target) => {
    const after = differing(target, update);
    const touched = profileFields.filter((field) => after[field] !== undefined);
    // A name that was not there is recorded as empty, so that it can be told from one that was not touched.
    return { before: Object.fromEntries(touched.map((field) => [field, target[field] ?? ''])), after };
  },
  result: ({ login }) => `The profile of ${login} was changed.`,
  send: (users, target, signal) => updateProfile(users, target, differing(target, update), signal),
});

/** `POST /v2/users/send-sms`. */
export const smsWrite = (context: WriteContext, message: string): UserWrite => ({
  ...sameRole('sendSms', context),
  question: ({ login }) => `Send a text message to ${login}?`,
  button: 'Send',
  changes: ({ cellPhone }) => [`Text message to ${onOneLine(cellPhone ?? 'the cell phone on file')}`],
  result: ({ login }) => `The message to ${login} was sent.`,
  send: async (users, target, signal) => {
    await sendBlindly('The message may have been sent: ask before you send it again.', () =>
      users.sendSms(target.userId, message, signal),
    );
    return unchanged(target);
  },
});

const phoneFields = ['cellPhone', 'cellCarrier'] as const;

/** What a configuration says of the fields that a user is read with. */
const phoneIn = ({
  cellPhone,
  cellCarrier,
}: UserConfig): Pick<JournalFacts, 'cellPhone' | 'cellCarrier'> => ({
  ...(typeof cellPhone === 'string' ? { cellPhone } : {}),
  ...(typeof cellCarrier === 'string' ? { cellCarrier } : {}),
});

/** `POST /v2/users/update-config` with what was entered. */
export const configWrite = (context: WriteContext, config: UserConfig): UserWrite => ({
  ...sameRole('updateConfig', context),
  question: ({ login }) => `Change the configuration of ${login}?`,
  button: 'Save',
  changes: (target) =>
    Object.entries(config).map(([field, value]) =>
      field === 'cellPhone' || field === 'cellCarrier'
        ? differenceText(field, target[field], String(value))
        : `${field}: ${onOneLine(String(value))}`,
    ),
  facts: (target) => {
    // What is on file already would not tell whether the rest was carried out.
    const touched = phoneFields.filter(
      (field) => (phoneIn(config)[field] ?? target[field]) !== target[field],
    );
    const of = (values: JournalFacts): JournalFacts =>
      Object.fromEntries(touched.map((field) => [field, values[field] ?? '']));
    return { before: of(target), after: of(phoneIn(config)) };
  },
  result: ({ login }) => `The configuration of ${login} was changed.`,
  send: async (users, target, signal) => {
    await sendBlindly('Open the user’s page to see what is on file, then try again.', () =>
      users.updateConfig(target.userId, config, signal),
    );
    return readAgain(users, { ...target, ...phoneIn(config) });
  },
});
