/** The rows of a run: what is drawn first, what is only counted, and that counts stay right. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { rowStates } from '../../../src/protocol/runPage.ts';
import type { RowState, RunRow } from '../../../src/protocol/runPage.ts';
import { countsText, drawnRows, runRows, stateWord } from '../../../src/webview/runPage/runRows.ts';
import { numbers } from '../support/builders.ts';

const row = (id: number, state: RowState, notes: readonly string[] = []): RunRow => ({
  id: String(id),
  login: `user${id}`,
  about: '',
  change: '',
  state,
  notes: [...notes],
});

const ids = (rows: readonly RunRow[]): readonly string[] => rows.map(({ id }) => id);

describe('the rows that are drawn', () => {
  test('begin with what went wrong, each kind in the order in which it came', () => {
    const rows = runRows([
      row(1, 'ready'),
      row(2, 'refused'),
      row(3, 'done'),
      row(4, 'failed'),
      row(5, 'changed'),
      row(6, 'unknown'),
      row(7, 'failed'),
    ]);
    assert.deepEqual(ids(rows.drawn()), ['4', '7', '6', '5', '2', '1', '3']);
  });

  test('are no more than a person reads; the rest is counted by state', () => {
    const rows = runRows([...numbers(1000).map((id) => row(id, 'ready')), row(1001, 'refused')]);
    assert.equal(rows.drawn().length, drawnRows);
    assert.equal(rows.drawn()[0]?.id, '1001');
    assert.equal(countsText(rows.counts()), '1,000 ready, 1 refused');
    assert.equal(countsText(rows.hidden()), '701 ready');
  });

  test('stay where they are while states change, until they are sorted', () => {
    const rows = runRows(numbers(400).map((id) => row(id, 'ready')));
    const drawnOnes = rows.change([row(2, 'failed'), row(399, 'failed'), row(999, 'done')]);
    assert.deepEqual(ids(drawnOnes), ['2']);
    assert.deepEqual(ids(rows.drawn()).slice(0, 3), ['1', '2', '3']);
    assert.equal(rows.drawn()[1]?.state, 'failed');
    assert.equal(countsText(rows.hidden()), '99 ready, 1 failed');
    rows.sort();
    assert.deepEqual(ids(rows.drawn()).slice(0, 3), ['2', '399', '1']);
    assert.equal(countsText(rows.hidden()), '100 ready');
  });
});

test('counts are those of the rows, whatever changes in whichever order', () => {
  const state = fc.constantFrom(...rowStates);
  const change = fc.record({ id: fc.integer({ min: 0, max: 400 }), state });
  fc.assert(
    fc.property(
      fc.array(state, { maxLength: 350 }),
      fc.array(change),
      fc.boolean(),
      (states, changes, sort) => {
        const truth = new Map(states.map((one, id) => [String(id), one]));
        const rows = runRows(states.map((one, id) => row(id, one)));
        for (const { id, state: next } of changes) {
          rows.change([row(id, next)]);
          if (truth.has(String(id))) truth.set(String(id), next);
        }
        if (sort) rows.sort();
        const drawn = new Set(ids(rows.drawn()));
        const count = (wanted: RowState, among: (id: string) => boolean): number =>
          [...truth].filter(([id, one]) => one === wanted && among(id)).length;
        for (const one of rowStates) {
          assert.equal(
            rows.counts().get(one) ?? 0,
            count(one, () => true),
          );
          assert.equal(
            rows.hidden().get(one) ?? 0,
            count(one, (id) => !drawn.has(id)),
          );
        }
        for (const { id, state: one } of rows.drawn()) assert.equal(one, truth.get(id));
      },
    ),
  );
});

test('every state has a word of its own', () => {
  assert.equal(new Set(rowStates.map(stateWord)).size, rowStates.length);
});
