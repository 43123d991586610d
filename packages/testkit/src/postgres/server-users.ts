/** Which processes use the shared server, as one file a process: the last to leave may stop it. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testServerFolder } from './repository-paths.ts';

const usersFolder = () => path.join(testServerFolder(), 'users');

export function joinServerUsers(): void {
  mkdirSync(usersFolder(), { recursive: true });
  writeFileSync(path.join(usersFolder(), String(process.pid)), '');
}

/** Forgets this process and those that died. `last`: there were some, and now nobody uses the server any more. */
export function leaveServerUsers(): { last: boolean } {
  mkdirSync(usersFolder(), { recursive: true });
  const pids = readdirSync(usersFolder()).map(Number);
  const gone = pids.filter((pid) => pid === process.pid || !isAlive(pid));
  for (const pid of gone) rmSync(path.join(usersFolder(), String(pid)), { force: true });
  return { last: pids.length > 0 && gone.length === pids.length };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
