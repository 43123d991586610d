/** Grids and distributions to begin with, from what the task and the data set suggest. */
import { type LambdaDistribution, lambdaRange, lambdaVariables, type TaskDetail } from '@yoto/core';
import { type DatasetDetail, datasetDefaults } from './dataset-defaults.ts';
import type { DistributionsDraft, WeightGridDraft } from './spec-draft.ts';

const FEWEST_VALUES = 4;
const MOST_VALUES = 6;

/** The data set's distribution of every weight and loss parameter, log-uniform or uniform over the task's range without one. */
export function suggestedDistributions(task: TaskDetail, dataset: DatasetDetail): DistributionsDraft {
  const suggested = datasetDefaults(dataset).distribution;
  return Object.fromEntries(
    lambdaVariables(task).map(({ name, min, max, scale }) => [
      name,
      suggested[name] ?? {
        kind: scale === 'log' ? ('log-uniform' as const) : ('uniform' as const),
        min,
        max,
      },
    ]),
  );
}

/**
 * A grid over the data set's range for the first weight; the others, and the loss parameters, held at the task's default or
 * in the middle of their range, since a grid over all of them would multiply.
 */
export function suggestedGrids(task: TaskDetail, dataset: DatasetDetail): Record<string, WeightGridDraft> {
  const distributions = suggestedDistributions(task, dataset);
  return Object.fromEntries(
    lambdaVariables(task).flatMap(({ name, default: usual }, index): [string, WeightGridDraft][] => {
      const distribution = distributions[name];
      if (!distribution) return [];
      return [[name, index === 0 ? gridOver(distribution) : [usual ?? middle(distribution)]]];
    }),
  );
}

/** Powers of two where the range's ends are such (values that people can read), else log-spaced. */
function gridOver(distribution: LambdaDistribution): WeightGridDraft {
  const { min, max } = lambdaRange(distribution);
  if (min === max) return [min];
  const from = Math.log2(min);
  const to = Math.log2(max);
  if (Number.isInteger(from) && Number.isInteger(to)) {
    for (let count = MOST_VALUES; count >= FEWEST_VALUES; count--) {
      const step = (to - from) / (count - 1);
      if (Number.isInteger(step)) return { powers: { base: 2, from, to, step } };
    }
  }
  return { logSpaced: { min, max, count: FEWEST_VALUES + 1 } };
}

function middle(distribution: LambdaDistribution): number {
  const { min, max } = lambdaRange(distribution);
  return Number(Math.sqrt(min * max).toPrecision(3));
}
