/** UserUpdate of ECGridOS, which takes all of its fields at once: those that are to stay are sent as they are. */
import type { ProfileUpdate, User } from '../../domain/user.ts';
import { cellCarriers } from '../../domain/userConfig.ts';
import type { UserConfig } from '../../domain/userConfig.ts';
import { EcgridError } from '../ecgridError.ts';
import { notOffered } from '../userService.ts';
import type { Parameters } from './soapOperations.ts';

/** What UserUpdate is to change. */
export type ProfileChanges = Partial<Omit<Parameters<'UserUpdate'>, 'UserID' | 'AuthLevel'>>;

/** The parameters of UserUpdate: everything as it is, but for the changes. Level and carrier can be left alone by name. */
export const updateOf = (now: User, changes: ProfileChanges): Parameters<'UserUpdate'> => ({
  UserID: now.userId,
  FirstName: now.firstName,
  LastName: now.lastName,
  Company: now.company,
  EMail: now.email,
  Phone: now.phone,
  CellPhone: now.cellPhone,
  CellCarrier: 'NoChange',
  AuthLevel: 'NoChange',
  ...changes,
});

/** E-mail and names as ECGridOS calls them; absent fields are not among the changes. */
export const profileChanges = ({ email, firstName, lastName }: ProfileUpdate): ProfileChanges => ({
  ...(firstName === undefined ? {} : { FirstName: firstName }),
  ...(lastName === undefined ? {} : { LastName: lastName }),
  ...(email === undefined ? {} : { EMail: email }),
});

/** The settings that UserUpdate has, in lower case. */
const settings = new Map<string, keyof ProfileChanges>([
  ['company', 'Company'],
  ['phone', 'Phone'],
  ['cellphone', 'CellPhone'],
  ['cellcarrier', 'CellCarrier'],
]);

const carrierOf = (value: string): string => {
  const carrier = cellCarriers.find((one) => one.toLowerCase() === value.toLowerCase());
  if (carrier !== undefined) return carrier;
  throw new EcgridError({
    kind: 'invalidParameter',
    message: 'ECGridOS knows no such cell carrier.',
    outcome: 'notSent',
    parameter: 'cellCarrier',
  });
};

/**
 * Settings by the names of `update-config` as ECGridOS calls them, in any letter case.
 * @throws {EcgridError} `notOffered` for a setting that it does not have, `invalidParameter` for a carrier that it does not
 * know; nothing was sent
 */
export const configChanges = async (config: UserConfig): Promise<ProfileChanges> => {
  const changes: Partial<Record<keyof ProfileChanges, string>> = {};
  for (const [name, value] of Object.entries(config)) {
    const setting = settings.get(name.toLowerCase()) ?? (await notOffered('ecgridos', `the setting ${name}`));
    changes[setting] = setting === 'CellCarrier' ? carrierOf(String(value)) : String(value);
  }
  return changes;
};
