/** Logins that were looked for while somebody went on typing, and letters that change with their place in a word. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoginLookup } from '../../../src/directory/loginLookup.ts';
import { UserSearch } from '../../../src/directory/userSearch.ts';
import { aUser } from '../support/builders.ts';
import { aDoor } from '../support/directories.ts';
import { openEcgrid } from '../support/ecgrid.ts';
import { skipPauses } from '../support/pauses.ts';

test('an answer that comes late is kept for when its login is typed again, and tells nobody now', async (t) => {
  const { client, arrived } = await openEcgrid(t);
  const { users } = client('Root');
  const [asked, door] = [aDoor(), aDoor()];
  const told: string[] = [];
  let next = Promise.withResolvers<undefined>();
  const lookup = new LoginLookup({
    // Whoever answers does not hear that the answer is not wanted any more.
    byName: async (login) => {
      const read = await users.byName(login);
      if (login === 'shared.login') {
        asked.open();
        await door.pass();
      }
      return read;
    },
    onChange: () => {
      told.push(lookup.state.kind);
      next.resolve(undefined);
      next = Promise.withResolvers();
    },
    pause: 0,
  });
  t.after(() => lookup.dispose());
  lookup.type('shared.login');
  await asked.pass();
  const first = next.promise;
  lookup.type('nobody.at.all');
  await first;
  door.open();
  const second = next.promise;
  lookup.type('no.email');
  await second;
  assert.deepEqual(told, ['found', 'found'], 'one for each of the two whose answers were waited for');
  await arrived();
  lookup.type('shared.login');
  assert.equal(lookup.state.kind, 'found');
  assert.deepEqual(await arrived(), []);
});

test('a login is looked for when the typing has paused for 300 milliseconds', async (t) => {
  const { client } = await openEcgrid(t);
  const { users } = client('Root');
  const pauses = skipPauses(t, 300, 300);
  const found = Promise.withResolvers<string>();
  const lookup = new LoginLookup({
    byName: (login, signal) => users.byName(login, signal),
    onChange: () => found.resolve(lookup.state.kind),
  });
  t.after(() => lookup.dispose());
  lookup.type('no.email');
  assert.deepEqual(pauses, [300]);
  assert.equal(await found.promise, 'found');
});

for (const [login, text] of [
  ['οδοσανα', 'ΟΔΟΣ'],
  ['ΟΔΟΣΑΝΑ', 'οδος'],
  ['strasse', 'Straße'],
] as const) {
  test(`a search for “${text}” finds “${login}”`, () => {
    assert.equal(new UserSearch([aUser({ login })]).find(text, 1).total, 1);
  });
}
