/** The body of an answer, read before anything is made of it. */
import { EcgridError } from './ecgridError.ts';

/** Statuses that a `Response` takes no body with. */
const withoutBody: readonly number[] = [204, 205, 304];
/** More than any answer of ECGrid: 500 users are about 300 kB. */
const largestAnswer = 32 * 1024 * 1024;

/**
 * Reads a body whole, so that what follows can neither stall nor break off.
 * @throws {EcgridError} `notEcgrid` as soon as more than 32 MB have arrived
 */
export const buffered = async (response: Response): Promise<Response> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const arriving: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of arriving ?? []) {
    size += chunk.length;
    if (size > largestAnswer) {
      throw new EcgridError({
        kind: 'notEcgrid',
        message: 'The answer is larger than any of ECGrid’s.',
        outcome: 'unknown',
      });
    }
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  const body = withoutBody.includes(status) ? null : Buffer.concat(chunks);
  return new Response(body, { status, statusText, headers });
};
