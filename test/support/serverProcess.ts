/**
 * The process a VS Code server runs in: `node serverProcess.ts server-main.js ARGUMENTS…`.
 *
 * It ends together with whoever started it, however that one ends: a closed standard input is the sign. So that no
 * server is left behind by a test run that was killed.
 */
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { collectFromExtensionHosts } from './coverage/extensionHosts.ts';

// The server reads its arguments from where they are when it is the script that was started.
process.argv.splice(1, 1);
const main = process.argv[1];
if (main === undefined) throw new Error('Name the script of the server, then its arguments.');

process.stdin.resume();
void once(process.stdin, 'close').then(() => {
  // The starter made this process the leader of a group of its own; the extension hosts are in it.
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
});

collectFromExtensionHosts();
await import(pathToFileURL(main).href);
