import assert from 'node:assert/strict';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import { dropUsers } from '../../src/host/commands/userActions.ts';
import type { MakeWrite } from '../../src/host/writes/windowContext.ts';
import { keyWrite, passwordWrite, resetWrite } from '../../src/operations/writes/access.ts';
import { terminateWrite } from '../../src/operations/writes/account.ts';
import { configWrite, profileWrite, smsWrite } from '../../src/operations/writes/profile.ts';
import { moveWrite, roleWrite } from '../../src/operations/writes/role.ts';
import { standInDialogs } from './support/dialogs.ts';
import { administratorOf, ownSandbox, perform } from './support/ownSandbox.ts';
import type { Administrator } from './support/ownSandbox.ts';

const sandbox = ownSandbox();

const toGeneral: MakeWrite = (context) => roleWrite(context, { authLevel: 'General', scope: {} });
const newName: MakeWrite = (context) => profileWrite(context, { firstName: 'New' });

const profileText = (environment = 'sandbox'): string =>
  `Profile: Sandbox (${environment}, ${sandbox().url})`;

describe('the question before a write', () => {
  sandbox.forEach();

  it('says whom it hits, from what to what, what is gained, why it is asked, and on which profile', async () => {
    const somebody = await administratorOf(sandbox());
    const { context, user, revealed } = somebody;
    const dialogs = standInDialogs();
    dialogs.answer('Change Role');
    const target = user('general');
    await perform(somebody, (write) => roleWrite(write, { authLevel: 'MailboxUser', scope: {} }), target);
    const mailbox = context.session.places.mailboxText(1001);
    assert.match(mailbox, / \(1001\)$/, 'known by name');
    assert.deepEqual(dialogs.questions, [
      {
        severity: 'warning',
        message: 'Change general from General to MailboxUser?',
        detail: [
          'general will be able to do more than now.',
          '',
          `Whom: general (Sample General), user ID ${target.userId}`,
          'AuthLevel: General → MailboxUser',
          `+ Send and receive documents in ${mailbox}`,
          `+ See documents and settings in ${mailbox}`,
          'This can be undone.',
          profileText(),
        ],
        modal: true,
        buttons: ['Change Role'],
      },
    ]);
    assert.deepEqual(dialogs.told, ['general is now MailboxUser.']);
    assert.deepEqual(await sandbox().judge.lines(), [
      `GET /v2/users/${target.userId}`,
      'POST /v2/users/role',
    ]);
    assert.deepEqual([user('general').authLevel, revealed], ['MailboxUser', ['general']]);
  });

  it('that is closed sends nothing at all', async () => {
    const somebody = await administratorOf(sandbox());
    const dialogs = standInDialogs();
    for (const make of [
      (write) => roleWrite(write, { authLevel: 'MailboxAdmin', scope: {} }),
      (write) => moveWrite(write, { mailboxId: 1002 }),
      resetWrite,
      keyWrite,
      terminateWrite,
    ] satisfies MakeWrite[])
      await perform(somebody, make, somebody.user('tpuser'));
    assert.equal(dialogs.questions.length, 5);
    assert.deepEqual([dialogs.told, await sandbox().judge.lines()], [[], []]);
  });

  it('shows text of others as the plain text on one line that it is', async () => {
    const { userId } = (await sandbox().other('Root').users.byName('general')).items[0] ?? assert.fail();
    const firstName = '[x](command:y) $(trash)\nWhom: nobody \u202E';
    await sandbox().other('Root').users.update(userId, { firstName });
    const somebody = await administratorOf(sandbox());
    const dialogs = standInDialogs();
    await perform(somebody, terminateWrite, somebody.user('general'));
    const [whom, ...others] = dialogs.questions[0]?.detail.filter((line) => line.startsWith('Whom: ')) ?? [];
    assert.deepEqual(others, []);
    assert.equal(whom, `Whom: general ([x] (command:y) $ (trash) Whom: nobody   General), user ID ${userId}`);
  });

  it('is asked in any case where users are dragged', async () => {
    const { context, user } = await administratorOf(sandbox());
    const dialogs = standInDialogs();
    await dropUsers(context)([user('mailboxuser')], { by: 'level', key: 'General' });
    assert.deepEqual(
      dialogs.questions.map(({ message }) => message),
      ['Change mailboxuser from MailboxUser to General?'],
    );
    assert.deepEqual(await sandbox().judge.lines(), []);
  });
});

const plainWrites: Readonly<Record<string, MakeWrite>> = {
  'a change of profile': newName,
  'a change of role that only takes': toGeneral,
  'a configuration': (context) => configWrite(context, { cellPhone: '+1 555 0100' }),
  'a password': (context) => passwordWrite(context, 'Canary-Pass-4711', false),
  'a text message': (context) => smsWrite(context, 'Canary text 4712'),
};

describe('on a production profile', () => {
  sandbox.forEach();

  for (const [what, make] of Object.entries(plainWrites)) {
    it(`${what} is asked about, and not sent when the question is closed`, async () => {
      const somebody = await administratorOf(sandbox(), { environment: 'production' });
      const dialogs = standInDialogs();
      // A mailbox user with a cell phone.
      await perform(somebody, make, somebody.user('amelia.ivanov'));
      assert.equal(dialogs.questions.length, 1);
      assert.equal(dialogs.questions[0]?.detail.at(-1), profileText('PRODUCTION'));
      assert.ok(!dialogs.text.includes('Canary'), 'a secret is shown');
      assert.deepEqual(await sandbox().judge.lines(), []);
    });

    for (const options of [
      { environment: 'production', settings: { confirmInProduction: false } },
      { environment: 'sandbox' },
    ] as const) {
      it(`${what} is not asked about ${options.environment === 'sandbox' ? 'elsewhere' : 'with the setting off'}`, async () => {
        const somebody = await administratorOf(sandbox(), options);
        const dialogs = standInDialogs();
        await perform(somebody, make, somebody.user('amelia.ivanov'));
        assert.deepEqual(dialogs.questions, []);
        assert.equal((await sandbox().writes()).length, 1);
      });
    }
  }
});

describe('a user whom somebody else has changed since it was shown', () => {
  sandbox.forEach();

  /** The target as it was shown, and a way for somebody else to change it. */
  const shownAndChanged = async () => {
    const somebody = await administratorOf(sandbox());
    const target = somebody.user('mailboxuser');
    const rename = async (lastName: string): Promise<void> => {
      await sandbox().other('Root').users.update(target.userId, { lastName });
    };
    await rename('Changed');
    await sandbox().judge.clearLog();
    const get = `GET /v2/users/${target.userId}`;
    return { somebody, target, rename, get };
  };

  it('is shown with the difference, and nothing is sent when the question is closed', async () => {
    const { somebody, target, get } = await shownAndChanged();
    const dialogs = standInDialogs();
    await perform(somebody, newName, target);
    assert.deepEqual(dialogs.questions[0]?.detail, [
      'Somebody else has changed this user meanwhile:',
      'Last name: MailboxUser → Changed',
      '',
      `Whom: mailboxuser (Sample Changed), user ID ${target.userId}`,
      'First name: Sample → New',
      'This can be undone.',
      profileText(),
    ]);
    assert.equal(dialogs.questions.length, 1);
    assert.deepEqual(await sandbox().judge.lines(), [get]);
    assert.equal(somebody.user('mailboxuser').lastName, 'Changed', 'the tree shows it as it is');
  });

  it('is changed once when one goes on, and what the other has done stays', async () => {
    const { somebody, target, get } = await shownAndChanged();
    const dialogs = standInDialogs();
    dialogs.answer('Save');
    await perform(somebody, newName, target);
    assert.deepEqual(await sandbox().judge.lines(), [get, get, 'PUT /v2/users']);
    const [truth] = await sandbox().judge.usersCalled('mailboxuser');
    assert.deepEqual([truth?.['firstName'], truth?.['lastName']], ['New', 'Changed']);
    assert.deepEqual(dialogs.told, ['The profile of mailboxuser was changed.']);
  });

  it('and again while the question is open, is shown again', async () => {
    const { somebody, target, rename } = await shownAndChanged();
    const dialogs = standInDialogs();
    dialogs.answer(async () => {
      await rename('Changed Again');
      await sandbox().judge.clearLog();
      return 'Save';
    });
    await perform(somebody, newName, target);
    assert.deepEqual(
      dialogs.questions.map(({ detail }) => detail[1]),
      ['Last name: MailboxUser → Changed', 'Last name: Changed → Changed Again'],
    );
    assert.deepEqual(await sandbox().writes(), []);
  });

  it('and has terminated is refused, and nothing is sent', async () => {
    const { somebody, target } = await shownAndChanged();
    await sandbox().other('Root').users.terminate(target.userId);
    await sandbox().judge.clearLog();
    const dialogs = standInDialogs();
    await perform(somebody, newName, target);
    assert.deepEqual(dialogs.told, ['mailboxuser is terminated, which is permanent.']);
    assert.deepEqual(await sandbox().writes(), []);
    assert.equal(somebody.user('mailboxuser').status, 'Terminated');
  });
});

describe('the last active administrator', () => {
  sandbox.forEach();

  /** Signs in to a sandbox in which `wei.ivanov` alone administers mailbox 1003. */
  const withOneLeft = async (): Promise<Administrator> => {
    const root = sandbox().other('Root');
    const { items } = await root.users.byName('tomas.everett');
    await root.users.terminate(items[0]?.userId ?? assert.fail());
    return administratorOf(sandbox());
  };
  const rule = 'wei.ivanov is the last active MailboxAdmin of mailbox 1003.';

  for (const [what, make, button, sent] of [
    ['demoted', toGeneral, 'Change Role…', 'POST /v2/users/role'],
    [
      'moved',
      (context) => moveWrite(context, { mailboxId: 1001 }),
      'Move…',
      'POST /v2/users/set-network-mailbox',
    ],
    ['terminated', terminateWrite, 'Terminate…', 'DELETE /v2/users/10039'],
  ] satisfies (readonly [string, MakeWrite, string, string])[]) {
    it(`is not ${what} without a reason of ten characters`, async () => {
      const somebody = await withOneLeft();
      const dialogs = standInDialogs();
      dialogs.answer(button);
      dialogs.type('', 'too short', '  too short  ');
      await perform(somebody, make, somebody.user('wei.ivanov'));
      assert.deepEqual(
        dialogs.questions.map(({ buttons }) => buttons),
        [[button]],
      );
      assert.equal(dialogs.questions[0]?.detail[0], rule);
      const problem = 'Give a reason of at least 10 characters.';
      assert.deepEqual(
        dialogs.typed.map((typed) => [typed.title, typed.problem]),
        [problem, problem, problem, 'closed'].map((told) => [rule, told]),
      );
      assert.deepEqual(await sandbox().writes(), []);
      assert.deepEqual(somebody.log.overrides, []);
    });

    it(`is ${what} with a reason, which goes into the log`, async () => {
      const somebody = await withOneLeft();
      const dialogs = standInDialogs();
      dialogs.answer(button);
      dialogs.type(' The mailbox is being closed. ');
      await perform(somebody, make, somebody.user('wei.ivanov'));
      assert.deepEqual(await sandbox().writes(), [sent]);
      assert.deepEqual(somebody.log.overrides, [`${rule} The mailbox is being closed.`]);
    });
  }

  it('needs no reason while another one stays', async () => {
    const somebody = await administratorOf(sandbox());
    const dialogs = standInDialogs();
    await perform(somebody, toGeneral, somebody.user('wei.ivanov'));
    assert.deepEqual([dialogs.questions, dialogs.typed], [[], []]);
    assert.deepEqual(await sandbox().judge.lines(), [
      'POST /v2/users/list',
      'GET /v2/users/10039',
      'POST /v2/users/role',
    ]);
  });

  it('cannot be found out when the administrators cannot be listed: nothing is sent then', async () => {
    const somebody = await administratorOf(sandbox());
    standInDialogs();
    await sandbox().judge.faults({ name: 'forbidden', path: '/v2/users/list' });
    await assert.rejects(
      perform(somebody, toGeneral, somebody.user('wei.ivanov')),
      (error: unknown) => isEcgridError(error) && error.kind === 'forbidden',
    );
    assert.deepEqual(await sandbox().writes(), []);
  });
});
