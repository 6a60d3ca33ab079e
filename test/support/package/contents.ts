/** What the packaged extension may hold. */
import { listFiles, PackageManager } from '@vscode/vsce';
import { projectRoot } from '../paths.ts';

/** Every file has a pattern here, and every pattern a file. vsce writes three of the names in its own way. */
export const expectedFiles: readonly RegExp[] = [
  /^package\.json$/,
  /^readme\.md$/i,
  /^changelog\.md$/i,
  /^LICENSE(\.txt)?$/,
  /^THIRD-PARTY-NOTICES\.txt$/,
  /^media\/ecgrid\.svg$/,
  /^media\/icon\.png$/,
  /^media\/walkthrough\/\w+\.md$/,
  /^dist\/extension\.cjs$/,
  /^dist\/chunks\/[\w-]+\.cjs$/,
  /^dist\/webview\/pages\.js$/,
  /^dist\/webview\/pages\.css$/,
];

/** The files that no pattern allows; paths with `/`. */
export const unexpectedFiles = (files: readonly string[]): readonly string[] =>
  files.filter((file) => !expectedFiles.some((pattern) => pattern.test(file)));

/** What vsce would pack of a folder now. Bundles are packed only once they have been built. */
export const filesToPack = (cwd = projectRoot): Promise<readonly string[]> =>
  listFiles({ cwd, packageManager: PackageManager.None });
