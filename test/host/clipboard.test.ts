import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import { createClient } from '../../src/api/client.ts';
import { copyApiKey, rotateApiKey } from '../../src/host/writes/access.ts';
import { copySecret, masked } from '../../src/host/writes/secretClipboard.ts';
import { standInDialogs } from './support/dialogs.ts';
import { administratorOf, ownSandbox } from './support/ownSandbox.ts';
import type { OwnSandbox } from './support/ownSandbox.ts';
import { replace, restoreVscode } from './support/standIns.ts';
import { BreakableSecrets } from './support/stores.ts';
import { idle } from './support/window.ts';

const { clipboard } = vscode.env;

/** The API key of a user, as the sandbox knows it. */
const keyOf = async ({ judge }: OwnSandbox, login: string): Promise<string> => {
  const [user] = await judge.usersCalled(login);
  const key = user?.['apiKey'];
  assert.ok(typeof key === 'string', login);
  return key;
};

/** True while ECGrid accepts a key. */
const isAccepted = ({ url }: OwnSandbox, apiKey: string): Promise<boolean> =>
  createClient({ origin: url, apiKey })
    .users.me()
    .then(
      () => true,
      (error: unknown) => {
        assert.ok(isEcgridError(error) && error.kind === 'invalidKey');
        return false;
      },
    );

describe('a secret on the clipboard', () => {
  afterEach(() => restoreVscode());

  /** The real clipboard; tells when it has been read and written. */
  const watchedClipboard = () => {
    const calls: string[] = [];
    const settled = Promise.withResolvers<undefined>();
    replace(vscode.env, 'clipboard', {
      readText: async () => {
        const text = await clipboard.readText();
        calls.push('read');
        settled.resolve(undefined);
        return text;
      },
      writeText: async (text: string) => {
        calls.push(`write ${text}`);
        await clipboard.writeText(text);
      },
    });
    return { calls, read: settled.promise };
  };

  /** Copies a secret, and hands out what VS Code would do after a minute. */
  const copied = async (secret: string): Promise<() => void> => {
    let clear: (() => void) | undefined;
    await copySecret(secret, 'API key', (later) => {
      clear = later;
    });
    assert.equal(await clipboard.readText(), secret);
    assert.ok(clear, 'nothing waits');
    return clear;
  };

  it('is gone after the time', async () => {
    const clear = await copied('secret-1');
    const { calls, read } = watchedClipboard();
    clear();
    await read;
    await idle();
    assert.deepEqual(calls, ['read', 'write ']);
    assert.equal(await clipboard.readText(), '');
  });

  it('leaves alone what somebody has copied meanwhile', async () => {
    const clear = await copied('secret-2');
    await clipboard.writeText('a shopping list');
    const { calls, read } = watchedClipboard();
    clear();
    await read;
    await idle();
    assert.deepEqual(calls, ['read']);
    assert.equal(await clipboard.readText(), 'a shopping list');
  });

  it('is shown by its end at most, and by nothing when it is short', () => {
    assert.equal(masked('0123456789abcdef'), '••••••••cdef');
    assert.equal(masked('0123456789a'), '••••••••');
    assert.equal(masked(''), '••••••••');
  });
});

describe('copying an API key', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();
  beforeEach(() => clipboard.writeText('before'));

  it('asks first, shows the key masked alone, and copies it on request', async () => {
    const { context, user, log } = await administratorOf(sandbox());
    const key = await keyOf(sandbox(), 'mailboxuser');
    const dialogs = standInDialogs();
    dialogs.answer('Copy API Key');
    await copyApiKey(user('mailboxuser'), context);
    assert.deepEqual(dialogs.questions, [
      {
        severity: 'warning',
        message: 'Copy the API key of mailboxuser?',
        detail: [
          'Whoever has this key can do everything that its owner can.',
          '',
          `Whose: mailboxuser (Sample MailboxUser), user ID ${user('mailboxuser').userId}`,
          `API key: ••••••••${key.slice(-4)}`,
          `Profile: Sandbox (sandbox, ${sandbox().url})`,
        ],
        modal: true,
        buttons: ['Copy API Key'],
      },
    ]);
    assert.equal(await clipboard.readText(), key);
    assert.ok(!`${dialogs.text}${JSON.stringify(log)}`.includes(key.slice(0, -4)));
    assert.deepEqual(await sandbox().writes(), []);
  });

  it('copies nothing when the question is closed', async () => {
    const { context, user } = await administratorOf(sandbox());
    standInDialogs();
    await copyApiKey(user('mailboxuser'), context);
    assert.equal(await clipboard.readText(), 'before');
  });

  it('is refused below NetworkAdmin, without a request', async () => {
    const { context, user } = await administratorOf(sandbox(), { level: 'MailboxAdmin' });
    const dialogs = standInDialogs();
    await copyApiKey(user('mailboxuser'), context);
    assert.deepEqual(dialogs.told, [
      'ECGrid leaves this to NetworkAdmin and higher; your AuthLevel is MailboxAdmin.',
    ]);
    assert.deepEqual(await sandbox().judge.lines(), []);
  });
});

describe('rotating an API key', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();
  beforeEach(() => clipboard.writeText('before'));

  it('asks first, and sends nothing when the question is closed', async () => {
    const { context, user } = await administratorOf(sandbox());
    const before = await keyOf(sandbox(), 'mailboxuser');
    const dialogs = standInDialogs();
    await rotateApiKey(user('mailboxuser'), context);
    assert.deepEqual(
      dialogs.questions.map(({ message }) => message),
      ['Replace the API key of mailboxuser?'],
    );
    assert.equal(await keyOf(sandbox(), 'mailboxuser'), before);
    assert.deepEqual(await sandbox().writes(), []);
  });

  it('of somebody else shows the new key masked, and copies it on request', async () => {
    const { context, user, secrets } = await administratorOf(sandbox());
    const dialogs = standInDialogs();
    dialogs.answer('Rotate API Key', 'Copy API Key');
    await rotateApiKey(user('mailboxuser'), context);
    const key = await keyOf(sandbox(), 'mailboxuser');
    assert.deepEqual(dialogs.told, [
      `The API key of mailboxuser was replaced. The new one: ••••••••${key.slice(-4)}`,
    ]);
    assert.ok(!dialogs.text.includes(key.slice(0, -4)));
    assert.equal(await clipboard.readText(), key);
    assert.deepEqual(await Promise.all((await secrets.keys()).map((name) => secrets.get(name))), [
      sandbox().apiKeys.NetworkAdmin,
    ]);
  });

  it('of one’s own is kept and used from the next request on, without signing in again', async () => {
    const { context, user, secrets, states, log } = await administratorOf(sandbox());
    const { session, connection } = context;
    const old = sandbox().apiKeys.NetworkAdmin;
    const dialogs = standInDialogs();
    dialogs.answer('Rotate API Key');
    await rotateApiKey(user('networkadmin'), context);
    const [question] = dialogs.questions;
    assert.ok(question?.detail.some((line) => line.startsWith('This is your own API key: ')));
    const key = await keyOf(sandbox(), 'networkadmin');
    assert.deepEqual([await isAccepted(sandbox(), old), await isAccepted(sandbox(), key)], [false, true]);
    assert.deepEqual(await Promise.all((await secrets.keys()).map((name) => secrets.get(name))), [key]);
    await sandbox().judge.clearLog();
    assert.equal((await session.client.users.me()).login, 'networkadmin');
    assert.equal(connection.session, session);
    assert.deepEqual(states, ['signedOut', 'signedIn']);
    assert.deepEqual(await sandbox().judge.lines(), ['GET /v2/users/me']);
    assert.deepEqual(dialogs.told, [
      `Your API key was replaced; this extension goes on with the new one. The new one: ••••••••${key.slice(-4)}`,
    ]);
    assert.ok(!`${dialogs.text}${JSON.stringify(log)}`.includes(key.slice(0, -4)));
    assert.equal(await clipboard.readText(), 'before');
  });

  for (const [answer, onClipboard] of [
    ['Copy API Key', 'the key'],
    [undefined, 'before'],
  ] as const) {
    it(`of one’s own that cannot be kept is offered once, in a modal, and then ${onClipboard} is on the clipboard`, async () => {
      const secrets = new BreakableSecrets();
      const { context, user, states, log } = await administratorOf(sandbox(), { secrets });
      const dialogs = standInDialogs();
      secrets.isBroken = true;
      dialogs.answer('Rotate API Key', answer);
      await rotateApiKey(user('networkadmin'), context);
      const key = await keyOf(sandbox(), 'networkadmin');
      assert.deepEqual(dialogs.told, []);
      const [, last, ...more] = dialogs.questions;
      assert.equal(last?.message, 'The new API key could not be kept.');
      assert.ok(last.detail[0]?.includes('VS Code could not keep the API key (The keyring is full.)'));
      assert.equal(last.detail.at(-1), `Copy it now, and keep it where it is safe: ${key}`);
      assert.deepEqual(more, []);
      assert.equal(dialogs.text.split(key).length, 2, 'shown once');
      assert.ok(!JSON.stringify(log).includes(key));
      assert.equal(await clipboard.readText(), onClipboard === 'before' ? 'before' : key);
      // The session goes on with it until the window closes; the dead key is not kept for the next one.
      assert.equal((await context.session.client.users.me()).login, 'networkadmin');
      assert.deepEqual(states, ['signedOut', 'signedIn']);
      assert.deepEqual(await secrets.keys(), []);
    });
  }
});
