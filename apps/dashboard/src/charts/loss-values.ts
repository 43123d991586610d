/** The full loss as charts show it: itself, or as regret, absolute or in per cent of the fixed models' at the same lambda. */
import {
  type ComparisonPoint,
  type ComparisonSeries,
  type Estimate,
  estimateText,
  type SweepComparison,
} from '@yoto/core';
import { placeText } from '../format/lambda-text.ts';
import { formatNumber } from '../format/numbers.ts';
import type { Range } from './chart-point.ts';

export type LossMeasure = 'full' | 'absolute' | 'relative';

export const LOSS_TITLES: Readonly<Record<LossMeasure, string>> = {
  full: 'Full loss',
  absolute: 'Regret (full loss)',
  relative: 'Regret (% of the fixed models’ loss)',
};

/** The same for sentences. */
export const LOSS_WORDS: Readonly<Record<LossMeasure, string>> = {
  full: 'Full loss',
  absolute: 'Regret (full loss above that of the fixed models)',
  relative: 'Regret (full loss above that of the fixed models, in %)',
};

export const lossEstimate = ({ fullLoss, regret }: ComparisonPoint, measure: LossMeasure): Estimate =>
  measure === 'full' ? fullLoss : regret[measure];

/** Undefined where there is none. */
export function measuredLoss(
  point: ComparisonPoint,
  measure: LossMeasure,
): { value: number; range: Range | undefined } | undefined {
  const { value, interval } = lossEstimate(point, measure);
  if (value === null) return undefined;
  const factor = measure === 'relative' ? 100 : 1;
  const range = interval ? { low: factor * interval.low, high: factor * interval.high } : undefined;
  return { value: factor * value, range };
}

/** The lines of a tooltip. */
export const lossNote = ({ at, regret, fullLoss }: ComparisonPoint): string[] => [
  placeText(at),
  ...(regret.absolute.value === null ? [] : [`regret: ${estimateText(regret.absolute, { signed: true })}`]),
  ...(regret.relative.value === null
    ? []
    : [`of the fixed models’ loss: ${estimateText(regret.relative, { signed: true, factor: 100 })} %`]),
  `full loss: ${estimateText(fullLoss, { format: formatNumber })}`,
];

/** The series that have such numbers: of regrets all but the anchor, which the others are compared with. */
export const seriesWith = (
  { series }: Pick<SweepComparison, 'series'>,
  measure: LossMeasure,
): ComparisonSeries[] =>
  series.filter(({ points, regret }) =>
    measure === 'full' ? points.some(({ fullLoss }) => fullLoss.value !== null) : regret.lambdas > 0,
  );

/** Whether a logarithmic axis can show them all; regrets may be negative. */
export const isLogarithmic = (series: readonly ComparisonSeries[], measure: LossMeasure): boolean =>
  measure === 'full' &&
  series.every(({ points }) => points.every(({ fullLoss }) => fullLoss.value === null || fullLoss.value > 0));
