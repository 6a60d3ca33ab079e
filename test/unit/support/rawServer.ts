/** A web server for answers that the sandbox does not give: any status, header and body, or none at all. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import assert from 'node:assert/strict';

/** What a server says to everything: JSON unless it is a text; or what it does instead. */
export type RawAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type RawServer = {
  readonly url: string;
  /** The bodies of the requests so far. */
  readonly received: readonly string[];
};

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts a web server for one test, or until it is closed. */
export const listenUntilClosed = async (
  t: TestContext,
  handle: Handle,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  t.after(close);
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { url: `http://127.0.0.1:${address.port}`, close };
};

/** Starts a web server for one test. @returns its origin */
export const listen = async (t: TestContext, handle: Handle): Promise<string> =>
  (await listenUntilClosed(t, handle)).url;

/** Answers each request with what the function makes of its body and its number, from 1. */
export const openRawServer = async (
  t: TestContext,
  answer: (body: string, count: number) => RawAnswer,
): Promise<RawServer> => {
  const received: string[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    received.push(body);
    const { status = 200, headers = {}, body: content = '' } = answer(body, received.length);
    response.writeHead(status, headers);
    response.end(typeof content === 'string' ? content : JSON.stringify(content));
  };
  const url = await listen(t, (request, response) => void handle(request, response));
  return { url, received };
};

/** Takes requests and never answers; `onRequest` is called when one has arrived. */
export const openSilentServer = (t: TestContext, onRequest: () => void): Promise<string> =>
  listen(t, (request) => {
    request.resume();
    request.on('end', onRequest);
  });

/** An address of this machine at which nobody listens. */
export const closedAddress = async (): Promise<string> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${address.port}`;
};
