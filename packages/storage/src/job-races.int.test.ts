/** Several workers and people act on the same jobs at random, at the same time; then the history must make sense. */
import { isTerminal, type JobState, randomStream } from '@yoto/core';
import { registerWorker, submitSweep, type TestStorage, testStorage } from '@yoto/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AttemptRef, JobRow, Storage } from './storage.ts';

const WORKERS = 4;
const ACTIONS_PER_WORKER = 60;
const OUTCOMES = ['failed', 'crashed', 'stalled', 'preempted', 'diverged'] as const;

let opened: TestStorage;
let storage: Storage;
beforeAll(async () => {
  opened = await testStorage();
  storage = opened.storage;
});
afterAll(() => opened.close());

/** What a worker believes it owns; it may be wrong, as after a SIGSTOP. */
interface Actor {
  worker: Awaited<ReturnType<typeof registerWorker>>;
  owned: AttemptRef[];
}

/** Keys of (job, attempt): whose points were taken, and which attempts are known to be over. */
interface Ledger {
  accepted: Set<string>;
  over: Set<string>;
}
const keyOf = ({ jobId, attempt }: AttemptRef) => `${jobId} attempt ${attempt}`;

async function act(actor: Actor, jobs: readonly JobRow[], draw: (bound: number) => number, ledger: Ledger) {
  const jobId = jobs[draw(jobs.length)]!.id;
  const mine = actor.owned[draw(actor.owned.length || 1)];
  const nowOver = (job: JobRow) => ledger.over.add(keyOf({ jobId: job.id, attempt: job.attempt }));
  switch (draw(9)) {
    case 0:
    case 1:
    case 2: {
      const claimed = await storage.jobs.claim(jobId, actor.worker);
      if (claimed) actor.owned.push({ jobId, attempt: claimed.attempt });
      return;
    }
    case 3:
      return mine && nowOver(await storage.jobs.complete(mine));
    case 4:
      return mine && nowOver(await storage.jobs.end(mine, { outcome: OUTCOMES[draw(OUTCOMES.length)]! }));
    case 5:
      return mine && writePoint(mine, ledger);
    case 6:
      return storage.jobs.retry(jobId);
    case 7:
      if (draw(4) > 0) return storage.jobs.heartbeat(actor.owned.map((one) => ({ ...one, step: 1 })));
      return nowOver(await storage.jobs.cancel(jobId));
    case 8:
      if (draw(4) > 0) return;
      for (const job of await storage.jobs.endStalled(new Date(Date.now() - 20))) nowOver(job);
  }
}

async function writePoint(attempt: AttemptRef, { accepted, over }: Ledger): Promise<void> {
  const wasOver = over.has(keyOf(attempt));
  await storage.points.writeMetrics(attempt, [{ name: `attempt ${attempt.attempt}`, step: 1, value: 1 }]);
  expect(wasOver).toBe(false);
  accepted.add(keyOf(attempt));
}

const isRefusal = (error: { code?: string }) => error.code === 'conflict' || error.code === 'stale_attempt';

test.each([1, 2, 3])('seed %i', { timeout: 60_000 }, async (seed) => {
  const { jobs } = await submitSweep(storage, { defaults: { retry: { backoffMs: 0 } } });
  const actors: Actor[] = [];
  for (let i = 0; i < WORKERS; i++) actors.push({ worker: await registerWorker(storage), owned: [] });
  const ledger: Ledger = { accepted: new Set(), over: new Set() };
  await Promise.all(
    actors.map(async (actor, i) => {
      const random = randomStream(seed, `worker ${i}`);
      for (let action = 0; action < ACTIONS_PER_WORKER; action++) {
        await act(actor, jobs, (bound) => random.integer(bound), ledger).catch((error) => {
          if (!isRefusal(error)) throw error;
        });
      }
    }),
  );
  for (const job of jobs) await checkHistory(job.id);
  const stored = await Promise.all(jobs.map((job) => storage.points.metrics(job.id, { maxPoints: 1_000 })));
  const storedNames = jobs.flatMap((job, i) => stored[i]!.map((point) => `${job.id} ${point.name}`));
  expect(new Set(storedNames)).toEqual(ledger.accepted);
});

/** Replays the events: each must be possible where the job was, and the end must be where the job is. */
async function checkHistory(jobId: string): Promise<void> {
  let state: JobState = 'queued';
  let attempt = 0;
  for (const { type } of (await storage.events.ofJob(jobId, 10_000)).reverse()) {
    switch (type) {
      case 'started':
        expect(state).toBe('queued');
        state = 'running';
        attempt++;
        break;
      case 'completed':
      case 'failed':
        expect(state).toBe('running');
        state = type;
        break;
      case 'requeued':
        expect(state).toBe('running');
        state = 'queued';
        break;
      case 'cancelled':
        expect(isTerminal(state)).toBe(false);
        state = 'cancelled';
        break;
      case 'retried':
        expect(['failed', 'cancelled']).toContain(state);
        state = 'queued';
        break;
      default:
        expect.unreachable(`event ${type}`);
    }
  }
  expect(await storage.jobs.get(jobId)).toMatchObject({ state, attempt });
  const attempts = await storage.jobs.attempts(jobId);
  expect(attempts.map((one) => one.number)).toEqual(Array.from({ length: attempt }, (_, i) => i + 1));
  const open = attempts.filter((one) => one.finishedAt === null).map((one) => one.number);
  expect(open).toEqual(state === 'running' ? [attempt] : []);
}
