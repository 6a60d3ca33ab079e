/** What the page of stale accounts says in words. */
import { staleDays } from '../../domain/staleAccounts.ts';
import type { StaleDays, StaleKind } from '../../domain/staleAccounts.ts';
import type { StaleReport, StaleSection } from '../../protocol/stalePage.ts';

/** The number of days that was chosen; undefined for anything else. */
export const chosenDays = (value: string): StaleDays | undefined =>
  staleDays.find((days) => String(days) === value);

/** The head of a section. */
export const sectionTitle = (kind: StaleKind, days: StaleDays): string =>
  ({
    idle: `Not signed in for ${days} days`,
    never: 'Never signed in',
    unknown: 'Last login unknown',
  })[kind];

/** What it means to be in a section, in whole sentences. */
export const sectionAbout = (kind: StaleKind, days: StaleDays): string =>
  ({
    idle: `Nobody has signed in to these accounts for at least ${days} days. The last login that is longest ago comes first.`,
    never:
      'ECGrid says that nobody has ever signed in to these accounts. The oldest account comes first; new ones may only be waiting for their first login.',
    unknown:
      'ECGrid did not tell when somebody last signed in to these accounts. They may well be in use, and are not counted as never signed in.',
  })[kind];

/** Why a section shows nobody; `''` where it shows somebody. */
export const emptySection = ({ total, matching }: StaleSection): string => {
  if (matching > 0) return '';
  return total === 0 ? 'Nobody.' : 'Nobody here matches the filter.';
};

/** `12`, or `3 of 12` where a filter hides some. */
export const sectionCount = ({ total, matching }: StaleSection): string =>
  matching === total ? total.toLocaleString() : `${matching.toLocaleString()} of ${total.toLocaleString()}`;

/** That not everybody is drawn; `''` where everybody is. */
export const notDrawn = ({ matching, rows }: StaleSection): string =>
  matching === rows.length
    ? ''
    : `The first ${rows.length.toLocaleString()} of ${matching.toLocaleString()} are shown. Filter to see others; an export has all of them.`;

const names: Readonly<Record<StaleKind, string>> = {
  idle: 'not signed in for long',
  never: 'never signed in',
  unknown: 'unknown',
};

const usersText = (count: number): string =>
  `${count.toLocaleString()} active ${count === 1 ? 'user' : 'users'}`;

/** `Of 240 active users: 12 not signed in for long, 3 never signed in, 5 unknown.` */
export const summary = ({ active, sections }: StaleReport): string => {
  const counts = sections.map((section) => `${sectionCount(section)} ${names[section.kind]}`);
  return `Of ${usersText(active)}: ${counts.join(', ')}.`;
};

/** What is said instead of sections where the report has nobody; `''` where it has somebody. */
export const emptyReport = ({ active, sections }: StaleReport, days: StaleDays): string => {
  if (sections.some(({ total }) => total > 0)) return '';
  if (active === 0) return 'There are no active users within your reach.';
  return active === 1
    ? `The one active user has signed in within the last ${days} days.`
    : `All ${usersText(active)} have signed in within the last ${days} days.`;
};

/** How many records cannot be read; `''` where all can. */
export const unreadableText = ({ unreadable: { count } }: StaleReport): string => {
  if (count === 0) return '';
  return count === 1
    ? 'One record cannot be read, and is not in the report.'
    : `${count.toLocaleString()} records cannot be read, and are not in the report.`;
};

/** `1 day ago`, `1,200 days ago` */
export const daysAgo = (days: number): string =>
  `${days.toLocaleString()} ${days === 1 ? 'day' : 'days'} ago`;

/** The button that suspends. */
export const suspendLabel = (count: number): string =>
  count === 0 ? 'Suspend Selected…' : `Suspend Selected (${count.toLocaleString()})…`;
