import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A folder that a layer must not import, with the reason that lint prints. */
const no = (folder, why) => ({
  regex: `^(\\.{1,2}/)+(src/)?${folder}(/|\\.ts$)`,
  message: `${why} See "The dependency rule" in ARCHITECTURE.md.`,
});
const noVscode = {
  regex: '^vscode$',
  message: 'Only src/host talks to VS Code, so that everything else runs and is tested without it.',
};
const noToolkit = {
  regex: '^@vscode/webview-ui-toolkit',
  message: 'The toolkit is archived upstream: only src/webview/components.ts names it.',
};
const zodByNamespace = {
  name: 'zod',
  message: "Import zod as `import * as z from 'zod/mini'`: the named import bundles every locale.",
};
/** Selects `import { z } from 'zod/mini'`. */
const namedZod = {
  selector: "ImportDeclaration[source.value='zod/mini'] ImportSpecifier[imported.name='z']",
  message: "Import zod as `import * as z from 'zod/mini'`: the named import bundles every locale.",
};

/** The import rule of one layer: what every layer obeys, and what this one adds. */
const layer = (files, ...patterns) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { paths: [zodByNamespace], patterns: [noToolkit, ...patterns] }],
  },
});

const upward = {
  api: no('api', 'Imports run downward only: this layer is below the client.'),
  journal: no('journal', 'The journal records what operations do.'),
  operations: no('operations', 'Imports run downward only: operations are built on the client.'),
  directory: no('directory', 'Imports run downward only: this layer is below the directory.'),
  exchange: no('exchange', 'Files are read and written for the host alone.'),
  protocol: no('protocol', 'The protocol is spoken by host and webview only.'),
  host: no('host', 'Nothing but the composition root imports the host.'),
  webview: no('webview', 'Webview code runs in a browser; the host must not import it.'),
  sandbox: no('sandbox', 'The sandbox is never shipped; the product must not import it.'),
};

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', '.vscode-test/', 'test-results/'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      'no-restricted-syntax': [
        'error',
        namedZod,
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Name what you export: default exports lose their name.',
        },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  layer(
    ['src/domain/**'],
    noVscode,
    upward.journal,
    upward.api,
    upward.directory,
    upward.protocol,
    upward.exchange,
    upward.host,
    upward.webview,
    upward.sandbox,
    { regex: '^(?!\\.{1,2}/|zod/mini$)', message: 'The domain is pure: it imports zod alone.' },
  ),
  layer(
    ['src/api/**'],
    noVscode,
    upward.journal,
    upward.operations,
    upward.directory,
    upward.protocol,
    upward.exchange,
    upward.host,
    upward.webview,
    upward.sandbox,
  ),
  layer(
    ['src/journal/**'],
    noVscode,
    upward.api,
    upward.operations,
    upward.directory,
    upward.protocol,
    upward.exchange,
    upward.host,
    upward.webview,
    upward.sandbox,
  ),
  layer(
    ['src/operations/**'],
    noVscode,
    upward.directory,
    upward.protocol,
    upward.exchange,
    upward.host,
    upward.webview,
    upward.sandbox,
  ),
  layer(
    ['src/directory/**'],
    noVscode,
    upward.journal,
    upward.operations,
    upward.protocol,
    upward.exchange,
    upward.host,
    upward.webview,
    upward.sandbox,
  ),
  layer(
    ['src/exchange/**'],
    noVscode,
    upward.journal,
    upward.api,
    upward.operations,
    upward.directory,
    upward.protocol,
    upward.host,
    upward.webview,
    upward.sandbox,
  ),
  layer(
    ['src/protocol/**'],
    noVscode,
    upward.journal,
    upward.api,
    upward.operations,
    upward.directory,
    upward.exchange,
    upward.host,
    upward.webview,
    upward.sandbox,
  ),
  layer(['src/host/**', 'src/extension.ts'], upward.webview, upward.sandbox),
  layer(
    ['src/webview/**'],
    noVscode,
    upward.journal,
    upward.api,
    upward.operations,
    upward.directory,
    upward.exchange,
    upward.host,
    upward.sandbox,
  ),
  {
    files: ['src/webview/components.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noVscode, upward.api, upward.host] }] },
  },
  layer(
    ['sandbox/**'],
    noVscode,
    no(
      '(api|directory|exchange|host|journal|operations|protocol|webview)',
      'The sandbox judges the client: it shares the domain only.',
    ),
  ),
  layer(['test/**']),
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    // node:test and Mocha hand out promises that the runner, not the caller, waits for.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'describe', 'it', 'suite'], package: 'node:test' },
          ],
        },
      ],
    },
  },
  {
    files: [
      'test/run.ts',
      'test/bench/**',
      'test/mutation/**',
      'test/support/**',
      'sandbox/main.ts',
      'esbuild.mjs',
    ],
    rules: { 'no-console': 'off' },
  },
);
