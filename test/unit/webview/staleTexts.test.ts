/** What the page of stale accounts says in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staleDays, staleKinds } from '../../../src/domain/staleAccounts.ts';
import type { StaleReport, StaleSection } from '../../../src/protocol/stalePage.ts';
import {
  chosenDays,
  daysAgo,
  emptyReport,
  emptySection,
  notDrawn,
  sectionAbout,
  sectionCount,
  sectionTitle,
  summary,
  suspendLabel,
  unreadableText,
} from '../../../src/webview/stalePage/staleTexts.ts';

const section = (more: Partial<StaleSection> = {}): StaleSection => ({
  kind: 'idle',
  total: 0,
  matching: 0,
  rows: [],
  ...more,
});

const row = { userId: 17, login: 'jdoe', name: '', authLevel: '', network: 'network 1' };

const report = (active: number, ...totals: readonly number[]): StaleReport => ({
  active,
  sections: staleKinds.map((kind, index) => {
    const total = totals[index] ?? 0;
    return section({ kind, total, matching: total });
  }),
  unreadable: { count: 0, records: [] },
});

test('a section says what it means for the days that were chosen', () => {
  assert.equal(sectionTitle('idle', 180), 'Not signed in for 180 days');
  assert.equal(sectionTitle('never', 180), 'Never signed in');
  assert.equal(sectionTitle('unknown', 180), 'Last login unknown');
  assert.match(sectionAbout('idle', 180), /for at least 180 days\./);
  for (const kind of staleKinds) assert.match(sectionAbout(kind, 30), /\.$/);
  assert.equal(new Set(staleKinds.map((kind) => sectionAbout(kind, 30))).size, 3);
});

test('a section counts who is in it, and who matches the filter', () => {
  assert.equal(sectionCount(section({ total: 12, matching: 12 })), '12');
  assert.equal(sectionCount(section({ total: 12, matching: 3 })), '3 of 12');
});

test('a section that shows nobody says why', () => {
  assert.equal(emptySection(section()), 'Nobody.');
  assert.equal(emptySection(section({ total: 12 })), 'Nobody here matches the filter.');
  assert.equal(emptySection(section({ total: 12, matching: 1 })), '');
});

test('a section that does not show everybody says so, and where they are', () => {
  assert.equal(notDrawn(section({ total: 9, matching: 1, rows: [row] })), '');
  assert.equal(
    notDrawn(section({ total: 9, matching: 2, rows: [row] })),
    'The first 1 of 2 are shown. Filter to see others; an export has all of them.',
  );
});

test('the report is summed up', () => {
  assert.equal(
    summary(report(240, 12, 3, 5)),
    'Of 240 active users: 12 not signed in for long, 3 never signed in, 5 unknown.',
  );
  assert.match(summary(report(1)), /^Of 1 active user: 0 /);
});

test('a report without anybody says whether that is good', () => {
  assert.equal(emptyReport(report(240, 0, 0, 1), 90), '');
  assert.equal(emptyReport(report(0), 90), 'There are no active users within your reach.');
  assert.equal(emptyReport(report(1), 30), 'The one active user has signed in within the last 30 days.');
  assert.equal(
    emptyReport(report(240), 365),
    'All 240 active users have signed in within the last 365 days.',
  );
});

test('records that cannot be read are counted', () => {
  const unreadable = (count: number): string =>
    unreadableText({ ...report(1), unreadable: { count, records: [] } });
  assert.equal(unreadable(0), '');
  assert.equal(unreadable(1), 'One record cannot be read, and is not in the report.');
  assert.equal(unreadable(2), '2 records cannot be read, and are not in the report.');
});

test('days and buttons have the right number', () => {
  assert.equal(daysAgo(1), '1 day ago');
  assert.equal(daysAgo(90), '90 days ago');
  assert.equal(suspendLabel(0), 'Suspend Selected…');
  assert.equal(suspendLabel(3), 'Suspend Selected (3)…');
});

test('only what is offered can be chosen', () => {
  for (const days of staleDays) assert.equal(chosenDays(String(days)), days);
  for (const value of ['', '91', '90 ', 'x']) assert.equal(chosenDays(value), undefined);
});
