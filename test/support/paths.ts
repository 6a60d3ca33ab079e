import { join } from 'node:path';

/** The root folder of the project. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/** Where downloaded and unpacked things are kept between runs; ignored by git. */
export const cacheFolder = join(projectRoot, '.vscode-test');

/** Where a run leaves what a person may want to look at afterwards; ignored by git. */
export const resultsFolder = join(projectRoot, 'test-results');

/** Where screenshots are put. */
export const screenshotsFolder = join(resultsFolder, 'screenshots');
