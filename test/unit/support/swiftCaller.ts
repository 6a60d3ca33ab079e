/** Sends thousands of requests over few connections; for tests that try everything on everybody. */
import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { object } from '../sandbox/harness.ts';
import type { Json } from '../sandbox/harness.ts';

/** One request: method, path, and the body where there is one. */
export type Sent = readonly [method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: Json];

/** Sends a request with a key. @returns the HTTP status, and the answer as it came */
export type SwiftCaller = (
  apiKey: string,
  sent: Sent,
) => Promise<{ readonly status: number; readonly answer: Json }>;

/** Opens connections to a service, which are closed when the test ends. */
export const openSwiftCaller = (t: TestContext, url: string): SwiftCaller => {
  const agent = new Agent({ keepAlive: true, maxSockets: 5 });
  t.after(() => agent.destroy());
  return (apiKey, [method, path, body]) =>
    new Promise((resolve, reject) => {
      const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
      const sent = request(url + path, { agent, method, headers }, (response) => {
        json(response).then(
          (answer) => resolve({ status: response.statusCode ?? 0, answer: object(answer) }),
          reject,
        );
      });
      sent.on('error', reject);
      sent.end(body === undefined ? '' : JSON.stringify(body));
    });
};
