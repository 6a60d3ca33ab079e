/** What users can be filtered by, and the values to choose from, as entries of quick picks. */
import * as vscode from 'vscode';
import { authLevels, compareLevels } from '../../domain/authLevel.ts';
import { statuses } from '../../domain/status.ts';
import { tidyFilter } from '../../domain/grouping.ts';
import type { User, UserFilter } from '../../domain/user.ts';
import { mailboxText, networkText } from '../../domain/userText.ts';
import type { NameLookup } from '../../domain/userText.ts';
import type { PlaceList } from '../../directory/places.ts';
import type { Session } from '../connection/session.ts';
import { plainText } from '../notify.ts';

/** A field of {@link UserFilter}. */
export type FilterField = keyof UserFilter;

const names: Readonly<Record<FilterField, string>> = {
  status: 'Status',
  networkId: 'Network',
  mailboxId: 'Mailbox',
  authLevel: 'AuthLevel',
};
const fields = ['status', 'networkId', 'mailboxId', 'authLevel'] as const;

const valueText = (filter: UserFilter, field: FilterField, places: NameLookup): string => {
  const { networkId, mailboxId, status, authLevel } = tidyFilter(filter);
  switch (field) {
    case 'networkId':
      return networkId === undefined ? 'any' : networkText(networkId, places);
    case 'mailboxId':
      return mailboxId === undefined ? 'any' : mailboxText(mailboxId, places);
    case 'status':
      return status ?? 'any';
    case 'authLevel':
      return authLevel ?? 'any';
  }
};

type FieldItem = vscode.QuickPickItem & { readonly field: FilterField };

/** The fields, each with what is chosen. */
export const fieldItems = (filter: UserFilter, places: NameLookup): readonly FieldItem[] =>
  fields.map((field) => ({
    label: names[field],
    description: plainText(valueText(filter, field, places)),
    field,
  }));

type ValueItem = vscode.QuickPickItem & { readonly filter?: UserFilter; readonly asksId?: boolean };

const without = (filter: UserFilter, field: FilterField): UserFilter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => name !== field));

/** What ECGrid publishes, and what has been seen besides. */
const texts = (known: readonly string[], seen: readonly string[]): readonly string[] =>
  [...new Set([...known, ...seen])].filter((text) => text !== '');

const networkFilter = (filter: UserFilter, networkId: number, { places }: Session): UserFilter => {
  const { mailboxId } = filter;
  const isOfIt = mailboxId === undefined || places.networkOf(mailboxId) === networkId;
  // A mailbox of another network would let nobody through.
  return { ...(isOfIt ? filter : without(filter, 'mailboxId')), networkId };
};

/** Why a list is not all that there is to choose from. */
const whyByHand = (list: PlaceList<unknown>): string => {
  if (list.kind === 'failed') return 'The list could not be loaded.';
  const isEmpty = list.kind === 'loaded' && list.places.length === 0;
  return isEmpty ? 'There are no names to choose from.' : 'The list is not complete.';
};

const placeItems = <Place>(
  list: PlaceList<Place>,
  item: (place: Place) => ValueItem,
): readonly ValueItem[] => {
  const places = list.kind === 'loaded' ? list.places.map(item) : [];
  const isWhole = list.kind === 'loaded' && list.complete;
  const byHand: ValueItem = {
    label: '$(edit) Enter an ID…',
    description: whyByHand(list),
    alwaysShow: true,
    asksId: true,
  };
  return isWhole ? places : [...places, byHand];
};

/** The values of a field, as the filters that choosing them leads to. */
export const valueItems = (
  session: Session,
  filter: UserFilter,
  field: FilterField,
): readonly ValueItem[] => {
  const { directory, places } = session;
  const seen = (of: (user: User) => string): readonly string[] => directory.users().map(of);
  const none: ValueItem = { label: 'Any', filter: without(filter, field), alwaysShow: true };
  switch (field) {
    case 'status': {
      const all = texts(
        statuses,
        seen(({ status }) => status),
      );
      return [none, ...all.map((status) => ({ label: plainText(status), filter: { ...filter, status } }))];
    }
    case 'authLevel': {
      const all = texts(
        authLevels,
        seen(({ authLevel }) => authLevel),
      ).toSorted(compareLevels);
      return [
        none,
        ...all.map((authLevel) => ({ label: plainText(authLevel), filter: { ...filter, authLevel } })),
      ];
    }
    case 'networkId': {
      const items = placeItems(places.networks(), ({ networkId }) => ({
        label: plainText(places.networkText(networkId)),
        filter: networkFilter(filter, networkId, session),
      }));
      return [none, ...items];
    }
    case 'mailboxId': {
      const list = filter.networkId === undefined ? places.mailboxes() : places.mailboxesOf(filter.networkId);
      const items = placeItems(list, ({ mailboxId, networkId }) => ({
        label: plainText(places.mailboxText(mailboxId)),
        description: plainText(networkId === 0 ? '' : places.networkText(networkId)),
        filter: { ...filter, mailboxId },
      }));
      return [none, ...items];
    }
  }
};

const askId = async (field: FilterField): Promise<number | undefined> => {
  const typed = await vscode.window.showInputBox({
    title: `Filter Users: ${names[field]}`,
    prompt: `The ID of the ${names[field].toLowerCase()}`,
    validateInput: (text) =>
      /^\s*[1-9]\d{0,9}\s*$/u.test(text) ? undefined : 'Enter a whole number above 0.',
  });
  return typed === undefined ? undefined : Number(typed);
};

/**
 * The second step: asks for the value of a field.
 * @returns the filter with it; undefined when nothing was chosen
 */
export const chooseValue = async (
  session: Session,
  filter: UserFilter,
  field: FilterField,
): Promise<UserFilter | undefined> => {
  const isPlace = field === 'networkId' || field === 'mailboxId';
  const items = (isPlace ? session.places.load() : Promise.resolve()).then(() => [
    ...valueItems(session, filter, field),
  ]);
  const picked = await vscode.window.showQuickPick(items, {
    title: `Filter Users: ${names[field]}`,
    placeHolder: `Now: ${valueText(filter, field, session.places)}`,
    matchOnDescription: true,
  });
  if (picked?.asksId !== true) return picked?.filter;
  const id = await askId(field);
  if (id === undefined) return undefined;
  return field === 'networkId' ? networkFilter(filter, id, session) : { ...filter, mailboxId: id };
};
