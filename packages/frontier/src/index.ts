export type { BootstrapOptions } from './bootstrap/seed-draws.ts';
export { checkComparison, compareSweep } from './comparison/compare-sweep.ts';
export type { ComparedJob, ComparedTask, ComparisonInput } from './comparison-input.ts';
export {
  BASE_NAME,
  type Configuration,
  type Configurations,
  configurationsOf,
  pointAt,
} from './configurations.ts';
export { type BdOptions, bdMetric, bdRate, type PlainBdDifference } from './curves/bd-difference.ts';
export {
  type Directions,
  type MaybePoint,
  type PlanePoint,
  type TradeOffCurve,
  tradeOffCurve,
} from './curves/trade-off-curve.ts';
export { fullLoss } from './full-loss.ts';
export { groupBy } from './group-by.ts';
export { headlines } from './headlines.ts';
export { hypervolume } from './hypervolume/hypervolume.ts';
export { type HypervolumeBox, hypervolumeBox } from './hypervolume/hypervolume-box.ts';
export { hypervolumeOfCurve } from './hypervolume/hypervolume-of-curve.ts';
export { hypervolumesAtMatchedLambdas } from './hypervolume/hypervolumes-at-matched-lambdas.ts';
export { type ChosenGroups, type MergedSweep, mergedInput, mergedNames } from './merged-input.ts';
export { type Direction, paretoSet } from './pareto-set.ts';
export { comparableCurves, type PublishedSeries, publishedSeries } from './published-series.ts';
export { SLOTS, seriesSlots } from './series-slots.ts';
export { isOrdered, orderedAlong, slicePoints } from './slice-points.ts';
