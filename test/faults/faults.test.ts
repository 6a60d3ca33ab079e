/** Every operation under every fault of the service. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultNames, faultsOfXml, knownFault } from '../../sandbox/faultKinds.ts';
import { faultRows, faultsOfLists } from './faultRows.ts';
import { testMatrix } from './testMatrix.ts';

testMatrix('faults', faultRows);

test('every fault of the sandbox is tried, or is one of lists or of answers in XML', () => {
  const tried = faultRows.flatMap(({ faults = [] }) => faults.map(({ name }) => knownFault(name)));
  assert.deepEqual([...new Set([...tried, ...faultsOfLists, ...faultsOfXml])].sort(), faultNames.toSorted());
});
