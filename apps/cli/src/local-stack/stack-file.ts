/** One stack a state folder: two would fight for its database. The file names the stack that runs there. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@yoto/core';

interface RunningStack {
  pid: number;
  url: string;
}

const stackFile = (stateDir: string) => path.join(stateDir, 'stack.json');

/**
 * Throws `conflict` when another stack lives in the folder. Resolves to true when one was killed there and left its
 * file: its processes may take a moment to notice and end.
 */
export async function assertNoOtherStack(stateDir: string): Promise<boolean> {
  const other = read(stateDir);
  if (!other) return false;
  if (!isAlive(other.pid) || !(await answers(other.url))) return true;
  throw new AppError('conflict', `Another yoto (process ${other.pid}) runs on ${stateDir}, at ${other.url}`, {
    details: { fix: 'use that one, stop it, or give this one a folder of its own: --state DIR' },
  });
}

export function writeStackFile(stateDir: string, url: string): void {
  writeFileSync(stackFile(stateDir), `${JSON.stringify({ pid: process.pid, url } satisfies RunningStack)}\n`);
}

export function removeStackFile(stateDir: string): void {
  rmSync(stackFile(stateDir), { force: true });
}

function read(stateDir: string): RunningStack | undefined {
  try {
    return JSON.parse(readFileSync(stackFile(stateDir), 'utf8')) as RunningStack;
  } catch {
    return undefined; // none, or half-written by a process that was killed
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process id may have been given to another program: the address tells for sure. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
