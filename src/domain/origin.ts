/** Where a key may be sent. Imports nothing. */

const loopbackHosts = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** ECGrid's production service. */
export const productionOrigin = 'https://rest.ecgrid.io';

/**
 * Where ECGridOS, the older API, is beside the REST service of an origin: in production on a host of its own, else on the
 * same one. It knows the same keys.
 */
export const ecgridosOrigin = (origin: string): string =>
  origin === productionOrigin ? 'https://os.ecgrid.io' : origin;

/** True for an address of this machine alone. */
export const isLoopback = (origin: string): boolean =>
  URL.canParse(origin) && loopbackHosts.test(new URL(origin).hostname);

/**
 * Scheme, host and port of an address that a key may be sent to: `https:`, or `http:` on loopback alone.
 * @returns the origin, or the reason why there is none
 */
export const acceptedOrigin = (
  address: string,
): { readonly origin: string } | { readonly problem: string } => {
  const text = address.trim();
  if (!URL.canParse(text)) return { problem: 'Enter a complete address, such as https://rest.ecgrid.io.' };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return { problem: 'An address must not contain a user name or password.' };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.origin)))
    return { origin: url.origin };
  return {
    problem:
      'Only https: addresses are accepted (http: for this machine alone), so that the key cannot be read on its way.',
  };
};
