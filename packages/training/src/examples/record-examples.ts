/** What an evaluation leaves of single examples: their values at every lambda, names and pictures. */
import { type AppError, type ExamplePoint, type ExamplesFile, measured, type Place } from '@yoto/core';
import { tf } from '@yoto/engine';
import { evaluatedNames } from '../loss/evaluated-names.ts';
import { shownLambdas } from '../pictures/shown-lambdas.ts';
import type { Batches, BatchTensors, TaskRun } from '../task.ts';
import type { OpenModel } from '../train/open-model.ts';
import { type ExampleCamera, exampleCamera } from './example-camera.ts';
import { type ExamplePicture, MOST_PICTURED_LAMBDAS } from './example-picture.ts';

/** The values of so many examples are kept: enough for a test set of photographs, and a file of some 100 kB. */
export const MOST_EXAMPLES = 100;

/** `examples.json` but for the pictures, which are files of their own. */
export type ExampleValues = Omit<ExamplesFile, 'version' | 'pictures'>;

export interface ExampleReport {
  /** Once, after the points of the last step: what they are of, example by example. */
  examples?(values: ExampleValues): Promise<void> | void;
  /** Before that, one after the other: the first examples, and what the model or codec made of them. */
  examplePicture?(picture: ExamplePicture): Promise<void> | void;
  /** When the task could not make pictures: the run is complete all the same. */
  picturesFailed?(error: AppError): Promise<void> | void;
}

/** One batch of the evaluation at one lambda. */
interface RecordedBatch {
  /** Of the lambda among the evaluation's. */
  row: number;
  /** Index of the batch's first example. */
  first: number;
  /** Examples in the batch. */
  size: number;
  /** `[names, size]`, in the order of `evaluatedNames`. */
  values: Float32Array;
}

export interface ExampleRecorder {
  camera: ExampleCamera | undefined;
  add(batch: RecordedBatch): void;
  /** Hands everything over; after the last batch. */
  report(): Promise<void>;
}

/** Undefined where nobody wants to know. */
export function recordExamples(
  { spec, task, run }: Pick<OpenModel, 'spec' | 'task' | 'run'>,
  report: ExampleReport,
): ExampleRecorder | undefined {
  if (!report.examples) return undefined;
  const names = evaluatedNames(task.spec);
  const points = spec.evaluation.lambdas.map(
    (lambda): ExamplePoint => ({
      at: { lambda },
      values: Object.fromEntries(names.map((name) => [name, []])),
    }),
  );
  const shown = shownLambdas(spec, MOST_PICTURED_LAMBDAS).map((lambda) => ({ lambda }));
  const camera = pictureCamera(run, shown, report);
  let evaluated = 0;
  return {
    camera,
    add({ row, first, size, values }) {
      evaluated = Math.max(evaluated, first + size);
      const kept = Math.min(size, MOST_EXAMPLES - first);
      for (const [column, name] of names.entries()) {
        const own = values.subarray(column * size, column * size + Math.max(0, kept));
        points[row]?.values[name]?.push(...Array.from(own, measured));
      }
    },
    async report() {
      await reportFailure(camera, report);
      await report.examples?.({ evaluated, ...(await namesOf(run.data.evaluation, evaluated)), points });
    },
  };
}

/** Says so when the task could not make its pictures. */
export async function reportFailure(camera: ExampleCamera | undefined, report: ExampleReport): Promise<void> {
  const failure = camera?.failure();
  if (failure) await report.picturesFailed?.(failure);
}

/** Undefined for a task without pictures of its examples, and where nobody wants them. */
export function pictureCamera(
  run: TaskRun,
  shown: readonly Place[],
  report: ExampleReport,
): ExampleCamera | undefined {
  if (!run.examplePictures || !report.examplePicture) return undefined;
  return exampleCamera(shown, (picture) => report.examplePicture?.(picture));
}

/** Of the first examples, as far as their values are kept. */
export async function namesOf(evaluation: Batches, evaluated: number): Promise<{ names?: string[] }> {
  if (!evaluation.names) return {};
  const names: string[] = [];
  const most = Math.min(evaluated, MOST_EXAMPLES);
  for (let index = 0; index < evaluation.count && names.length < most; index++)
    names.push(...(await evaluation.names(index)));
  return { names: names.slice(0, most) };
}

/** Pictures of a batch's examples as they are; nothing where they are not wanted. */
export async function pictureOriginals(
  { run }: Pick<OpenModel, 'run'>,
  camera: ExampleCamera | undefined,
  { batch, first }: { batch: BatchTensors; first: number },
): Promise<void> {
  const { examplePictures } = run;
  if (!camera || !examplePictures) return;
  const scene = { first, at: null };
  const taken = tf.tidy(() => ({ exposure: camera.take(() => examplePictures.original(batch), scene) }));
  await camera.develop(taken.exposure, scene);
}
