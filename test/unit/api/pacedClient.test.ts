/** How the client asks ECGrid: never with too many requests at once, and more slowly once it was refused. */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { mostUnderWay } from '../../../src/api/pace.ts';
import { openEcgrid } from '../support/ecgrid.ts';
import { listen } from '../support/rawServer.ts';

describe('the client', () => {
  test('gets everything done in front of a strict limit, and is refused seldom', async (t) => {
    const { url, apiKeys, log } = await openEcgrid(t, { ratePerSecond: 20 });
    const { users } = createClient({ origin: url, apiKey: apiKeys.NetworkAdmin });
    await Promise.all(Array.from({ length: 70 }, () => users.me()));
    const statuses = (await log()).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 70);
    const refused = statuses.filter((status) => status === 429).length;
    assert.ok(refused > 0 && refused <= 3 * mostUnderWay, `${refused} refused`);
  });

  test('never has more requests under way than the bound', async (t) => {
    let most = 0;
    let held: ServerResponse[] = [];
    /** Answers them when others, had they been sent, would have arrived too. */
    const answerAll = async (): Promise<void> => {
      for (let count = 0; count < 3; count += 1) await fetch(`${origin}/others`);
      const answered = held;
      held = [];
      for (const response of answered) response.end(JSON.stringify({ success: true, data: [] }));
    };
    const origin = await listen(t, ({ url }, response) => {
      if (url === '/others') {
        response.end();
        return;
      }
      held.push(response);
      most = Math.max(most, held.length);
      if (held.length === mostUnderWay) void answerAll();
    });
    const { users } = createClient({ origin, apiKey: 'k' });
    const page = { pageNo: 1, recordsPerPage: 5 };
    await Promise.all(Array.from({ length: 5 * mostUnderWay }, () => users.list({}, page)));
    assert.equal(most, mostUnderWay);
  });

  test('waits with REST when ECGridOS has refused, since both know the same key', async (t) => {
    const { url, apiKeys, fault } = await openEcgrid(t);
    const { users, pace } = createClient({ origin: url, apiKey: apiKeys.NetworkAdmin });
    await fault({ name: 'rateLimited', retryAfter: 2, operation: 'UserInfo', times: 1 });
    const { userId } = await users.me();
    const asked = users.details(userId);
    const paused = Promise.withResolvers<number>();
    pace.onDidChange((state) => state.kind === 'paused' && paused.resolve(performance.now()));
    const since = await paused.promise;
    await users.me();
    assert.ok(performance.now() - since >= 1900);
    await asked;
  });
});
