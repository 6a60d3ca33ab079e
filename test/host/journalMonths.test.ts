/** The months of the journal, and a month of it in a file. */
import assert from 'node:assert/strict';
import type { MakeWrite } from '../../src/host/writes/windowContext.ts';
import { Journal } from '../../src/journal/journal.ts';
import { addUser } from '../../src/operations/addUser.ts';
import { profileWrite } from '../../src/operations/writes/profile.ts';
import { aNewUser } from '../unit/support/builders.ts';
import { beganAs } from '../unit/support/journals.ts';
import { TestFolder } from './support/exchange.ts';
import { openJournalPage } from './support/journalPages.ts';
import { ownSandbox, perform } from './support/ownSandbox.ts';
import { sandboxProfile } from './support/window.ts';

const sandbox = ownSandbox();
const folder = new TestFolder();

const toJanet: MakeWrite = (context) => profileWrite(context, { firstName: 'Janet' });

describe('the months of the journal', () => {
  sandbox.forEach();
  folder.forEach();

  it('are offered newest first; writes that are under way and those that were left open are told apart', async () => {
    let now = new Date('2026-10-31T12:00:00Z');
    const written = new Journal({ folder: folder.path, now: () => now });
    const profile = sandboxProfile({ origin: sandbox().url });
    const caller = () => ({ userId: 1, login: 'admin', authLevel: 'NetworkAdmin' });
    const { operation, target, changes, before, after } = beganAs();
    const facts = { operation, target, changes, before, after };
    // Another window that has ended: nobody waits for the answer any more.
    const gone = new Journal({ folder: folder.path, now: () => now });
    await gone.recorder(profile, caller).begin(facts);
    now = new Date('2026-11-02T12:00:00Z');
    await written.recorder(profile, caller).begin(facts);
    const { journal } = await openJournalPage(sandbox(), {}, written);
    const first = await journal.model();
    assert.deepEqual([first.months, first.month], [['2026-11', '2026-10'], '2026-11']);
    assert.deepEqual(
      first.rows.map(({ outcome }) => outcome),
      ['underWay'],
    );
    journal.say({ type: 'month', month: '2026-10' });
    const october = await journal.until(({ month }) => month === '2026-10');
    assert.deepEqual(
      october.rows.map(({ outcome, attempts }) => [outcome, attempts]),
      [['leftOpen', undefined]],
    );
    assert.equal((await journal.model()).month, '2026-10', 'it stays when the page was hidden');
    journal.say({ type: 'month', month: '1999-01' });
    assert.equal((await journal.until(() => true)).month, '2026-11', 'there is none');
  });
});

describe('the journal in a file', () => {
  sandbox.forEach();
  folder.forEach();

  for (const format of ['csv', 'json'] as const) {
    it(`has all entries of the month, with no secret: ${format}`, async () => {
      const somebody = await openJournalPage(sandbox());
      const { journal, user, dialogs, context } = somebody;
      await perform(somebody, toJanet, user('general'));
      await addUser(context.session.through, aNewUser(), context.session.me);
      const { month } = await journal.model();
      const name = `journal.${format}`;
      dialogs.choose(folder.file(name));
      journal.say({ type: 'export', format });
      const { message } = await dialogs.shown.until(({ buttons }) => buttons.includes('Open'));
      assert.equal(message, `2 entries of the journal saved as ${name}.`);
      assert.deepEqual(dialogs.fileDialogs, [`Export the Journal of ${month}`]);
      const text = await folder.text(name);
      assert.match(text, /First name: Sample → Janet/);
      assert.match(text, /new\.hire/);
      const secrets = [aNewUser().password, ...Object.values(sandbox().apiKeys)];
      for (const secret of secrets) assert.ok(!text.includes(secret));
      if (format === 'json') {
        const [first] = JSON.parse(text) as readonly { readonly before: unknown }[];
        assert.deepEqual(first?.before, { firstName: 'Sample' });
      }
    });
  }

  it('is not written when no file is chosen', async () => {
    const somebody = await openJournalPage(sandbox());
    const { journal, user, dialogs } = somebody;
    await perform(somebody, toJanet, user('general'));
    await journal.model();
    const told = dialogs.told.length;
    journal.say({ type: 'export', format: 'csv' });
    await journal.model();
    assert.deepEqual([dialogs.fileDialogs.length, dialogs.told.length], [1, told]);
  });
});
