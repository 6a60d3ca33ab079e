/** Part of `npm run check`: nothing gets into the package that is not meant to. */
import { filesToPack, unexpectedFiles } from './contents.ts';

const unexpected = unexpectedFiles(await filesToPack());
if (unexpected.length > 0) {
  console.error(`These files would be packaged: ${unexpected.join(', ')}.`);
  console.error('Leave them out in .vscodeignore, or allow them in test/support/package/contents.ts.');
  process.exitCode = 1;
}
