/** The whole product on this machine, each part a process of its own that can be killed, stopped and cut off. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@yoto/client';
import { AppError } from '@yoto/core';
import { type OwnPostgres, ownPostgres, type TestRedis, testRedis } from '@yoto/testkit';
import { type ChaosWorker, startWorker, stopWorkers } from './chaos-worker.ts';
import { artifactsBelow, type Backend, type StackOptions } from './place.ts';
import { processesWithEnvironment, sendSignal } from './process-tree.ts';
import { openRows, type Rows } from './rows.ts';
import { startApi } from './start-api.ts';
import type { Supervised } from './supervised.ts';
import { GRACE_MS } from './timings.ts';

const READY_WITHIN_MS = 120_000;

export interface Stack {
  backend: Backend;
  folder: string;
  postgres: OwnPostgres;
  redis: TestRedis | undefined;
  api: Supervised;
  client: Client;
  /** Straight to the database, around all proxies. */
  rows: Rows;
  workers: ChaosWorker[];
  /** Folder of checkpoints and artifacts, which all workers share. */
  artifactsDir: string;
  /** Aborted when the stack is being closed: nothing will come any more. */
  closed: AbortSignal;
  /** Ends every process, also those that were stopped or lost their parent. */
  close(): Promise<void>;
}

/**
 * Starts everything, waits until it is ready, and ends it when `work` has.
 * @throws AppError `config_invalid` where redis-server is missing
 */
export async function withStack<T>(options: StackOptions, work: (stack: Stack) => Promise<T>): Promise<T> {
  const stack = await startStack(options);
  try {
    return await work(stack);
  } finally {
    await stack.close();
  }
}

async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, backend } = options;
  const closers: (() => Promise<void> | void)[] = [];
  const closing = new AbortController();
  const close = async () => {
    closing.abort();
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    mkdirSync(path.join(folder, 'logs'), { recursive: true });
    const postgres = await ownPostgres(path.join(folder, 'postgres'));
    closers.push(() => postgres.stop());
    const redis = backend === 'redis' ? await requireRedis() : undefined;
    closers.push(() => redis?.stop());
    const endAll = () => endLeftovers(folder);
    process.once('exit', endAll);
    closers.push(() => {
      process.off('exit', endAll);
      endAll();
    });
    const { api, client } = await startApi(options, { postgres, redis });
    closers.push(() => api.stop(GRACE_MS));
    await within(api.untilReady(), 'the API', folder);
    const rows = openRows(postgres.url);
    closers.push(() => rows.close());
    const workers = await Promise.all(
      Array.from({ length: options.workers }, (_, index) => startWorker(options, index, { postgres, redis })),
    );
    closers.push(() => stopWorkers(workers));
    await within(Promise.all(workers.map(({ daemon }) => daemon.untilReady())), 'the workers', folder);
    const parts = { backend, folder, postgres, redis, api, client, rows, workers };
    return { ...parts, artifactsDir: artifactsBelow(folder), closed: closing.signal, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function requireRedis(): Promise<TestRedis> {
  const redis = await testRedis();
  if (redis) return redis;
  throw new AppError(
    'config_invalid',
    'redis-server is not on the PATH: install it, or use --queue postgres',
  );
}

/** Trainers whose daemon was killed while they were stopped; the folder's name is in nobody else's environment. */
function endLeftovers(folder: string): void {
  for (const { pid } of processesWithEnvironment(artifactsBelow(folder))) sendSignal(pid, 'SIGKILL');
}

async function within(ready: Promise<unknown>, what: string, folder: string): Promise<void> {
  const giveUp = new AbortController();
  const late = sleep(READY_WITHIN_MS, 'late' as const, { signal: giveUp.signal });
  late.catch(() => undefined);
  const outcome = await Promise.race([ready, late]);
  giveUp.abort();
  if (outcome !== 'late') return;
  throw new AppError(
    'crashed',
    `${what} did not start within ${READY_WITHIN_MS / 1000} s: see ${folder}/logs`,
  );
}
