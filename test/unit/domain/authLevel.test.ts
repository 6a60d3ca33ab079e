/** The nine levels: their order, their names in any letter case, and levels never heard of. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  abilities,
  authLevels,
  compareLevels,
  knownLevel,
  levelFacts,
} from '../../../src/domain/authLevel.ts';
import { knownStatus, statuses } from '../../../src/domain/status.ts';
import { anyCase, level } from '../support/arbitraries.ts';

/** A text that is no published level in any letter case. */
const unheardOf = fc.string().filter((text) => knownLevel(text) === undefined);

describe('the nine levels', () => {
  test('are listed from Root, rank 9, down to General, rank 1, without a gap', () => {
    assert.deepEqual(
      authLevels.map((name) => levelFacts(name).rank),
      [9, 8, 7, 6, 5, 4, 3, 2, 1],
    );
  });

  test('the three levels of Loren Data, and they alone, are internal and reach the whole system', () => {
    const internal = authLevels.filter((name) => levelFacts(name).internal);
    assert.deepEqual(internal, ['Root', 'TechOps', 'NetOps']);
    assert.deepEqual(
      authLevels.filter((name) => levelFacts(name).scope === 'system'),
      internal,
    );
  });

  test('reach ever less from one level to the next', () => {
    assert.deepEqual(
      [...new Set(authLevels.map((name) => levelFacts(name).scope))],
      ['system', 'network', 'mailbox', 'trading partner', 'none'],
    );
  });

  test('the levels that administer are the internal ones, NetworkAdmin and MailboxAdmin', () => {
    assert.deepEqual(
      authLevels.filter((name) => levelFacts(name).abilities.includes('administer')),
      ['Root', 'TechOps', 'NetOps', 'NetworkAdmin', 'MailboxAdmin'],
    );
  });

  test('whoever has a stronger ability has the weaker ones too', () => {
    for (const name of authLevels) {
      const own = levelFacts(name).abilities;
      assert.deepEqual(own, abilities.slice(abilities.length - own.length), name);
    }
  });

  test('each has a sentence of its own', () => {
    const sentences = authLevels.map((name) => levelFacts(name).description);
    assert.equal(new Set(sentences).size, 9);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z].+\.$/);
  });
});

describe('names of levels and statuses', () => {
  test('are known in any letter case', () => {
    fc.assert(
      fc.property(
        level.chain((name) => fc.tuple(fc.constant(name), anyCase(name))),
        ([name, text]) => knownLevel(text) === name,
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses).chain((name) => fc.tuple(fc.constant(name), anyCase(name))),
        ([name, text]) => knownStatus(text) === name,
      ),
    );
  });

  test('that are not published are not known', () => {
    for (const text of ['', 'NoChange', 'Admin', ' Root', 'Root ', 'toString', '__proto__', 'AuditUser']) {
      assert.equal(knownLevel(text), undefined, text);
      assert.equal(knownStatus(text), undefined, text);
    }
  });
});

describe('the order of levels', () => {
  test('is highest first, whatever the order was before', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...authLevels], { minLength: 9 }), (shuffled) => {
        assert.deepEqual(shuffled.sort(compareLevels), authLevels);
      }),
    );
  });

  test('puts levels never heard of last, by name', () => {
    assert.deepEqual(['Zebra', 'General', 'AuditUser', 'Root'].sort(compareLevels), [
      'Root',
      'General',
      'AuditUser',
      'Zebra',
    ]);
    fc.assert(fc.property(level, unheardOf, (known, unknown) => compareLevels(known, unknown) < 0));
  });

  test('is the same from both sides', () => {
    const any = fc.oneof(level, unheardOf);
    fc.assert(
      fc.property(any, any, (a, b) => Math.sign(compareLevels(a, b)) === -Math.sign(compareLevels(b, a))),
    );
  });
});
