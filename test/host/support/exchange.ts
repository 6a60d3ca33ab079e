/** Files of a test’s own, lines of users to import, and everybody who could be exported. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { itemsOf, largestPage } from '../../../src/api/paging.ts';
import type { User } from '../../../src/domain/user.ts';
import type { OwnSandbox } from './ownSandbox.ts';

/** A folder for each test. */
export class TestFolder {
  #path = '';

  /** To be called within a `describe`: makes the folder before each of its tests, and removes it afterwards. */
  readonly forEach = (): void => {
    beforeEach(async () => {
      this.#path = await mkdtemp(join(tmpdir(), 'ecgrid-exchange-'));
    });
    afterEach(() => rm(this.#path, { recursive: true }));
  };

  get path(): string {
    return this.#path;
  }

  /** A file of the folder, there or not. */
  file(name: string): vscode.Uri {
    return vscode.Uri.file(join(this.#path, name));
  }

  /** What is in a file, in UTF-8 with the byte order mark. */
  text(name: string): Promise<string> {
    return readFile(join(this.#path, name), 'utf8');
  }
}

/** The first line of a file to import. */
export const header = 'login,password,email,firstName,lastName,mailboxId,authLevel';
/** The password of every line. */
export const password = 'Canary-Pass-4711';

/** A line of a file to import: user `import.N`, but for what is told. */
export const line = (index: number, cells: Readonly<Record<string, string>> = {}): string => {
  const login = `import.${index}`;
  const row: Readonly<Record<string, string>> = {
    login,
    password,
    email: `${login}@example.com`,
    firstName: 'Im',
    lastName: 'Port',
    mailboxId: '1001',
    authLevel: 'General',
    ...cells,
  };
  return header
    .split(',')
    .map((name) => row[name])
    .join(',');
};

/** Everybody whom the sandbox has, as the highest level sees them. */
export const everybody = async (sandbox: OwnSandbox): Promise<readonly User[]> => {
  const { users } = sandbox.other('Root');
  const all: User[] = [];
  const pages = {
    fetchPage: users.list.bind(users, {}),
    idOf: ({ userId }: User) => userId,
    recordsPerPage: largestPage,
  };
  for await (const user of itemsOf(pages, () => assert.fail('unreadable'))) all.push(user);
  return all;
};
