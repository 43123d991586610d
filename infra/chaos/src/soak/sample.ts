/** What a process and its servers hold at one moment. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { readProc } from '../stack/process-tree.ts';
import type { Stack } from '../stack/stack.ts';
import type { Supervised } from '../stack/supervised.ts';

/** Every number that must stay flat. */
export interface Sample {
  jobs: number;
  daemonReachableMb: number;
  daemonResidentMb: number;
  apiReachableMb: number;
  daemonFiles: number;
  apiFiles: number;
  postgresConnections: number;
  /** 0 without Redis. */
  redisClients: number;
  temporaryFiles: number;
}

const MEBIBYTE = 2 ** 20;

/** Asks both processes to collect garbage first, so that memory is what is reachable. */
export async function takeSample(stack: Stack, jobs: number): Promise<Sample> {
  const daemon = stack.workers[0]!.daemon;
  const daemonMemory = await memoryOf(daemon);
  const apiMemory = await memoryOf(stack.api);
  const [connections] = await stack.rows.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where backend_type = 'client backend' and application_name <> 'yoto-chaos'`,
  );
  return {
    jobs,
    daemonReachableMb: daemonMemory.reachableMb,
    daemonResidentMb: daemonMemory.residentMb,
    apiReachableMb: apiMemory.reachableMb,
    daemonFiles: openFiles(daemon),
    apiFiles: openFiles(stack.api),
    postgresConnections: connections!.count,
    redisClients: stack.redis ? await redisClients(stack.redis.url) : 0,
    temporaryFiles: countFiles(stack),
  };
}

async function memoryOf(one: Supervised) {
  const answer = await one.ask({ type: 'measure-memory' });
  if (answer?.type !== 'memory') throw new Error(`${one.name} does not say how much memory it holds`);
  const { reachableBytes, residentBytes } = answer as { reachableBytes: number; residentBytes: number };
  return { reachableMb: reachableBytes / MEBIBYTE, residentMb: residentBytes / MEBIBYTE };
}

/** Files, sockets and pipes. */
function openFiles(one: Supervised): number {
  const pid = one.pid();
  if (pid === undefined || readProc(pid, 'stat') === undefined) throw new Error(`${one.name} has ended`);
  return readdirSync(`/proc/${pid}/fd`).length;
}

async function redisClients(url: string): Promise<number> {
  const connection = new Redis(url);
  try {
    const list = String(await connection.client('LIST'));
    // One of them is this.
    return list.trim().split('\n').length - 1;
  } finally {
    connection.disconnect();
  }
}

/** What lies in the system's folder for temporary files and in the worker's own, its store of artifacts apart. */
function countFiles({ folder, workers }: Stack): number {
  const folders = ['tmp', ...workers.map(({ daemon }) => daemon.name)];
  return folders.reduce((sum, name) => sum + filesBelow(path.join(folder, name)), 0);
}

function filesBelow(folder: string): number {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  } catch (error) {
    // A folder that goes away while it is read, or that is not there yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
