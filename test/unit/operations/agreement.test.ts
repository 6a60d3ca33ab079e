/**
 * The rules and the service agree: whatever the rules allow, the sandbox carries out, and whatever they refuse,
 * it refuses as well. One request with the caller’s own key for every caller, target, place and action.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { authLevels, levelFacts } from '../../../src/domain/authLevel.ts';
import type { AuthLevel } from '../../../src/domain/authLevel.ts';
import { rankOf } from '../../../src/domain/consequence.ts';
import type { Caller, GrantPolicy } from '../../../src/domain/grants.ts';
import { User } from '../../../src/domain/user.ts';
import type { Json } from '../sandbox/harness.ts';
import { aNewUser } from '../support/builders.ts';
import { openEcgrid } from '../support/ecgrid.ts';
import { openSwiftCaller } from '../support/swiftCaller.ts';
import type { Sent, SwiftCaller } from '../support/swiftCaller.ts';
import { places, trials } from './trials.ts';
import type { Place, Trial } from './trials.ts';

const open: GrantPolicy = { allowInternalLevels: true };
const closed: GrantPolicy = { allowInternalLevels: false };

/** One trial, and how the service answered it: 200 for yes. */
type Tried = {
  readonly caller: Caller;
  readonly target: User;
  readonly trial: Trial;
  readonly status: number;
};

/**
 * Why the rules may refuse what the service accepts. There is one reason alone; a new one must be added here,
 * with its source.
 */
const stricterBecause = ({ caller, trial: { gives } }: Tried): string | undefined =>
  gives && levelFacts(gives).internal && levelFacts(gives).rank <= rankOf(caller.authLevel)
    ? 'ecgrid.allowInternalLevels is off: “Loren Data internal — do not assign” (ECGrid REST v2.6, AuthLevel)'
    : undefined;

/**
 * Fails unless rules and service agree.
 * @returns the name of the trial where the rules are stricter, as they are meant to be
 */
const judge = (tried: Tried): readonly string[] => {
  const { caller, target, trial, status } = tried;
  const accepted = status === 200;
  const { authLevel, networkId, mailboxId } = target;
  const what = `${caller.authLevel}: ${trial.name}, ${target.status} ${authLevel} of ${networkId}/${mailboxId}`;
  const permits = (policy: GrantPolicy): boolean => trial.verdict(caller, target, policy).kind !== 'refused';
  assert.equal(permits(open), accepted, `${what}: the service answered ${status}`);
  // Terminated: 400, or 404 for the key. Everything else that is refused is refused for lack of rights.
  const refusals = target.status === 'Terminated' ? [400, 403, 404] : [403];
  assert.ok(accepted || refusals.includes(status), `${what}: ${status}`);
  if (permits(closed) === accepted) return [];
  assert.ok(accepted && stricterBecause(tried), `${what}: the rules are stricter, and nobody says why`);
  return [trial.name];
};

/** A sandbox, and Root’s hand in it. */
const openStage = async (t: TestContext) => {
  const { url, apiKeys, owner, truth } = await openEcgrid(t, { users: 9 });
  const call = openSwiftCaller(t, url);
  const asRoot = async (...sent: Sent): Promise<Json> => {
    const { status, answer } = await call(apiKeys.Root, sent);
    assert.equal(status, 200, String(answer['message']));
    return answer;
  };
  let made = 0;
  /** A user with a cell phone, so that an SMS could be sent. */
  const add = async (authLevel: AuthLevel, place: Place): Promise<User> => {
    made += 1;
    const body = aNewUser({ login: `cast.${made}`, authLevel, ...place });
    const user = User.parse((await asRoot('POST', '/v2/users', body))['data']);
    const phone = { userId: user.userId, cellPhone: '+1 555 0100', cellCarrier: 'Verizon' };
    await asRoot('POST', '/v2/users/update-config', phone);
    return user;
  };
  const terminate = async (user: User): Promise<User> => {
    await asRoot('DELETE', `/v2/users/${user.userId}`);
    return { ...user, status: 'Terminated' };
  };
  const restore = async ({ userId, authLevel, networkId, mailboxId }: User): Promise<void> => {
    await asRoot('POST', '/v2/users/role', { userId, authLevel, networkId, mailboxId });
  };
  return { apiKeys, owner, truth, call, add, terminate, restore };
};

type Stage = Awaited<ReturnType<typeof openStage>>;

/** Tries everything on one target, which is what it was before each trial. */
const tryAll = async (
  { call, apiKeys, restore }: Stage,
  caller: Caller & { readonly authLevel: AuthLevel },
  target: User,
): Promise<readonly string[]> => {
  const stricter: string[] = [];
  for (const trial of trials) {
    const { status } = await call(apiKeys[caller.authLevel], trial.request(target.userId));
    stricter.push(...judge({ caller, target, trial, status }));
    if (status === 200 && trial.changesRole) await restore(target);
  }
  return stricter;
};

const tryOneself = async (
  call: SwiftCaller,
  { me, apiKey, trial }: { readonly me: User; readonly apiKey: string; readonly trial: Trial },
): Promise<readonly string[]> => {
  const { status } = await call(apiKey, trial.request(me.userId));
  return judge({ caller: me, target: me, trial, status });
};

/** The levels internal to Loren Data that somebody of this level could give: the only ones that are held back. */
const heldBack = (level: AuthLevel): readonly string[] =>
  authLevels
    .filter((given) => levelFacts(given).internal && levelFacts(level).internal)
    .filter((given) => rankOf(given) <= rankOf(level))
    .map((given) => `give ${given}`);

for (const level of authLevels) {
  describe(`the rules and the service agree on what a ${level} may do`, () => {
    test('to users of every level in every place, and to terminated ones', async (t) => {
      const stage = await openStage(t);
      const caller = { ...User.parse(await stage.owner(level)), authLevel: level };
      const stricter = new Set<string>();
      for (const target of authLevels) {
        const living = await Promise.all(Object.values(places).map((place) => stage.add(target, place)));
        const ended = await stage.terminate(await stage.add(target, places['same mailbox']));
        const tried = await Promise.all([...living, ended].map((one) => tryAll(stage, caller, one)));
        for (const name of tried.flat()) stricter.add(name);
      }
      assert.deepEqual([...stricter], heldBack(level));
    });

    test('to itself', async (t) => {
      const { add, truth, call } = await openStage(t);
      const home = places[levelFacts(level).scope === 'network' ? 'network itself' : 'same mailbox'];
      for (const trial of trials) {
        const me = await add(level, home);
        const { apiKey } = await truth(me.userId);
        assert.ok(typeof apiKey === 'string');
        const stricter = await tryOneself(call, { me, apiKey, trial });
        assert.deepEqual(
          stricter,
          heldBack(level).filter((name) => name === trial.name),
        );
      }
    });
  });
}
