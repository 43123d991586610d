/** Regret as charts show it: absolute, or in per cent of the fixed models' full loss at the same lambda. */
import { type ComparisonPoint, type ComparisonSeries, estimateText, type SweepComparison } from '@yoto/core';
import { placeText } from '../format/lambda-text.ts';
import { formatNumber } from '../format/numbers.ts';
import type { Range } from './chart-point.ts';

export type RegretMeasure = 'absolute' | 'relative';

export const REGRET_TITLES: Readonly<Record<RegretMeasure, string>> = {
  absolute: 'Regret (full loss)',
  relative: 'Regret (% of the fixed models’ loss)',
};

/** Undefined where there is none. */
export function measuredRegret(
  { regret }: ComparisonPoint,
  measure: RegretMeasure,
): { value: number; range: Range | undefined } | undefined {
  const { value, interval } = regret[measure];
  if (value === null) return undefined;
  const factor = measure === 'relative' ? 100 : 1;
  const range = interval ? { low: factor * interval.low, high: factor * interval.high } : undefined;
  return { value: factor * value, range };
}

/** The lines of a tooltip. */
export const regretNote = ({ at, regret, fullLoss }: ComparisonPoint): string[] => [
  placeText(at),
  `regret: ${estimateText(regret.absolute, { signed: true, format: formatNumber })}`,
  ...(regret.relative.value === null
    ? []
    : [`of the fixed models’ loss: ${estimateText(regret.relative, { signed: true, factor: 100 })} %`]),
  `full loss: ${estimateText(fullLoss, { format: formatNumber })}`,
];

/** The series that have a regret by now; the anchor is what they are compared with. */
export const comparedSeries = ({ series }: Pick<SweepComparison, 'series'>): ComparisonSeries[] =>
  series.filter(({ regret }) => regret.lambdas > 0);
