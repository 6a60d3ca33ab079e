/**
 * Writes a bundle of modules as CommonJS. esbuild splits only ES modules, but VS Code loads those slowly: it makes a
 * module with all its names out of `vscode` first, and goes through several hands for each file.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { transform } from 'esbuild';

/** `vscode` as it is, rather than a copy with all its hundreds of names in each place that needs it. */
const withoutCopies = (code) => code.replaceAll(/[\w$]+\(require\("vscode"\)\)/g, 'require("vscode")');

const writeScript = async ({ path, text }, { minify, target, charset, sourcemap, platform }) => {
  const { code, map } = await transform(text, {
    ...{ format: 'cjs', minify, target, charset, platform },
    sourcemap: sourcemap === false ? false : 'external',
    // Otherwise `import()` would stay, and load its file as a module after all.
    supported: { 'dynamic-import': false },
  });
  const name = path.split(/[\\/]/).at(-1);
  const end = map === '' ? '' : `//# sourceMappingURL=${name}.map\n`;
  await writeFile(path, withoutCopies(code) + end);
  if (map !== '') await writeFile(`${path}.map`, map);
};

/** An esbuild plugin for a build of ES modules whose files are to end in `.cjs`. */
export const commonJs = {
  name: 'common-js',
  setup: (build) => {
    const { initialOptions: options } = build;
    // transform() takes over only a map that is within the file.
    Object.assign(options, { write: false, sourcemap: options.sourcemap && 'inline' });
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const folder of new Set(outputFiles.map(({ path }) => dirname(path))))
        await mkdir(folder, { recursive: true });
      await Promise.all(outputFiles.map((file) => writeScript(file, options)));
    });
  },
};
