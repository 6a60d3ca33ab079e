/** VS Code’s own extensions, as far as the product has to do with them. */
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Themes, icons of files, and JSON, in which users can be read. The other ninety take a quarter of the time of a window. */
const needed = ['theme-defaults', 'theme-modern-icons', 'theme-seti', 'json'];

/**
 * Makes a folder with what a window needs of VS Code’s own extensions.
 * @param main the script of the server; VS Code’s own extensions are two folders above
 * @returns the folder
 */
export const linkBuiltInExtensions = async (main: string, folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  for (const name of needed)
    await symlink(join(main, '..', '..', 'extensions', name), join(folder, name), 'junction');
  return folder;
};
