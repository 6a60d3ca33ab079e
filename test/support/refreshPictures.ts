/** `npm run screenshots`: copies the README's pictures from the last e2e run into media/. */
import { globSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot, screenshotsFolder } from './paths.ts';

const pictures = globSync('readme-*.png', { cwd: screenshotsFolder });
if (pictures.length === 0) throw new Error('There are no pictures: run the e2e tests first.');
for (const picture of pictures) {
  await copyFile(join(screenshotsFolder, picture), join(projectRoot, 'media', picture));
  console.log(`media/${picture}`);
}
