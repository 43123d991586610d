/** A worker that trains nothing: it claims the jobs of a sweep and reports points, as training at a steady pace would. */
import { setTimeout as sleep } from 'node:timers/promises';
import { planSweep, resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { type AttemptRef, type JobRow, openStorage, type Storage } from '@yoto/storage';
import { taskSpecs } from '@yoto/tasks/specs';
import { comparisonSpec, KINDS } from '../seed/kinds.ts';
import { sweepTemplate } from '../seed/template.ts';

const REPORT_MS = 500;
const STEPS = 600;
const STEPS_PER_REPORT = 5;
const EVALUATE_EVERY = 100;
/** Each job takes a minute: more than any run needs, and they all end with it. */
const SEEDS = 10;
const LAMBDAS = 12;
/** These are through at once: all YOTO models and two seeds of the grid, so that pages show from the begin what they will show. */
const DONE_AT_ONCE = SEEDS + 2 * LAMBDAS;

export interface LiveWork {
  sweepId: string;
  /** The job that runs now. */
  jobId(): string;
  /** Ends the work and forgets the sweep. Rejects with what went wrong meanwhile. */
  stop(): Promise<void>;
}

/** Resolves once the first jobs are through and the next one runs. */
export async function startLiveWork(databaseUrl: string): Promise<LiveWork> {
  const storage = await openStorage({ databaseUrl });
  const input = comparisonSpec(KINDS[0]!, 'Live', {
    ...{ steps: STEPS, metricsEverySteps: STEPS_PER_REPORT },
    ...{ seeds: SEEDS, lambdas: LAMBDAS },
  });
  const tasks = taskCatalogue(taskSpecs);
  const spec = resolveSweepSpec(input, tasks);
  const { sweep } = await storage.sweeps.create(spec, planSweep(spec));
  const template = sweepTemplate(KINDS[0]!, input, { tasks, seed: 1, evaluations: 1, termCurves: true });
  const worker = { name: 'live', host: 'bench', pid: process.pid, engine: 'wasm', device: 'none' };
  const workerId = await storage.workers.register({ ...worker, version: '0.1.0', concurrency: 1 });
  const claim = () => storage.jobs.claimNext({ ...worker, workerId, engineVersion: '0' });
  let job = await claim();
  const train = async (running: JobRow, next: () => Promise<boolean>) => {
    const { points = [], curves = [] } = template.jobs[running.index] ?? {};
    await report(storage, running, { points, curves }, next);
  };
  for (let done = 0; job && done < DONE_AT_ONCE; done++) {
    await train(job, async () => true);
    job = await claim();
  }
  let stopping = false;
  const work = (async () => {
    while (job && !stopping) {
      await train(job, async () => {
        await storage.workers.heartbeat(workerId);
        await sleep(REPORT_MS);
        return !stopping;
      });
      if (!stopping) job = await claim();
    }
  })();
  // Told by `stop`.
  work.catch(() => undefined);
  return {
    sweepId: sweep.id,
    jobId: () => job?.id ?? '',
    async stop() {
      stopping = true;
      try {
        await work;
        await storage.workers.stop(workerId);
        await storage.sweeps.cancel(sweep.id);
        await storage.sweeps.delete(sweep.id);
      } finally {
        await storage.close();
      }
    },
  };
}

type Measured = Pick<ReturnType<typeof sweepTemplate>['jobs'][number], 'points' | 'curves'>;

async function report(
  { jobs, points }: Storage,
  job: JobRow,
  measured: Measured,
  next: () => Promise<boolean>,
): Promise<void> {
  const attempt: AttemptRef = { jobId: job.id, attempt: job.attempt };
  for (let step = STEPS_PER_REPORT; step <= STEPS; step += STEPS_PER_REPORT) {
    const share = Math.exp((-6 * step) / STEPS);
    await points.writeMetrics(
      attempt,
      measured.curves.map(({ name, first, last }) => ({ name, step, value: last + (first - last) * share })),
    );
    if (step % EVALUATE_EVERY === 0) {
      await points.writeEvaluations(
        attempt,
        measured.points.map(({ lambda, losses, metrics }) => ({
          step,
          lambda,
          losses,
          metrics,
          examples: 64,
        })),
      );
    }
    await jobs.heartbeat([{ ...attempt, step }]);
    if (!(await next())) return;
  }
  await jobs.complete(attempt);
}
