import { lambdaRange, lambdaVariables, type TaskSpec, type TrainedJobSpec } from '@yoto/core';

/** A slider for one weight or loss parameter. */
export interface ExploreSlider {
  name: string;
  label: string;
  /** Where the slider ends: what the task suggests, and at least what the model was trained with. */
  min: number;
  max: number;
  scale: 'log' | 'linear';
  /** What the model was told in training; one value for a fixed model. */
  trained: { min: number; max: number };
  /** Where it starts: the task's default where the model was trained with it, else about the middle of what was trained, on the slider's scale. */
  start: number;
}

const START_DIGITS = 3;

/** One slider for each weight and loss parameter that the job has, in the task's order. */
export function exploreSliders(
  task: TaskSpec,
  { distribution }: Pick<TrainedJobSpec, 'distribution'>,
): ExploreSlider[] {
  return lambdaVariables(task).flatMap((variable): ExploreSlider[] => {
    const { name, label, min, max } = variable;
    const own = distribution[name];
    if (!own) return [];
    const trained = lambdaRange(own);
    const [from, to] = [Math.min(min, trained.min), Math.max(max, trained.max)];
    const scale = from > 0 ? variable.scale : 'linear';
    const start = startOf(trained, scale, variable.default);
    return [{ name, label, min: from, max: to, scale, trained, start }];
  });
}

function startOf(
  { min, max }: ExploreSlider['trained'],
  scale: ExploreSlider['scale'],
  usual: number | undefined,
): number {
  if (usual !== undefined && usual >= min && usual <= max) return usual;
  const middle = scale === 'log' ? Math.sqrt(min * max) : (min + max) / 2;
  // Rounded as people would write it, as long as that is still what was trained.
  return Math.min(max, Math.max(min, Number(middle.toPrecision(START_DIGITS))));
}
