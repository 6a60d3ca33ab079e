/** Finding a user among those that are loaded, and a login on the service. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import fc from 'fast-check';
import { LoginLookup } from '../../../src/directory/loginLookup.ts';
import { UserSearch } from '../../../src/directory/userSearch.ts';
import { aUser, numbers } from '../support/builders.ts';
import { aDoor } from '../support/directories.ts';
import { openEcgrid } from '../support/ecgrid.ts';
import type { Ecgrid } from '../support/ecgrid.ts';

const jane = aUser({
  userId: 4711,
  login: 'jdoe',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane@acme.example',
});
const zoe = aUser({ userId: 12, login: 'z.müller', firstName: 'Zoë', lastName: 'Müller', email: undefined });
const bare = aUser({
  userId: 99,
  login: 'doe.bare',
  firstName: undefined,
  lastName: undefined,
  email: undefined,
});
/** Searches copies, of which nothing is known from a search before. */
const found = (text: string): readonly string[] =>
  new UserSearch([{ ...jane }, { ...zoe }, { ...bare }]).find(text, 10).users.map(({ login }) => login);

describe('a search', () => {
  for (const [text, logins] of [
    ['', ['jdoe', 'z.müller', 'doe.bare']],
    ['jdoe', ['jdoe']],
    ['DOE', ['doe.bare', 'jdoe']],
    [' DOE ', ['doe.bare', 'jdoe']],
    ['acme', ['jdoe']],
    ['4711', ['jdoe']],
    ['muller zoe', ['z.müller']],
    ['MÜLLER', ['z.müller']],
    ['jane 4711 acme', ['jdoe']],
    ['jane müller', []],
    ['undefined', []],
    ['jdoejane', []],
    ['(.*', []],
  ] as const) {
    test(`for “${text}” finds ${logins.length}`, () => assert.deepEqual(found(text), logins));
  }

  test('returns so many and tells how many there are', () => {
    const users = numbers(1000).map((userId) => aUser({ userId, login: `user${userId}` }));
    const search = new UserSearch(users);
    const { users: some, total } = search.find('user', 200);
    assert.deepEqual([some.length, total], [200, 1000]);
    assert.deepEqual(some, users.slice(0, 200));
    const best = new UserSearch([{ ...jane }, { ...bare }]).find('doe', 1);
    assert.deepEqual(best, { users: [bare], total: 2 });
    assert.deepEqual([search.has(1000), search.has(1001)], [true, false]);
  });

  test('finds everybody by any part of the login, whatever it is made of', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (login, a, b) => {
        const letters = Array.from(login);
        const [from, to] = [a % letters.length, b % letters.length].sort((x, y) => x - y);
        const part = letters.slice(from, (to ?? 0) + 1).join('');
        assert.equal(
          new UserSearch([aUser({ login })]).find(part, 1).total,
          1,
          JSON.stringify([login, part]),
        );
      }),
    );
  });
});

/** A lookup without a pause, and a promise of its next news. */
const lookupOn = (
  t: TestContext,
  { client }: Ecgrid,
  around: (login: string, signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
): { readonly lookup: LoginLookup; readonly news: () => Promise<void> } => {
  const { users } = client('Root');
  let next = Promise.withResolvers<undefined>();
  const lookup = new LoginLookup({
    byName: async (login, signal) => {
      await around(login, signal);
      return users.byName(login, signal);
    },
    onChange: () => {
      next.resolve(undefined);
      next = Promise.withResolvers<undefined>();
    },
    pause: 0,
  });
  t.after(() => lookup.dispose());
  return {
    lookup,
    news: async () => {
      await next.promise;
    },
  };
};

const calls = async ({ arrived }: Ecgrid): Promise<readonly unknown[]> =>
  (await arrived()).map(({ body }) =>
    typeof body === 'object' && body !== null && 'login' in body ? body.login : body,
  );

describe('a login that is looked for on the service', () => {
  test('is asked for once, also when it is typed again', async (t) => {
    const ecgrid = await openEcgrid(t);
    const { lookup, news } = lookupOn(t, ecgrid);
    assert.deepEqual(lookup.state, { kind: 'none' });
    lookup.type(' shared.login ');
    assert.deepEqual(lookup.state, { kind: 'waiting' });
    await news();
    const { state } = lookup;
    assert.ok(state.kind === 'found');
    assert.deepEqual(
      state.users.map(({ login }) => login),
      ['shared.login', 'shared.login'],
    );
    lookup.type('');
    assert.deepEqual(lookup.state, { kind: 'none' });
    lookup.type('nobody.at.all');
    await news();
    assert.deepEqual(lookup.state, { kind: 'found', users: [] });
    lookup.type('shared.login');
    assert.equal(lookup.state, state);
    assert.deepEqual(await calls(ecgrid), ['shared.login', 'nobody.at.all']);
  });

  test('is asked for when typing pauses, not at every key', async (t) => {
    const ecgrid = await openEcgrid(t);
    const { lookup, news } = lookupOn(t, ecgrid);
    for (const text of ['n', 'no', 'no.', 'no.email']) lookup.type(text);
    await news();
    assert.equal(lookup.state.kind, 'found');
    assert.deepEqual(await calls(ecgrid), ['no.email']);
  });

  test('is not asked for when it has spaces: no login has', async (t) => {
    const ecgrid = await openEcgrid(t);
    const { lookup } = lookupOn(t, ecgrid);
    lookup.type('Jane Doe');
    assert.deepEqual([lookup.state, await calls(ecgrid)], [{ kind: 'none' }, []]);
  });

  test('is given up when another is typed, whose answer counts', async (t) => {
    const ecgrid = await openEcgrid(t);
    const [asked, door] = [aDoor(), aDoor()];
    const signals: AbortSignal[] = [];
    const { lookup, news } = lookupOn(t, ecgrid, async (login, signal) => {
      signals.push(signal);
      if (login !== 'slow') return;
      asked.open();
      await door.pass();
    });
    lookup.type('slow');
    await asked.pass();
    lookup.type('no.email');
    await news();
    door.open();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
    assert.equal(lookup.state.kind, 'found');
    assert.deepEqual(await calls(ecgrid), ['no.email']);
    lookup.type('slow');
    await news();
    assert.deepEqual(lookup.state, { kind: 'found', users: [] }, 'what was given up is asked for again');
  });

  test('is not asked for again when the same text is typed meanwhile, and given up when nobody looks', async (t) => {
    const ecgrid = await openEcgrid(t);
    const asked = aDoor();
    const signals: AbortSignal[] = [];
    const { lookup } = lookupOn(t, ecgrid, (_login, signal) => {
      signals.push(signal);
      asked.open();
      return aDoor().pass();
    });
    lookup.type('slow');
    await asked.pass();
    lookup.type(' slow ');
    assert.deepEqual([signals.map(({ aborted }) => aborted), lookup.state], [[false], { kind: 'waiting' }]);
    lookup.dispose();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  });

  test('that fails is told, and asked for again on demand', async (t) => {
    const ecgrid = await openEcgrid(t);
    const { lookup, news } = lookupOn(t, ecgrid);
    const kind = (): string => lookup.state.kind;
    await ecgrid.fault({ name: 'forbidden' });
    lookup.type('no.email');
    await news();
    assert.equal(kind(), 'failed');
    await ecgrid.fault();
    const told = news();
    lookup.retry();
    assert.equal(kind(), 'waiting');
    await told;
    await news();
    assert.equal(kind(), 'found');
    lookup.retry();
    assert.equal(kind(), 'found');
  });
});
