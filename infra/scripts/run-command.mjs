import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Runs a program from the root of the repository with this terminal; resolves to its exit code. */
export function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: 'inherit',
      shell: process.platform === 'win32', // npm and npx are batch files there
    });
    // Ctrl-C reaches the child as well, and the child decides how to end; other signals come to this process alone.
    const wait = () => {};
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', pass).off('SIGHUP', pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Like `run`, but ends this process with a message when the program fails. */
export async function mustRun(what, command, args, env) {
  const code = await run(command, args, env);
  if (code === 0) return;
  console.error(`error: ${what} failed (${[command, ...args].join(' ')}, exit ${code})`);
  process.exit(code);
}
