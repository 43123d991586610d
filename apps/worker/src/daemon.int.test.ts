import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobState, SweepSpecInput } from '@yoto/core';
import { type JobQueue, openJobQueue } from '@yoto/queue';
import {
  type ArtifactStore,
  type JobRow,
  openFileArtifactStore,
  openStorage,
  type Storage,
} from '@yoto/storage';
import { plannedSweep, type TestDatabase, testDatabase } from '@yoto/testkit';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { type Daemon, startDaemon } from './daemon.ts';

let database: TestDatabase;
let storage: Storage;
let queue: JobQueue;
let artifacts: ArtifactStore;
let stateDir: string;
let daemons: Daemon[];

beforeEach(async () => {
  database = await testDatabase();
  storage = await openStorage({ databaseUrl: database.url });
  queue = await openJobQueue({ kind: 'postgres', databaseUrl: database.url });
  stateDir = await mkdtemp(path.join(tmpdir(), 'yoto-worker-'));
  artifacts = await openFileArtifactStore(path.join(stateDir, 'artifacts'));
  daemons = [];
});
afterEach(async () => {
  await Promise.all(daemons.map((daemon) => daemon.stop()));
  await queue.close();
  await storage.close();
  await database.drop();
  await rm(stateDir, { recursive: true, force: true });
});

async function startWorker(environment: Record<string, string> = {}): Promise<Daemon> {
  const config = loadConfig({
    DATABASE_URL: database.url,
    YOTO_STATE: stateDir,
    TASK_PACKAGES: '@yoto/testkit/toy-task',
    HEARTBEAT_MS: '200',
    ...environment,
  });
  const chosen = { name: 'wasm' as const, reason: 'the test' };
  const options = { engine: chosen, threads: 1, nativeDir: path.join(stateDir, 'engines') };
  const engine = { name: 'wasm' as const, device: 'test', options };
  const log = pino({ level: 'silent' });
  const daemon = await startDaemon({ storage, queue, artifacts, config, engine, log });
  daemons.push(daemon);
  return daemon;
}

/** Submits a sweep and returns its jobs in plan order. */
async function submit(written: Partial<SweepSpecInput>): Promise<JobRow[]> {
  const { spec, plan } = plannedSweep(written);
  const sweep = await storage.sweeps.create(spec, plan);
  const jobs = await storage.jobs.ofSweep(sweep.id);
  await queue.enqueue(jobs.map(({ id }) => ({ jobId: id, attempt: 1, priority: 0, notBefore: null })));
  return jobs;
}

async function waitFor(jobId: string, wanted: (job: JobRow) => boolean | Promise<boolean>): Promise<JobRow> {
  for (let i = 0; i < 500; i++) {
    const job = await storage.jobs.get(jobId);
    if (await wanted(job)) return job;
    await sleep(100);
  }
  throw new Error(`the job did not get there: ${JSON.stringify(await storage.jobs.get(jobId))}`);
}
const inState = (state: JobState) => (job: JobRow) => job.state === state;

const oneYotoJob = (steps: number, delayMs = 0): Partial<SweepSpecInput> => ({
  dataset: { id: 'two-points', params: { delayMs } },
  groups: [{ kind: 'yoto', name: 'yoto', evaluation: { lambdas: { 'near-b': [0.5, 2] } } }],
  defaults: { steps, metricsEverySteps: 7, checkpoint: { everySteps: 20 }, evaluation: { everySteps: 25 } },
});

/** Everything a job leaves behind that must not depend on how often it was interrupted. */
async function results(jobId: string) {
  const [checkpoint] = await storage.checkpoints.list(jobId);
  return {
    metrics: await storage.points.metrics(jobId, { maxPoints: 10_000 }),
    evaluations: await storage.points.evaluations(jobId),
    checkpoint: {
      step: checkpoint?.step,
      bytes: await artifacts.get(checkpoint?.key ?? '', checkpoint?.sha256),
    },
  };
}

describe('the worker daemon', () => {
  test('trains fixed and YOTO jobs and leaves points, checkpoints and a closed attempt', async () => {
    const jobs = await submit({
      groups: [
        { kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.5] } },
        { kind: 'yoto', name: 'yoto' },
      ],
    });
    await startWorker({ CONCURRENCY: '2' });
    for (const { id } of jobs) {
      const job = await waitFor(id, inState('completed'));
      expect(job).toMatchObject({ attempt: 1, failures: 0, step: 20 });
      const points = await storage.points.metrics(id, { maxPoints: 1000 });
      expect(points.map((point) => point.name)).toContain('loss');
      expect((await storage.points.evaluations(id)).some((point) => point.step === 20)).toBe(true);
      expect((await storage.checkpoints.list(id))[0]?.step).toBe(20);
      expect(await storage.jobs.attempts(id)).toMatchObject([
        { number: 1, outcome: 'completed', engine: 'wasm' },
      ]);
    }
    expect(await readdir(path.join(stateDir, 'work'))).toEqual([]);
  });

  test('a job handed back in the middle ends with the same bits as an uninterrupted one', async () => {
    const [interrupted] = (await submit(oneYotoJob(60, 30))) as [JobRow];
    const first = await startWorker();
    await waitFor(interrupted.id, async ({ id }) => (await storage.checkpoints.list(id)).length > 0);
    await first.stop();
    const handedBack = await storage.jobs.get(interrupted.id);
    expect(handedBack).toMatchObject({ state: 'queued', attempt: 1, failures: 0 });
    expect(await storage.jobs.attempts(interrupted.id)).toMatchObject([{ outcome: 'preempted' }]);

    await startWorker();
    await waitFor(interrupted.id, inState('completed'));
    const [, second] = await storage.jobs.attempts(interrupted.id);
    expect(second?.resumedFromStep).toBeGreaterThanOrEqual(20);

    const [calm] = (await submit(oneYotoJob(60, 30))) as [JobRow];
    await waitFor(calm.id, inState('completed'));
    expect(await results(interrupted.id)).toEqual(await results(calm.id));
  });

  test('a killed trainer is a crash: the job is run again without costing a retry', async () => {
    const [job] = (await submit(oneYotoJob(40, 50))) as [JobRow];
    await startWorker();
    await waitFor(job.id, (row) => row.state === 'running');
    await killTrainers(stateDir);
    const crashed = await waitFor(job.id, (row) => row.attempt === 1 && row.state === 'queued');
    expect(crashed.failures).toBe(0);
    expect(await storage.jobs.attempts(job.id)).toMatchObject([{ outcome: 'crashed', errorCode: 'crashed' }]);
    await waitFor(job.id, inState('completed'));
  });

  test('a cancelled job loses its trainer within two seconds, and its row does not change again', async () => {
    const [job] = (await submit(oneYotoJob(5000, 50))) as [JobRow];
    await startWorker({ HEARTBEAT_MS: '60000' });
    await waitFor(job.id, (row) => row.state === 'running');
    await waitForTrainers(stateDir, (count) => count > 0);
    const cancelled = await storage.jobs.cancel(job.id);
    await waitForTrainers(stateDir, (count) => count === 0, 2000);
    expect(await storage.jobs.get(job.id)).toEqual(cancelled);
  });

  test('a damaged newest checkpoint is passed over for the one before', async () => {
    const [job] = (await submit(oneYotoJob(100, 30))) as [JobRow];
    const first = await startWorker();
    await waitFor(job.id, (row) => row.step >= 45);
    await first.stop();
    const [newest, before] = await storage.checkpoints.list(job.id);
    await writeFile(path.join(stateDir, 'artifacts', newest?.key ?? ''), 'torn');
    await startWorker();
    await waitFor(job.id, inState('completed'));
    const [, second] = await storage.jobs.attempts(job.id);
    expect(second?.resumedFromStep).toBe(before?.step);
  });

  test.each([
    ['diverges', { nanFromStep: 5 }, 'diverged', 1],
    ['reads broken data', { corruptFromStep: 5 }, 'data_error', 1],
  ])('a job that %s fails at once, with its outcome', async (_what, params, outcome, attempts) => {
    const [job] = (await submit({ ...oneYotoJob(40), dataset: { id: 'two-points', params } })) as [JobRow];
    await startWorker();
    const failed = await waitFor(job.id, inState('failed'));
    expect(failed.errorMessage).toBeTruthy();
    expect(await storage.jobs.attempts(job.id)).toMatchObject([{ outcome }]);
    expect(failed.attempt).toBe(attempts);
  });
});

/** Trainer processes of this test, found by the engine folder in their arguments. */
async function trainerPids(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map(async (pid) => ({
      pid,
      command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    })),
  );
  return commands
    .filter(({ command }) => command.includes('trainer-process') && command.includes(folder))
    .map(({ pid }) => Number(pid));
}

async function killTrainers(folder: string): Promise<void> {
  await waitForTrainers(folder, (count) => count > 0);
  for (const pid of await trainerPids(folder)) process.kill(pid, 'SIGKILL');
}

async function waitForTrainers(
  folder: string,
  wanted: (count: number) => boolean,
  withinMs = 20_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!wanted((await trainerPids(folder)).length)) {
    if (Date.now() > end) throw new Error('the trainer processes did not change in time');
    await sleep(50);
  }
}
