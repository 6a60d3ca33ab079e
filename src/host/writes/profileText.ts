/** The profile as it stands under every confirmation and at the head of every page. */
import type { PageFacts } from '../../protocol/common.ts';
import type { Session } from '../connection/session.ts';

/** True when writes on this profile hit ECGrid itself. */
export const isProduction = ({ profile }: Session): boolean => profile.environment === 'production';

/** `Profile: Main (PRODUCTION, https://rest.ecgrid.io)` */
export const profileLine = (session: Session): string => {
  const { name, environment, origin } = session.profile;
  return `Profile: ${name} (${isProduction(session) ? 'PRODUCTION' : environment}, ${origin})`;
};

/** The head of a page. */
export const pageFacts = (session: Session): PageFacts => {
  const { userId, login, authLevel, networkId, mailboxId } = session.me;
  const { name, origin } = session.profile;
  return {
    profile: { name, origin, production: isProduction(session) },
    caller: { userId, login, authLevel, networkId, mailboxId },
  };
};
