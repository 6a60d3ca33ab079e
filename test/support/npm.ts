import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/**
 * The npm settings that a nested npm takes over from the outer one: where packages come from and how to get there.
 * Everything else that `npm run` exports (prefix, omit, workspace, dry-run, …) belongs to the outer call alone.
 */
const inherited = new Set(
  [
    'registry',
    'userconfig',
    'globalconfig',
    'cache',
    'proxy',
    'https_proxy',
    'noproxy',
    'ca',
    'cafile',
  ].concat(['strict_ssl', 'fetch_retries', 'fetch_timeout']),
);

/** The environment for a program that must not notice that it was started under `npm run`. */
export function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)));
}

function nestedNpmEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => {
    const setting = /^npm_config_(.*)$/i.exec(name)?.[1];
    return setting !== undefined && inherited.has(setting.toLowerCase());
  });
  return { ...withoutNpm(env), ...Object.fromEntries(kept) };
}

/** Runs npm in a folder, free of the flags of an outer npm; throws with the end of its output when it fails. */
export async function runNpm(cwd: string, args: readonly string[]): Promise<void> {
  // The outer npm says where it lives; started as a script it runs on this very Node, on Windows too.
  const outer = process.env['npm_execpath'];
  const isNpm = outer !== undefined && basename(outer) === 'npm-cli.js';
  const [command, ...first] = isNpm ? [process.execPath, outer] : ['npm'];
  const child = spawn(command, [...first, ...args], {
    cwd,
    env: nestedNpmEnv(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: !isNpm && process.platform === 'win32',
  });
  let output = '';
  const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const outcome = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? '' : `ended with ${signal ?? `code ${code ?? '?'}`}`),
    );
  });
  if (outcome !== '') throw new Error(`npm ${args.join(' ')} ${outcome}\n${output.trim()}`);
}
