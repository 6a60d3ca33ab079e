/**
 * Starts a sandbox from the command line. Prints one JSON line, `{"url", "apiKeys"}`, when it listens, and
 * serves until SIGINT or SIGTERM. Exit code 2: the command line is wrong; 1: it could not start.
 */
import { parseOptions, usage, UsageError } from './options.ts';
import { startSandbox } from './server.ts';

const serve = async (): Promise<void> => {
  const { url, apiKeys, close } = await startSandbox(parseOptions(process.argv.slice(2)));
  const stop = (): void => void close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(JSON.stringify({ url, apiKeys }));
};

try {
  await serve();
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else console.error(error instanceof Error ? error.message : 'The sandbox could not start.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
