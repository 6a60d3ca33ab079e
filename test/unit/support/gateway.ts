/** A gateway between client and sandbox that can keep a request, or its answer, for good: no pause is timed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { listen } from './rawServer.ts';

/** Where a request gets lost: before the service has it, or on the way back, when it was carried out. */
export type LostWhere = 'before' | 'after';

/** What the gateway keeps. */
export type Keeping = {
  /** e.g. `POST /v2/users/role` */
  readonly call: string;
  readonly where: LostWhere;
  /** Called when it has happened. */
  readonly onKept?: () => void;
};

export type Gateway = {
  readonly url: string;
  /** Loses such requests from now on. */
  readonly keep: (keeping: Keeping) => void;
};

/** Opens a gateway to a service; the client behind it never hears of what was kept. */
export const openGateway = async (t: TestContext, service: string): Promise<Gateway> => {
  const kept: Keeping[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await text(request);
    const keeping = kept.find(({ call }) => call === `${method} ${url}`);
    if (keeping?.where === 'before') return keeping.onKept?.();
    const answer = await fetch(service + url, {
      method,
      headers: { 'x-api-key': String(headers['x-api-key']), 'content-type': 'application/json' },
      ...(body === '' ? {} : { body }),
    });
    const content = await answer.text();
    if (keeping) return keeping.onKept?.();
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(content);
  };
  const url = await listen(t, (request, response) => void handle(request, response));
  return { url, keep: (keeping) => void kept.push(keeping) };
};
