/** Codecs: what a method that is not trained here, e.g. JPEG, reaches by the task's own metrics. */
import { AppError, type CodecJobSpec, type CodecSpec, type Setting, UNTRAINED_STEPS } from '@yoto/core';
import type { ExampleCamera } from '../examples/example-camera.ts';
import { MOST_PICTURED_LAMBDAS } from '../examples/example-picture.ts';
import { type ExampleReport, pictureCamera } from '../examples/record-examples.ts';
import { evenSteps } from '../pictures/shown-lambdas.ts';
import type { TaskRun } from '../task.ts';
import { type JobPlace, type OpenModel, openModel, UNCONDITIONAL } from '../train/open-model.ts';
import { reportData } from '../train/report-data.ts';
import { createStopwatch } from '../train/stopwatch.ts';
import type { TrainReport, TrainResult, TrainSignal } from '../train/train-job.ts';
import { yieldToEventLoop } from '../train/yield-to-event-loop.ts';
import { pictureFirstExamples, reportExamples } from './codec-examples.ts';
import { checkedValues, type ExampleValues, meanPoint } from './codec-values.ts';

export interface CodecOptions extends JobPlace {
  spec: CodecJobSpec;
  report: Pick<TrainReport, 'data' | 'evaluation' | 'progress' | keyof ExampleReport>;
  signal?: TrainSignal;
}

/**
 * Asks the task for its codec with every setting of the job and reports the means over the evaluation examples, as of its
 * only step. The engine must be open. Either way of stopping ends it without a point. Throws `invalid_input` when the task
 * has no such codec.
 */
export async function evaluateCodec(options: CodecOptions): Promise<TrainResult> {
  const { spec, report, signal = {} } = options;
  const codec = codecOf(options);
  const stopwatch = createStopwatch();
  const model = await openData(options);
  try {
    const evaluate = evaluatorOf(model.run, spec.task.id);
    await reportData(model.run, { report, stopwatch });
    const start = performance.now();
    const shown = evenSteps(spec.settings, MOST_PICTURED_LAMBDAS).map((value) =>
      placeOfSetting(codec, value),
    );
    const camera = pictureCamera(model.run, shown, report);
    const isStopped = () => signal.stop !== undefined;
    const measured = await stopwatch.measure('evaluate', () =>
      measureSettings(model, { codec, settings: spec.settings, evaluate, camera, isStopped }),
    );
    if (!measured) return { status: 'stopped', step: 0, timings: stopwatch.timings() };
    const points = measured.map(({ setting, values }) => meanPoint(model.task.spec, setting, values));
    const examples = points.reduce((sum, point) => sum + point.examples, 0);
    const examplesPerSecond = (examples * 1000) / Math.max(performance.now() - start, 1);
    await stopwatch.measure('report', async () => {
      await report.evaluation(points);
      await reportExamples(model, { report, camera, measured });
      await report.progress({ step: UNTRAINED_STEPS, steps: UNTRAINED_STEPS, examplesPerSecond });
    });
    return { status: 'completed', step: UNTRAINED_STEPS, timings: stopwatch.timings() };
  } finally {
    await model.dispose();
  }
}

/** The task with its evaluation data. It builds a model, too, which nobody asks. */
function openData({ spec, ...place }: CodecOptions): Promise<OpenModel> {
  const dataset = place.task.spec.datasets.find(({ id }) => id === spec.dataset.id);
  return openModel({
    ...place,
    spec: {
      ...UNCONDITIONAL,
      task: spec.task,
      dataset: spec.dataset,
      seed: 0,
      batchSize: dataset?.defaults.batchSize ?? 1,
      widthMultiplier: 1,
      evaluation: { ...spec.evaluation, lambdas: [] },
    },
  });
}

interface Measuring {
  codec: CodecSpec;
  /** The values of the codec's setting. */
  settings: readonly number[];
  evaluate: NonNullable<TaskRun['evaluateCodec']>;
  camera: ExampleCamera | undefined;
  isStopped(): boolean;
}

interface MeasuredSetting {
  setting: Setting;
  values: ExampleValues;
}

/** Undefined when it was stopped on the way. */
async function measureSettings(
  model: OpenModel,
  { codec, settings, evaluate, camera, isStopped }: Measuring,
): Promise<MeasuredSetting[] | undefined> {
  const measured: MeasuredSetting[] = [];
  await pictureFirstExamples(model, camera);
  for (const setting of settings) {
    if (isStopped()) return undefined;
    const at = placeOfSetting(codec, setting);
    const values = await evaluate({
      id: codec.id,
      setting,
      ...(camera && { show: (first, picture) => camera.show(picture, { first, at }) }),
    });
    measured.push({ ...at, values: checkedValues(values, model.task.spec) });
    await yieldToEventLoop();
  }
  return isStopped() ? undefined : measured;
}

/** Where its points are, e.g. `{ setting: { quality: 50 } }`. */
const placeOfSetting = ({ setting }: CodecSpec, value: number): { setting: Setting } => ({
  setting: { [setting.name]: value },
});

function codecOf({ spec, task }: CodecOptions): CodecSpec {
  const codec = task.spec.codecs?.find(({ id }) => id === spec.codec);
  if (codec) return codec;
  throw new AppError(
    'invalid_input',
    `Task "${task.spec.id}" has no codec "${spec.codec}": leave the group out of the sweep`,
  );
}

function evaluatorOf(run: TaskRun, taskId: string): Measuring['evaluate'] {
  if (run.evaluateCodec) return run.evaluateCodec.bind(run);
  throw new AppError('internal', `Task "${taskId}" names codecs in its spec, but cannot evaluate them`);
}
