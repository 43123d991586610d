/** One stack per state folder: two would fight for its database. A lock keeps others out, a file says who has it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@yoto/core';
import { tryLockFile } from '@yoto/host';

/** How long the holder of the lock may need to write who it is. */
const INTRODUCED_WITHIN_MS = 2000;
const POLL_MS = 50;

interface RunningStack {
  pid: number;
  /** Not known while it starts. */
  url?: string;
}

export interface StackClaim {
  /** Whether a stack was killed here: its processes may take a moment to notice and end. */
  afterKill: boolean;
  /** Tells the others where this stack is. */
  announce(url: string): void;
  /** Lets the next stack in. The end of this process does the same. */
  release(): void;
}

/**
 * Claims the folder, which must exist, for the life of this process.
 * @throws AppError `conflict` when another stack has it, which is then left as it is
 */
export async function claimStateFolder(stateDir: string): Promise<StackClaim> {
  const lock = tryLockFile(path.join(stateDir, 'stack.lock'));
  if (lock === undefined) throw claimedError(stateDir, await whoHasIt(stateDir));
  const file = path.join(stateDir, 'stack.json');
  const afterKill = read(file) !== undefined;
  const write = (stack: RunningStack) => writeFileSync(file, `${JSON.stringify(stack)}\n`);
  write({ pid: process.pid });
  return {
    afterKill,
    announce: (url) => write({ pid: process.pid, url }),
    release() {
      rmSync(file, { force: true });
      lock.release();
    },
  };
}

async function whoHasIt(stateDir: string): Promise<RunningStack | undefined> {
  const deadline = Date.now() + INTRODUCED_WITHIN_MS;
  for (;;) {
    const holder = read(path.join(stateDir, 'stack.json'));
    // One that is dead was killed, and the holder of the lock has not written yet.
    if (holder && isAlive(holder.pid)) return holder;
    if (Date.now() > deadline) return undefined;
    await delay(POLL_MS);
  }
}

function claimedError(stateDir: string, holder: RunningStack | undefined): AppError {
  const who = holder === undefined ? '' : ` (process ${holder.pid})`;
  const where = holder?.url === undefined ? '' : `, at ${holder.url}`;
  const stop = holder === undefined ? 'stop it' : `stop it with Ctrl-C or \`kill ${holder.pid}\``;
  return new AppError('conflict', `Another yoto${who} runs on ${stateDir}${where}`, {
    details: { fix: `use that one, ${stop}, or give this one a folder of its own: YOTO_STATE=DIR` },
  });
}

function read(file: string): RunningStack | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunningStack;
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
