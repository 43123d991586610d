/** How far the points of a frontier may be off: intervals over seeds, or before they are known, standard deviations. */
import {
  type Estimate,
  type FrontierPoint,
  lambdaKey,
  type SweepAnalysis,
  type SweepFrontier,
} from '@yoto/core';

export interface Range {
  low: number;
  high: number;
}

/** Around one value. A deviation is drawn symmetrically, and written as `± 0.5`. */
export type Spread = Range & ({ kind: 'interval' } | { kind: 'deviation'; deviation: number });

export interface PointSpread {
  x: Spread | undefined;
  y: Spread | undefined;
  fullLoss: Spread | undefined;
  /** Of the full loss above the fixed models'. */
  difference: Spread | undefined;
}

/** Of a point of the named series. */
export type SpreadOf = (series: string, point: FrontierPoint) => PointSpread;

/** `analysis`: of the same axes as the frontier, once it is there. */
export function seedSpread(analysis: SweepAnalysis | undefined): SpreadOf {
  if (!analysis) return (_series, point) => deviationsOf(point);
  const known = new Map(
    analysis.series.flatMap(({ name, bands, regret }) => {
      const regrets = new Map((regret?.lambdas ?? []).map((one) => [lambdaKey(one.lambda), one.absolute]));
      return bands.map(({ lambda, x, y, fullLoss }) => {
        const difference = intervalOf(regrets.get(lambdaKey(lambda)));
        const spread = { x: intervalOf(x), y: intervalOf(y), fullLoss: intervalOf(fullLoss), difference };
        return [keyOf(name, lambda), spread] as const;
      });
    }),
  );
  return (series, point) => known.get(keyOf(series, point.lambda)) ?? NONE;
}

const NONE: PointSpread = { x: undefined, y: undefined, fullLoss: undefined, difference: undefined };

const keyOf = (series: string, lambda: FrontierPoint['lambda']) => `${lambdaKey(lambda)} ${series}`;

const intervalOf = (estimate: Estimate | undefined): Spread | undefined =>
  estimate?.interval
    ? { kind: 'interval', low: estimate.interval.low, high: estimate.interval.high }
    : undefined;

function deviationsOf(point: FrontierPoint): PointSpread {
  const around = (value: number | null, deviation: number | null): Spread | undefined =>
    value === null || deviation === null
      ? undefined
      : { kind: 'deviation', deviation, low: value - deviation, high: value + deviation };
  return {
    x: around(point.x, point.xDeviation),
    y: around(point.y, point.yDeviation),
    fullLoss: around(point.fullLoss, point.fullLossDeviation),
    difference: around(point.differenceToFixed, point.fullLossDeviation),
  };
}

/** What the bars (or bands) of a chart mean, or why there are none. */
export function spreadHint(
  { series }: SweepFrontier,
  analysis: SweepAnalysis | undefined,
  shape: 'bars' | 'bands',
): string {
  const most = Math.max(0, ...series.flatMap(({ points }) => points.map(({ seeds }) => seeds)));
  if (most === 0) return '';
  if (most === 1) return 'one seed, so no intervals';
  if (!analysis) return `${shape}: standard deviations over seeds`;
  return `${shape}: ${Math.round(100 * analysis.bootstrap.level)} % intervals over seeds`;
}
