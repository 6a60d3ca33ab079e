/** A gateway between client and sandbox that can keep a request, or its answer, for good: no pause is timed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { listenUntilClosed } from './rawServer.ts';

/** Where a request gets lost: before the service has it, or on the way back, when it was carried out. */
export type LostWhere = 'before' | 'after';

/** What the gateway keeps. */
export type Keeping = {
  /** e.g. `POST /v2/users/role` */
  readonly call: string;
  /** `nowhere` = it is not lost; for what happens {@link first}. */
  readonly where: LostWhere | 'nowhere';
  /** What happens when the request has arrived at the gateway, before the service has it. */
  readonly first?: () => Promise<unknown>;
  /** Called when it has happened. */
  readonly onKept?: () => void;
};

export type Gateway = {
  readonly url: string;
  /** Loses such requests from now on. */
  readonly keep: (keeping: Keeping) => void;
  /** From now on nobody listens. */
  readonly close: () => Promise<void>;
};

/** Passes a request on. @returns undefined when the service answered nothing */
const passOn = async (
  service: string,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: string,
): Promise<{ status: number; content: string } | undefined> => {
  try {
    const answer = await fetch(service + url, {
      method,
      headers: { 'x-api-key': String(headers['x-api-key']), 'content-type': 'application/json' },
      ...(body === '' ? {} : { body }),
    });
    return { status: answer.status, content: await answer.text() };
  } catch {
    return undefined;
  }
};

/** Opens a gateway to a service; the client behind it never hears of what was kept. */
export const openGateway = async (t: TestContext, service: string): Promise<Gateway> => {
  const kept: Keeping[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const keeping = kept.find(({ call }) => call === `${request.method ?? ''} ${request.url ?? ''}`);
    await keeping?.first?.();
    if (keeping?.where === 'before') return keeping.onKept?.();
    const answer = await passOn(service, request, body);
    if (keeping?.where === 'after') return keeping.onKept?.();
    if (!answer) return void response.destroy();
    // Each request has a connection of its own, so that none is left when the gateway closes.
    response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' });
    response.end(answer.content);
  };
  const { url, close } = await listenUntilClosed(t, (request, response) => void handle(request, response));
  return { url, keep: (keeping) => void kept.push(keeping), close };
};
