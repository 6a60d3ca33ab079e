/** What ECGrid tells of when somebody last signed in. Imports nothing, so that the tree can afford it. */

/** When a user last signed in: at a time, never, or nobody knows since this was not told. */
export type LastLogin =
  { readonly kind: 'at'; readonly time: Date } | { readonly kind: 'never' } | { readonly kind: 'unknown' };

/** The first moment that .NET knows: ECGridOS writes it where there has been no login. */
const noMoment = '0001-01-01';
const isNever = (text: string): boolean => text.startsWith(noMoment);

/** The moment of a time as ECGrid tells it, where one without a zone is UTC; undefined when it is none. */
export const momentOf = (text: string | undefined): Date | undefined => {
  if (text === undefined || isNever(text)) return undefined;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  const time = new Date(hasZone || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

/** Reads `lastLogin` of a user. */
export const lastLoginOf = ({ lastLogin }: { readonly lastLogin?: string | undefined }): LastLogin => {
  if (lastLogin !== undefined && isNever(lastLogin)) return { kind: 'never' };
  const time = momentOf(lastLogin);
  return time === undefined ? { kind: 'unknown' } : { kind: 'at', time };
};
