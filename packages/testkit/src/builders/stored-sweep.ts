/** Rows that tests of the storage's users start from. */
import type { SweepSpecInput } from '@yoto/core';
import {
  type Claimant,
  type JobRow,
  type NewWorker,
  openStorage,
  type Storage,
  type SweepRow,
} from '@yoto/storage';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../postgres/test-database.ts';
import { plannedSweep } from './toy-sweep.ts';

export interface TestStorage {
  storage: Storage;
  database: TestDatabase;
  /** Deletes all rows: much quicker than another database for each test. */
  clear(): Promise<void>;
  /** Moves what the jobs wait for and when they were last heard into the past, as if so long had gone by. */
  letTimePass(ms: number): Promise<void>;
  /** Closes the storage and drops its database. */
  close(): Promise<void>;
}

/** A storage on a test database of its own. */
export async function testStorage(): Promise<TestStorage> {
  const database = await testDatabase();
  const storage = await openStorage({ databaseUrl: database.url });
  return {
    storage,
    database,
    // What belongs to a sweep or a worker goes with it.
    clear: () => execute(database.url, 'delete from sweeps; delete from workers; delete from events'),
    letTimePass: (ms) => execute(database.url, AGE_JOBS, [ms]),
    async close() {
      await storage.close();
      await database.drop();
    },
  };
}

const AGE_JOBS = `
  update jobs set not_before = not_before - $1 * interval '1 millisecond',
    heartbeat_at = heartbeat_at - $1 * interval '1 millisecond'`;

async function execute(databaseUrl: string, sql: string, values?: (number | string)[]): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}

/** Stores a sweep (`sweepSpec` says which) and reads its jobs back, in plan order. */
export async function submitSweep(
  storage: Storage,
  written: Partial<SweepSpecInput> = {},
): Promise<{ sweep: SweepRow; jobs: JobRow[] }> {
  const { spec, plan } = plannedSweep(written);
  const { sweep } = await storage.sweeps.create(spec, plan);
  return { sweep, jobs: await storage.jobs.ofSweep(sweep.id) };
}

/**
 * Stores `count` more sweeps like this one, each with a copy of its first job, all newer than any real one: a server
 * that has been used for years. The sweep number n (from 1) is called `crowd n`.
 */
export async function crowdAround({ url }: TestDatabase, sweepId: string, count: number): Promise<void> {
  await execute(url, CROWD, [sweepId, count]);
}

const CROWD = `
  with crowd as (
    insert into sweeps (id, name, task_id, dataset_id, spec)
    select ('ffffffff-ffff-4fff-8fff-' || lpad(to_hex(n), 12, '0'))::uuid, 'crowd ' || n, task_id, dataset_id, spec
    from sweeps, generate_series(1, $2::int) n where id = $1::uuid
    returning id
  )
  insert into jobs (id, sweep_id, index, spec, priority, steps, sources, requirement_key)
  select gen_random_uuid(), crowd.id, 0, spec, priority, steps, sources, requirement_key
  from crowd, jobs where jobs.sweep_id = $1::uuid and jobs.index = 0`;

/** Stores a sweep of one fixed job; `defaults` are those of the sweep spec. */
export async function submitJob(
  storage: Storage,
  defaults: NonNullable<SweepSpecInput['defaults']> = {},
): Promise<JobRow> {
  const groups: SweepSpecInput['groups'] = [{ kind: 'fixed', name: 'one', lambdas: { 'near-b': [1] } }];
  const { jobs } = await submitSweep(storage, { groups, defaults });
  return jobs[0]!;
}

/** Registers a worker; gives what `jobs.claimNext` wants to know of it. */
export async function registerWorker(
  storage: Storage,
  name = 'worker',
  has: Partial<NewWorker> = {},
): Promise<Claimant> {
  const engine = { engine: 'wasm', device: 'cpu' };
  const workerId = await storage.workers.register({
    ...engine,
    name,
    host: 'localhost',
    pid: process.pid,
    version: '0.1.0',
    concurrency: 1,
    ...has,
  });
  return { workerId, ...engine, engineVersion: '4.22.0' };
}

/** Claims the next due job, which there must be, for `worker` (as `registerWorker` gives it). */
export async function claimDue(storage: Storage, worker: Claimant): Promise<JobRow> {
  const job = await storage.jobs.claimNext(worker);
  if (!job) throw new Error('no job is due');
  return job;
}
