/**
 * The states a user account can be in. Source: ECGrid REST v2.6, enumeration Status.
 * Imports nothing, so that activation can afford it.
 */
export const statuses = ['Active', 'Development', 'Preproduction', 'Suspended', 'Terminated'] as const;

/** `Suspended` can be undone, `Terminated` cannot. */
export type Status = (typeof statuses)[number];

const byLowerCase = new Map(statuses.map((status) => [status.toLowerCase(), status]));

/**
 * The published status that a text names, in any letter case.
 * @returns undefined for a status that this version has never heard of
 */
export const knownStatus = (text: string): Status | undefined => byLowerCase.get(text.toLowerCase());
