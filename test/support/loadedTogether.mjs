/**
 * What is loaded together when any of it is first needed. VS Code takes some milliseconds for each file, however small,
 * and esbuild alone would make a hundred: one for each `import()`, and more for what they share.
 */
import { posix, relative, sep } from 'node:path';
import { build } from 'esbuild';

/** The file that an `import()` goes to is named by the first group that has the beginning of its path. */
const groups = {
  ecgridos: ['src/api/soap/'],
  exchange: ['src/host/exchange/'],
  session: [
    'src/host/connection/',
    'src/host/journal/openJournal.ts',
    'src/host/journal/settleAbandoned.ts',
    'src/host/users/savedView.ts',
    'src/host/users/usersTree.ts',
  ],
  actions: ['src/'],
};

const groupOf = (path) =>
  Object.keys(groups).find((name) => groups[name].some((beginning) => path.startsWith(beginning)));

/** @returns the paths that are imported by `import()`, by their group */
const membersOf = async (options) => {
  const { metafile } = await build({
    ...options,
    metafile: true,
    write: false,
    sourcemap: false,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const lazy = imports.filter(({ kind, external }) => kind === 'dynamic-import' && external !== true);
  return Map.groupBy(new Set(lazy.map(({ path }) => path)), groupOf);
};

/**
 * An esbuild plugin that leads every `import()` to the file of its group, which has all that its members export. A name that
 * two of them export ends the build: neither would be there.
 * @param options the build without it
 */
export const loadedTogether = (options) => ({
  name: 'loaded-together',
  setup: async (own) => {
    Object.assign(own.initialOptions, { logOverride: { 'ambiguous-reexport': 'error' } });
    const members = await membersOf(options);
    own.onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const { path: found } = await own.resolve(path, { kind: 'import-statement', resolveDir });
      const group = groupOf(relative(process.cwd(), found).replaceAll(sep, posix.sep));
      return group && { path: group, namespace: 'group' };
    });
    own.onLoad({ filter: /./, namespace: 'group' }, ({ path: group }) => ({
      contents: [
        // So that all groups share all that activation has: it would be a file for each set of them otherwise.
        "import './src/extension.ts';",
        ...members.get(group).map((path) => `export * from './${path}';`),
      ].join('\n'),
      resolveDir: process.cwd(),
    }));
  },
});
