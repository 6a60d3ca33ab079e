/** F5: a sandbox for a desktop VS Code, which reads its address and key from the file that is written here. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server.ts';
import { cacheFolder } from './paths.ts';

console.log('Starting the sandbox');
const sandbox = await startSandbox();
await mkdir(cacheFolder, { recursive: true });
await writeFile(
  join(cacheFolder, 'sandbox.env'),
  `ECGRID_SANDBOX_URL=${sandbox.url}\nECGRID_SANDBOX_KEY=${sandbox.apiKeys.NetworkAdmin}\n`,
);
console.log(`Sandbox ready: ${sandbox.url}`);
process.once('SIGINT', () => void sandbox.close());
process.once('SIGTERM', () => void sandbox.close());
