import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { authLevels } from '../../../src/domain/authLevel.ts';
import { parseOptions, UsageError } from '../../../sandbox/options.ts';
import { startSandbox } from '../../../sandbox/server.ts';
import { exchange, object } from './harness.ts';

const program = fileURLToPath(new URL('../../../sandbox/main.ts', import.meta.url));

const run = (...argv: readonly string[]) => spawn(process.execPath, [program, ...argv], { stdio: 'pipe' });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`prints one JSON line, serves, and stops on ${signal}`, async () => {
    const sandbox = run('--port', '0', '--dialect=guide');
    const stderr = text(sandbox.stderr);
    const lines: string[] = [];
    const output = createInterface({ input: sandbox.stdout }).on('line', (line) => lines.push(line));
    await once(output, 'line');
    const { url, apiKeys } = object(JSON.parse(String(lines[0])));
    assert.match(String(url), /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(Object.keys(object(apiKeys)), authLevels);
    const headers = { 'x-api-key': String(object(apiKeys)['NetworkAdmin']) };
    const { json } = await exchange(`${String(url)}/v2/users/me`, 'GET', undefined, headers);
    assert.equal(object(json['data'])['loginName'], 'networkadmin');
    sandbox.kill(signal);
    assert.deepEqual(await once(sandbox, 'exit'), [0, null]);
    assert.equal(lines.length, 1);
    assert.equal(await stderr, '');
  });
}

test('a wrong command line is explained on stderr, with exit code 2', async () => {
  const sandbox = run('--users', 'many');
  const [stdout, stderr] = [text(sandbox.stdout), text(sandbox.stderr)];
  assert.deepEqual(await once(sandbox, 'exit'), [2, null]);
  assert.equal(await stdout, '');
  assert.match(await stderr, /--users takes a whole number from 9 .*Usage: /s);
});

test('a port that is taken ends it with exit code 1', async (t) => {
  const first = await startSandbox();
  t.after(first.close);
  const second = run('--port', new URL(first.url).port);
  const stderr = text(second.stderr);
  assert.deepEqual(await once(second, 'exit'), [1, null]);
  assert.match(await stderr, /EADDRINUSE/);
});

suite('options', () => {
  test('all of them are read', () => {
    const options = parseOptions(
      '--port 8080 --users 200 --seed 7 --latency 40 --rate-limit 20/s --dialect guide --db users.db --fault error503=0.25 --fault latency=1'.split(
        ' ',
      ),
    );
    const { faults, ...rest } = options;
    assert.deepEqual(rest, {
      port: 8080,
      users: 200,
      seed: 7,
      latencyMs: 40,
      ratePerSecond: 20,
      dialect: 'guide',
      databaseFile: 'users.db',
    });
    assert.deepEqual(
      faults?.map(({ name, probability }) => [name, probability]),
      [
        ['error503', 0.25],
        ['latency', 1],
      ],
    );
    assert.equal(parseOptions(['--rate-limit', '2.5']).ratePerSecond, 2.5);
  });

  test('each that is wrong is named', () => {
    for (const [name, ...argv] of [
      ['port', '--port', '65536'],
      ['users', '--users', '8'],
      ['seed', '--seed', '-1'],
      ['latency', '--latency', '1.5'],
      ['rate-limit', '--rate-limit', 'fast'],
      ['rate-limit', '--rate-limit', '0'],
      ['dialect', '--dialect', 'latin'],
      ['fault', '--fault', 'error503'],
      ['known faults', '--fault', 'gremlins=1'],
      ['probability', '--fault', 'error503=2'],
      ['location', '--fault', 'redirect=1'],
      ['colour', '--colour', 'red'],
      ['positional', 'somewhere'],
    ] as const) {
      assert.throws(
        () => parseOptions(argv),
        (error) => error instanceof UsageError && error.message.includes(name),
        argv.join(' '),
      );
    }
  });
});
