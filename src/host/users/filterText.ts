/** A filter in words. */
import { tidyFilter } from '../../domain/grouping.ts';
import type { UserFilter } from '../../domain/user.ts';
import { mailboxText, networkText } from '../../domain/userText.ts';
import type { NameLookup } from '../../domain/userText.ts';

/** `Active · NetworkAdmin · Acme Foods (1)`; empty when nothing is filtered. */
export const filterText = (filter: UserFilter, names: NameLookup): string => {
  const { status, authLevel, networkId, mailboxId } = tidyFilter(filter);
  return [
    status,
    authLevel,
    networkId === undefined ? undefined : networkText(networkId, names),
    mailboxId === undefined ? undefined : mailboxText(mailboxId, names),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
};
