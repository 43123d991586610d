// Questions about processes that this launcher may not have started itself.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether any process has this pid; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal; a process that has ended meanwhile is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether this pid is the PostgreSQL server of `dataDir`, and not another program that got a reused pid. */
export function isPostmaster(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true; // no cheap way to ask; the caller's connection test decides
  const commandLine = readCommandLine(pid);
  return commandLine.includes('postgres') && commandLine.includes(dataDir);
}

function readCommandLine(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Ends the backends that outlived a killed server: while one is in a query, the next start fails with
 * "pre-existing shared memory block is still in use". Every one has the data folder as its working directory.
 * (Linux only; elsewhere backends notice within a second or so, and a start can be repeated.)
 */
export async function endOrphanBackends(dataDir: string): Promise<void> {
  for (let round = 0; round < 100; round++) {
    const orphans = findBackends(dataDir);
    if (orphans.length === 0) return;
    for (const pid of orphans) signal(pid, round < 50 ? 'SIGQUIT' : 'SIGKILL');
    await sleep(50);
  }
}

function findBackends(dataDir: string): number[] {
  if (process.platform !== 'linux') return [];
  const workingDir = realpathSync(dataDir);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === workingDir && readCommandLine(pid).includes('postgres');
    } catch {
      return false; // ended meanwhile, or another user's
    }
  });
}
