/**
 * Networks and mailboxes of ECGrid, as zod schemas.
 * Source: `POST /v2/networks/list`, `POST /v2/mailboxes/list` of ECGrid REST v2.6.
 */
import * as z from 'zod/mini';

const optionalText = z.catch(z.optional(z.string()), undefined);

/** A network. */
export const Network = z.object({
  networkId: z.int().check(z.positive()),
  uniqueId: optionalText,
  companyName: optionalText,
  status: optionalText,
});
export type Network = z.infer<typeof Network>;

/** A mailbox in a network. */
export const Mailbox = z.object({
  mailboxId: z.int().check(z.positive()),
  networkId: z.catch(z._default(z.int(), 0), 0),
  uniqueId: optionalText,
  companyName: optionalText,
  status: optionalText,
});
export type Mailbox = z.infer<typeof Mailbox>;

/** How people know a network or mailbox: its company and its number. */
export const placeLabel = (place: { readonly companyName?: string | undefined }, placeId: number): string =>
  place.companyName === undefined ? String(placeId) : `${place.companyName} (${placeId})`;
