/** References: what a method that is not trained here, e.g. a codec, reaches by the task's own metrics. */
import { AppError, type Lambda, type ReferenceSpec } from '@yoto/core';
import type { ExampleCamera } from '../examples/example-camera.ts';
import { type ExampleReport, pictureCamera } from '../examples/record-examples.ts';
import type { TaskRun } from '../task.ts';
import { type ModelOptions, type OpenModel, openModel } from '../train/open-model.ts';
import { reportData } from '../train/report-data.ts';
import { createStopwatch } from '../train/stopwatch.ts';
import type { TrainReport, TrainResult, TrainSignal } from '../train/train-job.ts';
import { yieldToEventLoop } from '../train/yield-to-event-loop.ts';
import { pictureFirstExamples, reportExamples } from './reference-examples.ts';
import { checkedValues, type ExampleValues, meanPoint } from './reference-values.ts';

export interface ReferenceOptions extends ModelOptions {
  report: Pick<TrainReport, 'data' | 'evaluation' | 'progress' | keyof ExampleReport>;
  signal?: TrainSignal;
}

/**
 * Asks the task for its reference with every setting of a `reference` job and reports the means over the evaluation
 * examples, as of its only step; the lambda of a point is its setting, e.g. `{ quality: 50 }`. The engine must be open.
 * Either way of stopping ends it without a point. Throws `invalid_input` when the task has no such reference.
 */
export async function evaluateReference(options: ReferenceOptions): Promise<TrainResult> {
  const { spec, report, signal = {} } = options;
  const reference = referenceOf(options);
  const stopwatch = createStopwatch();
  const model = await openModel(options);
  try {
    const evaluate = evaluatorOf(model.run, spec.task.id);
    await reportData(model.run, { report, stopwatch });
    const start = performance.now();
    const camera = pictureCamera(model, report);
    const measured = await stopwatch.measure('evaluate', () =>
      measureSettings(model, { reference, evaluate, camera, isStopped: () => signal.stop !== undefined }),
    );
    if (!measured) return { status: 'stopped', step: 0, timings: stopwatch.timings() };
    const points = measured.map(({ lambda, values }) => meanPoint(model, lambda, values));
    const examples = points.reduce((sum, point) => sum + point.examples, 0);
    const examplesPerSecond = (examples * 1000) / Math.max(performance.now() - start, 1);
    await stopwatch.measure('report', async () => {
      await report.evaluation(points);
      await reportExamples(model, { report, camera, reference: reference.id, measured });
      await report.progress({ step: spec.steps, steps: spec.steps, examplesPerSecond });
    });
    return { status: 'completed', step: spec.steps, timings: stopwatch.timings() };
  } finally {
    await model.dispose();
  }
}

interface Measuring {
  reference: ReferenceSpec;
  evaluate: NonNullable<TaskRun['evaluateReference']>;
  camera: ExampleCamera | undefined;
  isStopped(): boolean;
}

interface MeasuredSetting {
  lambda: Lambda;
  values: ExampleValues;
}

/** Undefined when it was stopped on the way. */
async function measureSettings(
  model: OpenModel,
  { reference, evaluate, camera, isStopped }: Measuring,
): Promise<MeasuredSetting[] | undefined> {
  const measured: MeasuredSetting[] = [];
  await pictureFirstExamples(model, camera);
  for (const lambda of model.spec.evaluation.lambdas) {
    if (isStopped()) return undefined;
    const values = await evaluate({
      id: reference.id,
      setting: settingOf(lambda, reference),
      ...(camera && { show: (first, picture) => camera.show(picture, { first, lambda }) }),
    });
    measured.push({ lambda, values: checkedValues(values, model.task.spec) });
    await yieldToEventLoop();
  }
  return isStopped() ? undefined : measured;
}

function settingOf(lambda: Lambda, { id, setting }: ReferenceSpec): number {
  const value = lambda[setting.name];
  if (value !== undefined) return value;
  throw new AppError(
    'invalid_input',
    `The reference "${id}" is asked by its "${setting.name}", which is missing`,
  );
}

function referenceOf({ spec, task }: ModelOptions): ReferenceSpec {
  const reference = task.spec.references?.find(({ id }) => id === spec.reference);
  if (spec.kind === 'reference' && reference) return reference;
  throw new AppError(
    'invalid_input',
    `Task "${task.spec.id}" has no reference "${spec.reference ?? ''}": leave the group out of the sweep`,
  );
}

function evaluatorOf(run: TaskRun, taskId: string): Measuring['evaluate'] {
  if (run.evaluateReference) return run.evaluateReference.bind(run);
  throw new AppError('internal', `Task "${taskId}" names references in its spec, but cannot evaluate them`);
}
