/** The extension that runs in this host: not the copy of its sources that the tests hold. */
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { testSandbox } from './testSandbox.ts';

/** The running extension, activated or not. */
export const extensionUnderTest = (): vscode.Extension<unknown> => {
  const extension = vscode.extensions.getExtension('ecgrid-users.ecgrid-users');
  if (!extension) throw new Error('VS Code did not load the extension.');
  return extension;
};

const When = z.object({
  command: z.string(),
  when: z.optional(z.string()),
  group: z.optional(z.string()),
});
const Step = z.object({
  id: z.string(),
  description: z.string(),
  media: z.object({ markdown: z.string() }),
  completionEvents: z.array(z.string()),
});
const Manifest = z.object({
  capabilities: z.object({
    untrustedWorkspaces: z.object({ restrictedConfigurations: z.array(z.string()) }),
  }),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.optional(z.string()) })),
    menus: z.record(z.string(), z.array(When)),
    keybindings: z.array(
      z.object({ command: z.string(), key: z.string(), when: z.string(), args: z.optional(z.string()) }),
    ),
    viewsWelcome: z.array(z.object({ contents: z.string() })),
    walkthroughs: z.array(z.object({ id: z.string(), steps: z.array(Step) })),
    configuration: z.object({
      properties: z.record(
        z.string(),
        z.object({ scope: z.optional(z.string()), default: z.unknown(), markdownDescription: z.string() }),
      ),
    }),
  }),
});

/** Its package.json, as far as tests look at it. */
export const manifest = (): z.infer<typeof Manifest> => Manifest.parse(extensionUnderTest().packageJSON);

/** What its package.json contributes. */
export const contributions = (): z.infer<typeof Manifest>['contributes'] => manifest().contributes;

let signedIn: Promise<void> | undefined;

const signInOnce = async (): Promise<void> => {
  // Quick inputs cannot be answered from inside, so it signs in as under `npm start`.
  process.env['ECGRID_SANDBOX_URL'] = testSandbox.url;
  process.env['ECGRID_SANDBOX_KEY'] = testSandbox.keys.NetworkAdmin;
  await extensionUnderTest().activate();
  await vscode.commands.executeCommand('ecgrid.users.focus');
  // The view in sight loads the users as soon as the extension is signed in: nothing else tells it outside.
  while (!(await testSandbox.judge.lines()).includes('POST /v2/users/list'));
};

/** Resolves when the running extension is signed in as the network administrator. */
export const extensionSignedIn = (): Promise<void> => (signedIn ??= signInOnce());
