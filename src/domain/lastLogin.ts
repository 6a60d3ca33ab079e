/** What ECGrid tells of when somebody last signed in. Imports nothing, so that the tree can afford it. */

/** When a user last signed in: at a time, never, or nobody knows since this was not told. */
export type LastLogin =
  { readonly kind: 'at'; readonly time: Date } | { readonly kind: 'never' } | { readonly kind: 'unknown' };

/** The first moment that .NET knows: ECGridOS writes it where there has been no login. */
const noMoment = '0001-01-01';

/** Reads `lastLogin` of a user. A time without a zone is UTC. */
export const lastLoginOf = ({ lastLogin }: { readonly lastLogin?: string | undefined }): LastLogin => {
  if (lastLogin === undefined || lastLogin === '') return { kind: 'unknown' };
  if (lastLogin.startsWith(noMoment)) return { kind: 'never' };
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(lastLogin);
  const time = new Date(hasZone || !lastLogin.includes('T') ? lastLogin : `${lastLogin}Z`);
  return Number.isNaN(time.getTime()) ? { kind: 'unknown' } : { kind: 'at', time };
};
