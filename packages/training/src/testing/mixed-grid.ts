/** Three fixed models of the shrink task and the mixture of the outer two, for tests of interpolations. */
import {
  type EvaluationPoint,
  type InterpolationJobSpec,
  planSweep,
  resolveSweepSpec,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';
import { evaluateInterpolation, type InterpolationOptions } from '../interpolation/evaluate-interpolation.ts';
import type { OfBoth } from '../interpolation/source-weights.ts';
import type { PictureSheet } from '../pictures/picture-sheet.ts';
import type { Task } from '../task.ts';
import { shrinkTask } from './shrink-task.ts';
import { trainRecorded } from './train-recorded.ts';

export const SIZES = [0.1, 1, 10];
const jobs = planSweep(
  resolveSweepSpec(
    {
      name: 'mixed',
      task: { id: 'shrink', params: { jitter: 0.1 } },
      defaults: { steps: 60, evaluation: { examples: 50 }, checkpoint: { everySteps: 30 } },
      groups: [{ kind: 'fixed', name: 'grid', lambdas: { size: SIZES }, interpolation: true }],
    },
    taskCatalogue([shrinkTask.spec]),
  ),
).jobs;
const [leastJob, middleJob, greatestJob, mixedJob] = jobs as [
  TrainedJobSpec,
  TrainedJobSpec,
  TrainedJobSpec,
  InterpolationJobSpec,
];

export { leastJob, middleJob, mixedJob };

export interface Trained {
  points: EvaluationPoint[];
  pictures: PictureSheet[];
  checkpoint: Uint8Array;
  earlier: Uint8Array;
}
export async function trained(spec: TrainedJobSpec): Promise<Trained> {
  const { evaluations, pictures, checkpoints } = await trainRecorded(spec);
  const bytesAt = (wanted: number) =>
    checkpoints.find(({ step }) => step === wanted)?.bytes ?? new Uint8Array();
  return {
    points: evaluations.filter(({ step }) => step === spec.steps),
    pictures,
    checkpoint: bytesAt(spec.steps),
    earlier: bytesAt(spec.steps / 2),
  };
}

/** The models with the least and the greatest weight. */
export type TrainedEnds = OfBoth<Trained>;
export const trainEnds = async (): Promise<TrainedEnds> => ({
  least: await trained(leastJob),
  greatest: await trained(greatestJob),
});
export const finalOnes = ({ least, greatest }: TrainedEnds): OfBoth<Uint8Array> => ({
  least: least.checkpoint,
  greatest: greatest.checkpoint,
});

/** What an interpolation of the two tells. */
export async function mixedOf(ends: TrainedEnds, options: Partial<InterpolationOptions> = {}) {
  const points: EvaluationPoint[] = [];
  const pictures: PictureSheet[] = [];
  const steps: number[] = [];
  const result = await evaluateInterpolation({
    spec: mixedJob,
    task: shrinkTask as Task,
    dataDir: '',
    sources: finalOnes(ends),
    report: {
      evaluation: (found) => void points.push(...found),
      progress: ({ step }) => void steps.push(step),
      pictures: (sheets) => void pictures.push(...sheets),
    },
    ...options,
  });
  return { result, points, steps, pictures };
}
