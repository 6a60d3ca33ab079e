/**
 * What the extension's bundle needs of packages that were written for a process of their own: the extension host belongs
 * to all extensions, so nothing may patch `fs` or listen to its signals. A lock that is left behind goes stale instead.
 */

const empty = { 'signal-exit': 'module.exports = () => () => undefined;' };
const replaced = { 'graceful-fs': 'node:fs' };

/** An esbuild plugin; it also lets packages `require` what is built into Node.js, which a bundle of modules cannot. */
export const sharedProcess = {
  name: 'shared-process',
  setup: (build) => {
    build.onResolve({ filter: /^(signal-exit|graceful-fs)$/ }, ({ path }) => ({ path, namespace: 'shared' }));
    build.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({
      contents:
        empty[path] ?? `export * from '${replaced[path]}'; export { default } from '${replaced[path]}';`,
    }));
    build.onResolve({ filter: /^(path|fs|os)$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, namespace: 'built-in' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'built-in' }, ({ path }) => ({
      contents: `export * from 'node:${path}'; export { default } from 'node:${path}';`,
    }));
  },
};
