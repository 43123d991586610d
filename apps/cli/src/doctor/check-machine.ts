import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import path from 'node:path';
import { formatBytes } from '@yoto/core';
import type { Finding } from './finding.ts';

const GIBIBYTE = 2 ** 30;
/** A database, logs and a few checkpoints. */
const LEAST_DISK_BYTES = GIBIBYTE / 4;
const COMFORTABLE_DISK_BYTES = 2 * GIBIBYTE;
/** Two small trainers, the API and the database. */
const COMFORTABLE_MEMORY_BYTES = 3 * GIBIBYTE;

export async function checkNode(version: string = process.versions.node): Promise<Finding[]> {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19))
    return [{ name: 'Node.js', status: 'ok', detail: version }];
  const fix = 'install Node.js 20.19 or newer';
  return [{ name: 'Node.js', status: 'error', detail: `${version} is too old`, fix }];
}

/** Free space where the state folder is, or will be. */
export async function checkDisk(stateDir: string): Promise<Finding[]> {
  let folder = stateDir;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const detail = `${formatBytes(free)} free at ${stateDir}`;
  if (free >= COMFORTABLE_DISK_BYTES) return [{ name: 'disk', status: 'ok', detail }];
  const status = free >= LEAST_DISK_BYTES ? 'warn' : 'error';
  const fix = 'free some space, or put the state elsewhere with YOTO_STATE or --state';
  return [{ name: 'disk', status, detail, fix }];
}

export async function checkMemory(): Promise<Finding[]> {
  const cores = availableParallelism();
  const detail = `${formatBytes(freemem())} free of ${formatBytes(totalmem())}, ${cores} core${cores === 1 ? '' : 's'}`;
  if (totalmem() >= COMFORTABLE_MEMORY_BYTES) return [{ name: 'memory', status: 'ok', detail }];
  return [{ name: 'memory', status: 'warn', detail, fix: 'run fewer workers: yoto up --workers 1' }];
}
