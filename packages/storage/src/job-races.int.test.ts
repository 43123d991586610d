/**
 * Several workers and people act on the same jobs at random, at the same time; then the history must make sense. Each
 * action keeps a ledger of what it was told, and the rows are held against it at the end.
 */
import { isOwned, isTerminal, type JobState, randomStream } from '@yoto/core';
import { registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { expect, test } from 'vitest';
import type { AttemptRef, JobRow } from './storage.ts';

const WORKERS = 4;
const PEOPLE = 2;
const ACTIONS_PER_WORKER = 70;
const ACTIONS_PER_PERSON = 50;
const OUTCOMES = ['failed', 'crashed', 'stalled', 'preempted', 'diverged', 'worker_error'] as const;
type Draw = (bound: number) => number;

const rig = useTestStorage();

/** Of (job, attempt): who claimed it, whose points were taken, and which attempts are known to be over. */
interface Ledger {
  claims: Map<string, string>;
  accepted: Set<string>;
  over: Set<string>;
}
const keyOf = ({ jobId, attempt }: AttemptRef) => `${jobId} attempt ${attempt}`;

/** What a worker believes it owns; it may be wrong, as after a SIGSTOP. */
interface Actor {
  worker: Awaited<ReturnType<typeof registerWorker>>;
  owned: AttemptRef[];
}

/** Rows in which the attempt of that number no longer owns the job. */
function noteOver(ledger: Ledger, jobs: readonly JobRow[]) {
  for (const job of jobs) {
    if (!isOwned(job.state)) ledger.over.add(keyOf({ jobId: job.id, attempt: job.attempt }));
  }
}

async function work(actor: Actor, draw: Draw, ledger: Ledger): Promise<void> {
  const mine = actor.owned[draw(actor.owned.length || 1)];
  switch (draw(8)) {
    case 0:
    case 1:
      return claim(actor, ledger);
    case 2:
      if (mine) noteOver(ledger, [await rig.storage.jobs.complete(mine)]);
      return;
    case 3:
    case 4:
      if (mine) {
        const outcome = OUTCOMES[draw(OUTCOMES.length)]!;
        noteOver(ledger, [await rig.storage.jobs.end(mine, { outcome })]);
      }
      return;
    case 5:
    case 6:
      if (mine) await writePoint(mine, ledger);
      return;
    case 7: {
      const beats = actor.owned.map((one) => ({ ...one, step: draw(20) }));
      const wasOver = beats.filter((one) => ledger.over.has(keyOf(one)));
      const { lost, pausing } = await rig.storage.jobs.heartbeat(beats);
      for (const one of lost) ledger.over.add(keyOf(one));
      expect(lost).toEqual(expect.arrayContaining(wasOver.map(({ step: _step, ...ref }) => ref)));
      // A worker that behaves ends what it is asked to end.
      const asked = pausing[0];
      if (asked) noteOver(ledger, [await rig.storage.jobs.end(asked, { outcome: 'preempted' })]);
    }
  }
}

async function claim({ worker, owned }: Actor, { claims }: Ledger): Promise<void> {
  const job = await rig.storage.jobs.claimNext(worker);
  if (!job) return;
  const ref = { jobId: job.id, attempt: job.attempt };
  expect(job).toMatchObject({ state: 'running', workerId: worker.workerId, finishedAt: null });
  expect(claims.has(keyOf(ref))).toBe(false);
  claims.set(keyOf(ref), worker.workerId);
  owned.push(ref);
}

async function writePoint(attempt: AttemptRef, { accepted, over }: Ledger): Promise<void> {
  const wasOver = over.has(keyOf(attempt));
  await rig.storage.points.writeMetrics(attempt, [{ name: `attempt ${attempt.attempt}`, step: 1, value: 1 }]);
  expect(wasOver).toBe(false);
  accepted.add(keyOf(attempt));
}

async function meddle(jobs: readonly JobRow[], draw: Draw, ledger: Ledger): Promise<void> {
  const { id, sweepId } = jobs[draw(jobs.length)]!;
  switch (draw(10)) {
    case 0:
    case 1:
      return noteOver(ledger, [await rig.storage.jobs.pause(id)]);
    case 2:
    case 3:
    case 4:
      await rig.storage.jobs.resume(id);
      return;
    case 5:
      return noteOver(ledger, [await rig.storage.jobs.cancel(id)]);
    case 6:
    case 7:
      await rig.storage.jobs.retry(id);
      return;
    case 8:
      noteOver(ledger, await rig.storage.sweeps.pause(sweepId));
      await rig.storage.sweeps.resume(sweepId);
      await rig.storage.sweeps.retry(sweepId, { cancelled: draw(2) === 0 });
      return;
    case 9:
      return noteOver(ledger, await rig.storage.jobs.endStalled(20));
  }
}

const isRefusal = (error: { code?: string }) => error.code === 'conflict' || error.code === 'stale_attempt';

async function repeat(times: number, action: () => Promise<void>): Promise<void> {
  for (let i = 0; i < times; i++) {
    await action().catch((error) => {
      if (!isRefusal(error)) throw error;
    });
  }
}

test.each([1, 2, 3])('seed %i', { timeout: 60_000 }, async (seed) => {
  const defaults = { retry: { backoffMs: 0, maxAttempts: 3 } };
  const jobs = [
    ...(await submitSweep(rig.storage, { defaults })).jobs,
    ...(await submitSweep(rig.storage, { defaults })).jobs,
  ];
  const ledger: Ledger = { claims: new Map(), accepted: new Set(), over: new Set() };
  const drawOf = (stream: string): Draw => {
    const random = randomStream(seed, stream);
    return (bound) => random.integer(bound);
  };
  const acting: Promise<void>[] = [];
  for (let i = 0; i < WORKERS; i++) {
    const actor: Actor = { worker: await registerWorker(rig.storage), owned: [] };
    const draw = drawOf(`worker ${i}`);
    acting.push(repeat(ACTIONS_PER_WORKER, () => work(actor, draw, ledger)));
  }
  for (let i = 0; i < PEOPLE; i++) {
    const draw = drawOf(`person ${i}`);
    acting.push(repeat(ACTIONS_PER_PERSON, () => meddle(jobs, draw, ledger)));
  }
  await Promise.all(acting);
  for (const job of jobs) await checkHistory(job.id, ledger);
  const stored = await Promise.all(
    jobs.map((job) => rig.storage.points.metrics(job.id, { maxPoints: 1_000 })),
  );
  const storedNames = jobs.flatMap((job, i) => stored[i]!.points.map((point) => `${job.id} ${point.name}`));
  expect(new Set(storedNames)).toEqual(ledger.accepted);
  expect(ledger.claims.size).toBeGreaterThan(jobs.length);
});

/** Where each event may find the job, and where it leads. */
const STEPS: Record<string, { from: JobState[]; to: JobState }> = {
  started: { from: ['queued'], to: 'running' },
  completed: { from: ['running', 'pausing'], to: 'completed' },
  failed: { from: ['running', 'pausing'], to: 'failed' },
  requeued: { from: ['running'], to: 'queued' },
  pausing: { from: ['running'], to: 'pausing' },
  paused: { from: ['queued', 'pausing'], to: 'paused' },
  cancelled: { from: ['queued', 'running', 'pausing', 'paused'], to: 'cancelled' },
  retried: { from: ['failed', 'cancelled'], to: 'queued' },
};

/** Replays the events: each must be possible where the job was, and the end must be where the job is. */
async function checkHistory(jobId: string, { claims }: Ledger): Promise<void> {
  let state: JobState = 'queued';
  let attempt = 0;
  for (const { type } of (await rig.storage.events.ofJob(jobId, 10_000)).reverse()) {
    if (type === 'started') attempt++;
    if (type === 'resumed') {
      expect(['pausing', 'paused']).toContain(state);
      state = state === 'pausing' ? 'running' : 'queued';
      continue;
    }
    const step = STEPS[type];
    expect(step?.from, type).toContain(state);
    state = step!.to;
  }
  const job = await rig.storage.jobs.get(jobId);
  expect(job).toMatchObject({ state, attempt });
  expect(job.finishedAt !== null).toBe(isTerminal(state));
  if (state === 'queued' || state === 'paused') expect([job.workerId, job.heartbeatAt]).toEqual([null, null]);
  await checkAttempts(job, claims);
}

/** One attempt a claim, by the worker that was given it; exactly the newest is open, and only while it owns the job. */
async function checkAttempts(job: JobRow, claims: Ledger['claims']): Promise<void> {
  const attempts = await rig.storage.jobs.attempts(job.id);
  expect(attempts.map((one) => one.number)).toEqual(Array.from({ length: job.attempt }, (_, i) => i + 1));
  for (const one of attempts) {
    expect(one.workerId).toBe(claims.get(keyOf({ jobId: job.id, attempt: one.number })));
    expect(one.outcome === null).toBe(one.finishedAt === null);
  }
  const open = attempts.filter((one) => one.finishedAt === null);
  expect(open.map((one) => one.number)).toEqual(isOwned(job.state) ? [job.attempt] : []);
  if (open[0]) expect(open[0].workerId).toBe(job.workerId);
}
