/** Logins and names that are meant to do harm, wherever the extension hands them to VS Code. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { noNames } from '../../src/domain/userText.ts';
import { createStatusBar } from '../../src/host/connection/statusBar.ts';
import { actOnUsers } from '../../src/host/commands/userActions.ts';
import { showUser } from '../../src/host/commands/userPage.ts';
import { UserDocuments, userJson } from '../../src/host/userPage/json.ts';
import { rangeItem } from '../../src/host/users/groupItem.ts';
import { userItem } from '../../src/host/users/userItems.ts';
import { performWithProgress } from '../../src/host/writes/performWithProgress.ts';
import { writeContext } from '../../src/host/writes/windowContext.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { User } from '../../src/domain/user.ts';
import { hostileUsers, unruly } from '../support/hostileUsers.ts';
import { aUser } from '../unit/support/builders.ts';
import { standInDialogs } from './support/dialogs.ts';
import { administratorOf, ownSandbox, rowOf } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import { replace } from './support/standIns.ts';

const sandbox = ownSandbox();

/** What VS Code would make a link or an icon of, on one line. */
const isPlain = (text: string): void => {
  assert.doesNotMatch(text, unruly);
  assert.doesNotMatch(text, /\]\(|\$\(/);
};

/** Creates a user, as another tool would. @returns as ECGrid tells it */
const created = async (login: string, name: string): Promise<User> => {
  const { users } = sandbox().other('Root');
  const place = { networkId: 1, mailboxId: 1001 };
  const { userId } = await users.create({
    login,
    password: 'Canary-Pass-4711',
    email: 'h@example.com',
    firstName: name,
    lastName: name,
    authLevel: 'General',
    ...place,
  });
  await users.updateConfig(userId, { company: name });
  return users.get(userId);
};

for (const { what, login, name } of hostileUsers) {
  describe(`a user with ${what}`, () => {
    sandbox.forEach();

    it('is asked about, changed and told of in plain text that keeps what the sentence says', async () => {
      const target = await created(login, name);
      const { context } = await administratorOf(sandbox());
      const dialogs = standInDialogs();
      dialogs.answer('Change Role', 'Change Role');
      const write = roleWrite(writeContext(context), { authLevel: 'MailboxUser', scope: {} });
      await performWithProgress(write, { ...target, company: 'Other' }, context);
      assert.equal(dialogs.questions.length, 2);
      for (const { message, detail } of dialogs.questions) {
        for (const line of [message, ...detail]) isPlain(line);
        for (const line of [message, ...detail]) assert.ok(line.length <= 620, line);
        assert.match(message, /^Change .+ from General to MailboxUser\?$/);
        // A dialog breaks no word of its first line.
        assert.doesNotMatch(message, /\S{61}/);
        assert.ok(
          detail.some((line) => line.startsWith('Whom: ') && line.endsWith(`, user ID ${target.userId}`)),
        );
        assert.ok(detail.includes('AuthLevel: General → MailboxUser'));
      }
      assert.equal(dialogs.told.length, 1);
      for (const text of dialogs.told) {
        isPlain(text);
        assert.ok(text.endsWith(' is now MailboxUser.') && text.length <= 620);
      }
    });

    it('has pages whose tabs are plain and no wider than others', async () => {
      const target = await created(login, name);
      const { context } = await administratorOf(sandbox());
      const pages = standInPages();
      await showUser(context)(rowOf(target));
      const page = onlyPage(pages);
      assert.ok(page.title.length <= 80);
      assert.doesNotMatch(page.title, unruly);
      await page.heard.until(() => true);
      await actOnUsers('editUser', context)(rowOf(target));
      const [, form] = pages.items;
      assert.match(form?.title ?? '', /^Edit Profile: /);
      assert.ok((form?.title.length ?? 0) <= 80);
      assert.doesNotMatch(form?.title ?? '', unruly);
    });

    it('is an entry, a row of a range, and a status in plain text', async () => {
      const target = aUser({ login, firstName: name, lastName: name, company: name });
      const { label, description = '', detail = '' } = userItem(target, noNames);
      for (const text of [label, description, detail]) {
        isPlain(text);
        assert.ok(text.length <= 620);
      }
      const range = rangeItem({ index: 0, items: [target, target] });
      assert.ok(typeof range.label === 'string');
      assert.doesNotMatch(range.label, unruly);
      assert.ok(range.label.length <= 600);
      const { context } = await administratorOf(sandbox());
      const item = vscode.window.createStatusBarItem('test', vscode.StatusBarAlignment.Left);
      replace(vscode.window, 'createStatusBarItem', () => item);
      context.session.learn({ ...context.session.me, login });
      const bar = createStatusBar(context.connection);
      isPlain(item.text.replace(/^\$\(beaker\) /, ''));
      assert.ok(item.text.length <= 200);
      assert.match(item.text, / · NetworkAdmin$/);
      bar.dispose();
    });

    it('is a document that shows what is hidden in it, and is read back the same', () => {
      const target = aUser({ login, firstName: name, lastName: name });
      const text = userJson(target);
      assert.doesNotMatch(text.replaceAll('\n', ''), unruly);
      assert.doesNotMatch(text, /[\u00AD\u200B\u2060\uFEFF]/);
      assert.deepEqual(User.parse(JSON.parse(text)), User.parse(target));
      const documents = new UserDocuments();
      const uri = documents.add(target);
      assert.ok(uri.path.length < 100);
      assert.equal(documents.provideTextDocumentContent(uri), text);
    });
  });
}
