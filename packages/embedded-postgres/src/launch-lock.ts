// One launcher at a time works on a data folder: two that start at the same instant would both run initdb.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@yoto/core';
import { isAlive } from './processes.ts';

/** A live holder touches the file this often, so an untouched one belongs to nobody. */
const TOUCH_INTERVAL_MS = 1_000;
const ABANDONED_AFTER_MS = 10_000;
/** Longer than the slowest start (crash recovery of a large database). */
const DEFAULT_WAIT_MS = 180_000;

/**
 * Runs `work` while this process alone holds the lock file; waits for another holder to finish. The lock of a
 * launcher that died is taken over.
 * @throws AppError `conflict` when another launcher still holds it after `waitMs`.
 */
export async function withLaunchLock<T>(
  file: string,
  work: () => Promise<T>,
  waitMs: number = DEFAULT_WAIT_MS,
): Promise<T> {
  const content = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() });
  const deadline = Date.now() + waitMs;
  while (!tryLock(file, content)) {
    const held = readLock(file);
    if (held && isAbandoned(held)) breakLock(file, held.content);
    else if (Date.now() > deadline) throw lockedError(file, held?.content);
    else await sleep(20);
  }
  const touching = setInterval(() => touch(file), TOUCH_INTERVAL_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if (readLock(file)?.content === content) rmSync(file, { force: true });
  }
}

interface HeldLock {
  content: string;
  touchedAtMs: number;
}

function tryLock(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readLock(file: string): HeldLock | undefined {
  try {
    return { content: readFileSync(file, 'utf8'), touchedAtMs: statSync(file).mtimeMs };
  } catch {
    return undefined; // released meanwhile
  }
}

/** The holder's pid tells at once on this host; a reused pid or another container is told by the time. */
function isAbandoned(held: HeldLock): boolean {
  if (Date.now() - held.touchedAtMs > ABANDONED_AFTER_MS) return true;
  try {
    const { pid, host } = JSON.parse(held.content) as { pid: number; host: string };
    return host === hostname() && !isAlive(pid);
  } catch {
    return false; // being written
  }
}

/** Renames before removing, because only one of two waiters can rename; a lock that is not the dead one goes back. */
function breakLock(file: string, expected: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== expected) linkSync(aside, file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // taken over by someone who thought this process dead: nothing to keep alive
  }
}

function lockedError(file: string, holder: string | undefined): AppError {
  return new AppError(
    'conflict',
    `Another process is still starting the database in this folder (${file}: ${holder}): ` +
      'wait for it, or end it and try again',
  );
}
