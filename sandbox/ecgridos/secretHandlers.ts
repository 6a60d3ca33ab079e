/** Passwords and API keys. */
import { invalidParameter } from '../envelope.ts';
import { requiredString } from '../fields.ts';
import type { World } from '../routes/endpoint.ts';
import { keyOf, replaceKey, setPassword } from '../secretActions.ts';
import { newPassword, passwordLengths } from '../secrets.ts';
import type { Caller, CallerHandlers } from './handlers.ts';
import { onFile, type ArgumentsOf } from './values.ts';

/** Question and answer change where they are given. */
const changePassword =
  (world: World) =>
  (args: ArgumentsOf<'UserPassword'>, { caller }: Caller): boolean => {
    setPassword(world, caller, {
      userId: args.UserID,
      password: requiredString(args, 'Password'),
      field: 'Password',
      recoveryAnswer: args.CurrentRecoveryAnswer,
      recovery: { question: onFile(args.RecoveryQuestion), answer: onFile(args.RecoveryAnswer) },
    });
    return true;
  };

const generatePassword = ({ Length }: ArgumentsOf<'GeneratePassword'>): string => {
  const { least, most } = passwordLengths;
  if (Length < least || Length > most) throw invalidParameter('Length', `${least} to ${most}`);
  return newPassword(Length);
};

/** The four operations about what lets a user in. */
export const secretHandlers = (
  world: World,
): Pick<CallerHandlers, 'UserPassword' | 'UserGetAPIKey' | 'GenerateAPIKey' | 'GeneratePassword'> => ({
  UserPassword: changePassword(world),
  UserGetAPIKey: ({ UserID }, { caller }) => keyOf(world, caller, UserID),
  GenerateAPIKey: ({ UserID }, { caller }) => replaceKey(world, caller, UserID),
  GeneratePassword: generatePassword,
});
