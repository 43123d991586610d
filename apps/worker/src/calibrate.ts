/** How long a job's steps and evaluations take here: measured by training a few of them with the ordinary loop. */
import type { JobSpec } from '@yoto/core';
import { type Task, type TrainReport, type TrainSignal, trainJob } from '@yoto/training';

/** The first step compiles kernels and fills caches; there must be one after it. */
const FEWEST_STEPS = 2;
const MOST_STEPS = 300;
/** Of the time there is, so that evaluations can be measured as well. */
const SHARE_FOR_STEPS = 0.6;
/** Reading a batch is shared by its lambdas, and overlaps with the batch before: one of each would cost too much. */
const EVALUATION_BATCHES = 2;
const MOST_LAMBDAS = 4;
/** Never reached: the measurement ends by its signal. */
const ENDLESS = 1_000_000;

export interface JobTiming {
  /** From nothing to the end of the first step: opening the data, building the model, warming up. */
  startSeconds: number;
  /** Mean, waiting for batches included. */
  secondsPerStep: number;
  /** Of one batch at one lambda, as a share of an evaluation of several. */
  secondsPerEvaluationBatch: number;
  /** How many steps the mean is of. */
  steps: number;
}

export interface TimingOptions {
  spec: JobSpec;
  task: Task;
  dataDir: string;
  engineName: string;
  /** For what follows the first step. */
  budgetMs: number;
}

/** Trains for about `budgetMs` after the first step, and at least one more. The engine must be open. Throws what `trainJob` throws. */
export async function timeJob(options: TimingOptions): Promise<JobTiming> {
  const durations = await timeSteps(options);
  // The reader of the data warms up more slowly than the engine: only the second half is what goes on for hours.
  const counted = durations.slice(Math.ceil(durations.length / 2));
  return {
    startSeconds: durations[0] ?? 0,
    secondsPerStep: mean(counted),
    secondsPerEvaluationBatch: await timeEvaluation(options),
    steps: counted.length,
  };
}

/** Seconds of each step, the first with all that comes before it. Without evaluations: in their pauses data gets ahead. */
async function timeSteps({ spec, budgetMs, ...job }: TimingOptions): Promise<number[]> {
  const signal: TrainSignal = {};
  const durations: number[] = [];
  let mark = performance.now();
  let end = Number.POSITIVE_INFINITY;
  await trainJob({
    ...job,
    spec: {
      ...spec,
      ...OFTEN_REPORTED,
      steps: ENDLESS,
      evaluation: { ...spec.evaluation, everySteps: ENDLESS },
    },
    signal,
    report: {
      ...NO_REPORT,
      metrics() {
        const now = performance.now();
        durations.push((now - mark) / 1000);
        mark = now;
        if (durations.length === 1) end = now + SHARE_FOR_STEPS * budgetMs;
        const isLate = now > end && durations.length >= FEWEST_STEPS;
        if (isLate || durations.length >= MOST_STEPS) signal.stop = 'abort';
      },
    },
  });
  return durations;
}

/** Seconds of a batch at one lambda, from the second of two short evaluations. */
async function timeEvaluation({ spec, budgetMs: _budgetMs, ...job }: TimingOptions): Promise<number> {
  const lambdas = spec.evaluation.lambdas.slice(0, MOST_LAMBDAS);
  const examples = EVALUATION_BATCHES * spec.batchSize;
  let mark = 0;
  let seconds = 0;
  await trainJob({
    ...job,
    spec: {
      ...spec,
      ...OFTEN_REPORTED,
      steps: 2,
      evaluation: { everySteps: 1, examples, lambdas },
    },
    report: {
      ...NO_REPORT,
      metrics() {
        mark = performance.now();
      },
      evaluation() {
        seconds = (performance.now() - mark) / 1000;
      },
    },
  });
  return seconds / (EVALUATION_BATCHES * lambdas.length);
}

const OFTEN_REPORTED = { metricsEverySteps: 1, checkpoint: { everySteps: ENDLESS } };
const NO_REPORT: TrainReport = {
  metrics: () => undefined,
  evaluation: () => undefined,
  checkpoint: () => undefined,
  progress: () => undefined,
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
