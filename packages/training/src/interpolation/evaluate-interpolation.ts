/**
 * The interpolation baseline (paper, section 4.3 and appendix B.1): two models trained with the least and the greatest
 * weight, their outputs (or their weights) averaged for every weight between. Nothing is trained.
 */
import { AppError, type InterpolationJobSpec, UNTRAINED_STEPS } from '@yoto/core';
import { type ExampleReport, recordExamples } from '../examples/record-examples.ts';
import type { TaskRun } from '../task.ts';
import { evaluate } from '../train/evaluate.ts';
import { type EvaluationPlace, modelOutput } from '../train/model-output.ts';
import { type JobPlace, type OpenModel, openModel, UNCONDITIONAL } from '../train/open-model.ts';
import { reportData } from '../train/report-data.ts';
import { createStopwatch, type Stopwatch } from '../train/stopwatch.ts';
import { reportPictures, type TrainReport, type TrainResult, type TrainSignal } from '../train/train-job.ts';
import { type InterpolationRange, interpolationRange } from './interpolation-range.ts';
import { mixOutputs, mixWeights } from './mix-models.ts';
import {
  assertSourcesFrozen,
  loadSourceWeights,
  type OfBoth,
  type SourceCheckpoints,
  sourceCheckpoints,
} from './source-weights.ts';

export interface InterpolationOptions extends JobPlace {
  spec: InterpolationJobSpec;
  /** Checkpoint files of the models with the least and the greatest weight, after their last step. */
  sources: OfBoth<Uint8Array>;
  report: Pick<
    TrainReport,
    'data' | 'evaluation' | 'progress' | 'pictures' | 'picturesFailed' | keyof ExampleReport
  >;
  signal?: TrainSignal;
}

/**
 * Evaluates the mixture at every lambda of an `interpolation` job and reports the points, as of its only step, and its
 * pictures. At the lambdas of the two models both equal the models' own, bit by bit on the engine that trained them. The
 * engine must be open. Either way of stopping ends it without a point. Throws `invalid_input` when the task cannot mix outputs
 * and `checkpoint_corrupt` when the checkpoints are not the final ones of the job's two models, or were trained
 * with other frozen weights.
 */
export async function evaluateInterpolation(options: InterpolationOptions): Promise<TrainResult> {
  const stopwatch = createStopwatch();
  const range = interpolationRange(options.spec);
  const checkpoints = sourceCheckpoints(options.spec, options.sources);
  const model = await openModel({ ...options, spec: { ...options.spec, ...UNCONDITIONAL } });
  try {
    assertSourcesFrozen(checkpoints, model.run);
    await reportData(model.run, { report: options.report, stopwatch });
    const isDone = await reportPoints(options, { model, range, checkpoints, stopwatch });
    const step = isDone ? UNTRAINED_STEPS : 0;
    return { status: isDone ? 'completed' : 'stopped', step, timings: stopwatch.timings() };
  } finally {
    await model.dispose();
  }
}

interface Mixing {
  model: OpenModel;
  range: InterpolationRange;
  checkpoints: SourceCheckpoints;
  stopwatch: Stopwatch;
}

/** False when it was stopped on the way. */
async function reportPoints(
  { report, spec: { mixes }, signal = {} }: InterpolationOptions,
  { model, range, checkpoints, stopwatch }: Mixing,
): Promise<boolean> {
  const { spec, run, task, variables, lambdaNames } = model;
  const mixesWeights = mixes === 'weights';
  const interpolate = mixesWeights ? firstOf : mixerOf(run, task.spec.id);
  const weights = loadSourceWeights(checkpoints, variables);
  try {
    const atLambda = (mixesWeights ? mixWeights : mixOutputs)(range, weights);
    // Both models see the same batch and noise.
    const outputAt = (place: EvaluationPlace) =>
      atLambda(place.lambda, (lambda) => modelOutput(model, { ...place, lambda }), interpolate);
    const recorder = recordExamples(model, report);
    const isStopped = () => signal.stop !== undefined;
    const start = performance.now();
    const points = await stopwatch.measure('evaluate', () =>
      evaluate({ spec, task, run, lambdaNames, step: UNTRAINED_STEPS, outputAt }, { isStopped, recorder }),
    );
    if (!points) return false;
    const examples = points.reduce((sum, point) => sum + point.examples, 0);
    const examplesPerSecond = (examples * 1000) / Math.max(performance.now() - start, 1);
    await stopwatch.measure('report', async () => {
      await report.evaluation(points);
      await recorder?.report();
      await report.progress({ step: UNTRAINED_STEPS, steps: UNTRAINED_STEPS, examplesPerSecond });
    });
    await stopwatch.measure('report', () => reportPictures({ ...model, atLambda }, report));
    return true;
  } finally {
    weights.dispose();
  }
}

type Mixer = NonNullable<TaskRun['interpolate']>;

/** Where there is one model, there is one output. */
const firstOf: Mixer = (output) => output;

function mixerOf(run: TaskRun, taskId: string): Mixer {
  if (run.interpolate) return run.interpolate.bind(run);
  throw new AppError(
    'invalid_input',
    `Task "${taskId}" cannot mix the outputs of two models: leave "interpolation" out of the sweep's groups`,
  );
}
