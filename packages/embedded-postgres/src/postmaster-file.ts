// postmaster.pid: what a server writes about itself, and what it leaves behind when it is killed.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface PostmasterRecord {
  pid: number;
  /** NaN until the server has chosen it. */
  port: number;
  /** `ready` once it takes connections; a stale file says so too, so compare the pid. */
  status: string;
}

export function postmasterFile(dataDir: string): string {
  return path.join(dataDir, 'postmaster.pid');
}

/** The record, or undefined when no server runs and none was killed. Lines: pid, folder, start, port, …, status. */
export function readPostmasterRecord(dataDir: string): PostmasterRecord | undefined {
  let lines: string[];
  try {
    lines = readFileSync(postmasterFile(dataDir), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), status: lines[7]?.trim() ?? '' };
}
