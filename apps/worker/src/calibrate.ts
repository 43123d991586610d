/** How long a job's steps and evaluations take here: measured by training a few of them with the ordinary loop. */
import type { TrainedJobSpec } from '@yoto/core';
import { createStopwatch, type Task, type TrainReport, type TrainSignal, trainJob } from '@yoto/training';

/** The first step compiles kernels and fills caches; there must be one after it. */
const FEWEST_STEPS = 2;
const MOST_STEPS = 300;
/** Of the time there is, so that evaluations can be measured as well. */
const SHARE_FOR_STEPS = 0.6;
/** Data may be slow at first only, while its caches fill over dozens of batches: as long as more than this is waited for it … */
const SETTLED_WAIT = 0.1;
/** … measuring goes on, for so many times as long. */
const MOST_PATIENCE = 3;
/** Reading a batch is shared by its lambdas, and overlaps with the batch before: one of each would cost too much. */
const EVALUATION_BATCHES = 2;
const MOST_LAMBDAS = 4;
/** Never reached: the measurement ends by its signal. */
const ENDLESS = 1_000_000;

export interface JobTiming {
  /** What a job takes beyond its steps: opening the data, building the model, and the first steps, which are slow. */
  startSeconds: number;
  /** Mean of the last ones, waiting for batches included. */
  secondsPerStep: number;
  /** False when a good part of that was waiting for batches: later ones may come sooner. */
  isSettled: boolean;
  /** Of one batch at one lambda, as a share of an evaluation of several. */
  secondsPerEvaluationBatch: number;
  /** How many steps the mean is of. */
  steps: number;
}

export interface TimingOptions {
  spec: TrainedJobSpec;
  task: Task;
  dataDir: string;
  dataFolders?: Readonly<Record<string, string>>;
  engineName: string;
  /** For what follows the first step. */
  budgetMs: number;
}

/**
 * Trains for about `budgetMs` after the first step, for longer while it waits for data, and at least one more. The engine
 * must be open. Throws what `trainJob` throws.
 */
export async function timeJob(options: TimingOptions): Promise<JobTiming> {
  const steps = await timeSteps(options);
  const counted = secondHalf(steps);
  const secondsPerStep = sum(counted, 'seconds') / counted.length;
  const [first, ...others] = steps.slice(0, -counted.length);
  const lost = sum(others, 'seconds') - others.length * secondsPerStep;
  return {
    startSeconds: (first?.seconds ?? 0) + Math.max(0, lost),
    secondsPerStep,
    isSettled: isSettled(steps),
    secondsPerEvaluationBatch: await timeEvaluation(options),
    steps: counted.length,
  };
}

interface StepTime {
  seconds: number;
  /** Of these, waiting for the batch. */
  waited: number;
}

const secondHalf = (steps: readonly StepTime[]): readonly StepTime[] =>
  steps.slice(Math.ceil(steps.length / 2));

function isSettled(steps: readonly StepTime[]): boolean {
  const late = secondHalf(steps);
  return sum(late, 'waited') <= SETTLED_WAIT * sum(late, 'seconds');
}

const sum = (steps: readonly StepTime[], what: keyof StepTime): number =>
  steps.reduce((total, step) => total + step[what], 0);

/** Every step, the first with all that comes before it. Without evaluations: in their pauses data gets ahead. */
async function timeSteps({ spec, budgetMs, ...job }: TimingOptions): Promise<StepTime[]> {
  const signal: TrainSignal = {};
  const stopwatch = createStopwatch();
  const steps: StepTime[] = [];
  const share = SHARE_FOR_STEPS * budgetMs;
  let mark = performance.now();
  let waitedMs = 0;
  let sinceFirst = Number.NaN;
  await trainJob({
    ...job,
    stopwatch,
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
        const { data } = stopwatch.timings();
        steps.push({ seconds: (now - mark) / 1000, waited: (data - waitedMs) / 1000 });
        mark = now;
        waitedMs = data;
        if (steps.length === 1) sinceFirst = now;
        const spent = now - sinceFirst;
        const isLate = spent > MOST_PATIENCE * share || (spent > share && isSettled(steps));
        if ((isLate && steps.length >= FEWEST_STEPS) || steps.length >= MOST_STEPS) signal.stop = 'abort';
      },
    },
  });
  return steps;
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
