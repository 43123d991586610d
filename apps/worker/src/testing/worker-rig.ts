/** A database, a queue, an artifact store and workers on them, for tests of whole attempts. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EngineName, JOB_LOG, type JobState, type SweepSpecInput } from '@yoto/core';
import { type JobQueue, openJobQueue } from '@yoto/queue';
import { type ArtifactStore, type JobRow, openArtifactStore, openStorage, type Storage } from '@yoto/storage';
import { plannedSweep, type TcpProxy, type TestDatabase, tcpProxy, testDatabase } from '@yoto/testkit';
import { pino } from 'pino';
import { loadConfig } from '../config.ts';
import { type Daemon, startDaemon } from '../daemon.ts';

export interface WorkerRig {
  database: TestDatabase;
  /** The test's own way to the database, which no proxy cuts. */
  storage: Storage;
  queue: JobQueue;
  artifacts: ArtifactStore;
  stateDir: string;
  /** The network between the workers and the database. */
  network: TcpProxy;
  /** A worker in this process, on connections of its own. */
  startWorker(environment?: Record<string, string>, engine?: EngineName): Promise<Daemon>;
  /** The environment of a worker. */
  environment(more?: Record<string, string>): Record<string, string>;
  /** Submits a sweep and returns its jobs in plan order. */
  submit(written: Partial<SweepSpecInput>): Promise<JobRow[]>;
  /** A sweep of one YOTO job that is at work for as long as a test may need to interfere: until `hurry`. */
  slowJob(steps?: number): Partial<SweepSpecInput>;
  /** From now on slow jobs are quick ones. */
  hurry(): Promise<void>;
  /** Sends messages for the due jobs, as the API's reconciler does. */
  reconcile(): Promise<void>;
  waitFor(jobId: string, wanted: (job: JobRow) => boolean | Promise<boolean>): Promise<JobRow>;
  /** Everything a job leaves behind that must not depend on how often it was interrupted. */
  results(jobId: string): Promise<object>;
  /** Names of the attempts' folders, by worker, that are on disk. */
  spooled(): Promise<string[]>;
  /** Until no folder of an attempt is left: the last goes just after its job has ended. */
  untilHandedOver(): Promise<void>;
  close(): Promise<void>;
}

/** What reading a batch takes; four are read at a time, so a step takes a quarter of it. */
const SLOW_BATCH_MS = 200;
/** Those of the toy task are all alike, and the usual number takes longer than the training. */
const FEW_EXAMPLES = { examples: 32 };
/** Far longer than anything takes, also on a machine with much else to do. */
const LONGEST_WAIT_MS = 90_000;

export async function workerRig(): Promise<WorkerRig> {
  const database = await testDatabase();
  const network = await tcpProxy(database.url);
  const storage = await openStorage({ databaseUrl: database.url });
  const queue = await openJobQueue({ kind: 'postgres', databaseUrl: database.url });
  const stateDir = await mkdtemp(path.join(tmpdir(), 'yoto-worker-'));
  const hurryFile = path.join(stateDir, 'hurry');
  const artifacts = await openArtifactStore(path.join(stateDir, 'artifacts'));
  const stops: (() => Promise<void>)[] = [];
  const environment = (more = {}) => ({
    DATABASE_URL: network.through(database.url),
    YOTO_STATE: stateDir,
    TASK_PACKAGES: '@yoto/testkit/toy-task',
    HEARTBEAT_MS: '200',
    ...more,
  });
  return {
    database,
    storage,
    queue,
    artifacts,
    stateDir,
    network,
    environment,
    async startWorker(more = {}, engine = 'wasm') {
      const worker = await openWorker(environment(more), engine, artifacts);
      stops.push(worker.close);
      return worker.daemon;
    },
    submit: (written) => submit(storage, queue, written),
    slowJob(steps = 240) {
      const params = { delayMs: SLOW_BATCH_MS, delayUntilFile: hurryFile };
      return { ...oneYotoJob(steps), dataset: { id: 'two-points', params } };
    },
    hurry: () => writeFile(hurryFile, ''),
    async reconcile() {
      const due = await storage.jobs.due(100);
      await queue.enqueue(
        due.map(({ id, attempt }) => ({ jobId: id, attempt: attempt + 1, priority: 0, notBefore: null })),
      );
    },
    waitFor: (jobId, wanted) => waitFor(storage, jobId, wanted),
    results: (jobId) => results(storage, artifacts, jobId),
    spooled: () => spooled(stateDir),
    async untilHandedOver() {
      const end = Date.now() + LONGEST_WAIT_MS;
      for (let left = await spooled(stateDir); left.length > 0; left = await spooled(stateDir)) {
        if (Date.now() > end) throw new Error(`not handed over: ${left}`);
        await sleep(20);
      }
    },
    async close() {
      await network.mend();
      await Promise.all(stops.map((stop) => stop()));
      await network.close();
      await queue.close();
      await storage.close();
      await database.drop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

async function spooled(stateDir: string): Promise<string[]> {
  const root = path.join(stateDir, 'spool');
  const workers = await readdir(root).catch(() => []);
  const folders = await Promise.all(workers.map((worker) => readdir(path.join(root, worker))));
  return folders.flat().filter((name) => name !== 'owner.json');
}

async function openWorker(
  environment: Record<string, string>,
  name: EngineName,
  artifacts: ArtifactStore,
): Promise<{ daemon: Daemon; close(): Promise<void> }> {
  const config = loadConfig(environment);
  const nativeDir = path.join(config.stateDir, 'engines');
  const { databaseUrl, taskPackages, trainerCommand: program } = config;
  const reason = 'the test';
  const options = { engine: name, engineReason: reason, threads: 1, nativeDir, taskPackages, program };
  const storage = await openStorage({ databaseUrl });
  const queue = await openJobQueue({ kind: 'postgres', databaseUrl });
  const log = pino({ level: 'silent' });
  const opened = { name, version: '1.2.3', device: 'test', reason, class: 'cpu', memoryBytes: null } as const;
  const tasks = taskPackages.length > 0 ? [{ id: 'test-toy', version: 1 }] : [];
  const engine = { engine: opened, tasks, options };
  const daemon = await startDaemon({ storage, queue, artifacts, config, engine, log });
  return {
    daemon,
    async close() {
      await daemon.stop();
      await Promise.allSettled([queue.close(), storage.close()]);
    },
  };
}

async function submit(
  storage: Storage,
  queue: JobQueue,
  written: Partial<SweepSpecInput>,
): Promise<JobRow[]> {
  const { spec, plan } = plannedSweep({
    ...written,
    defaults: { ...written.defaults, evaluation: { ...FEW_EXAMPLES, ...written.defaults?.evaluation } },
  });
  const { sweep } = await storage.sweeps.create(spec, plan);
  const jobs = await storage.jobs.ofSweep(sweep.id);
  await queue.enqueue(jobs.map(({ id }) => ({ jobId: id, attempt: 1, priority: 0, notBefore: null })));
  return jobs;
}

async function waitFor(
  storage: Storage,
  jobId: string,
  wanted: (job: JobRow) => boolean | Promise<boolean>,
): Promise<JobRow> {
  const end = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < end) {
    const job = await storage.jobs.get(jobId);
    if (await wanted(job)) return job;
    await sleep(50);
  }
  throw new Error(`the job did not get there: ${JSON.stringify(await storage.jobs.get(jobId))}`);
}

async function results(storage: Storage, artifacts: ArtifactStore, jobId: string): Promise<object> {
  const [checkpoint] = await storage.checkpoints.list(jobId);
  const files = await storage.artifacts.list(jobId);
  const { points } = await storage.points.metrics(jobId, { maxPoints: 10_000 });
  return {
    // What was used of the machine does depend on it.
    metrics: points.filter(({ name }) => !name.startsWith('use/')),
    evaluations: await storage.points.evaluations(jobId),
    checkpoint: {
      step: checkpoint?.step,
      bytes: await artifacts.get(checkpoint?.key ?? '', checkpoint?.sha256),
    },
    pictures: await Promise.all(
      files
        .filter(({ name }) => name !== JOB_LOG)
        .map(async ({ name, key, sha256 }) => [name, await artifacts.get(key, sha256)]),
    ),
  };
}

export const inState = (state: JobState) => (job: JobRow) => job.state === state;

/** A sweep of one YOTO job that reports often. */
export const oneYotoJob = (steps: number, delayMs = 0): Partial<SweepSpecInput> => ({
  dataset: { id: 'two-points', params: { delayMs } },
  groups: [{ kind: 'yoto', name: 'yoto', evaluation: { lambdas: { 'near-b': [0.5, 2] } } }],
  defaults: { steps, metricsEverySteps: 7, checkpoint: { everySteps: 20 }, evaluation: { everySteps: 25 } },
});

/** A sweep of fixed jobs, `seeds` of them. */
export const fixedJobs = (seeds: number, steps: number, delayMs = 0): Partial<SweepSpecInput> => ({
  dataset: { id: 'two-points', params: { delayMs } },
  groups: [
    { kind: 'fixed', name: 'fixed', lambdas: { 'near-b': Array.from({ length: seeds }, (_, i) => i + 1) } },
  ],
  defaults: { steps },
});
