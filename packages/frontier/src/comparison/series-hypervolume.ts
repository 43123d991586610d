import { type HypervolumeEstimate, measured, type SeriesHypervolume } from '@yoto/core';
import { estimate, noEstimate } from '../bootstrap/estimate.ts';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import type { Directions } from '../curves/trade-off-curve.ts';
import { hypervolume } from '../hypervolume/hypervolume.ts';
import { boxArea, type HypervolumeBox } from '../hypervolume/hypervolume-box.ts';
import { hypervolumeOfCurve } from '../hypervolume/hypervolume-of-curve.ts';
import { matchedLambdas, type PlacedPoint } from '../hypervolume/hypervolumes-at-matched-lambdas.ts';
import type { SeedComparison } from './seed-comparison.ts';
import { everySeed, meanCurve, onlyPlaces } from './seed-table.ts';

type Area = (curve: readonly PlacedPoint[]) => number | null;

const NOTHING = 'nothing is measured';

/**
 * Hypervolumes of `comparison.test` and their ratios to those of `comparison.anchor` (1 for the anchor itself),
 * all of mean curves over seeds, inside one box for the whole sweep. `noBox` says why there is none.
 */
export function seriesHypervolume(
  comparison: SeedComparison,
  box: HypervolumeBox | null,
  better: Directions,
  terms: SeriesHypervolume['terms'],
  drawer: SeedDrawer,
  noBox: string,
): SeriesHypervolume {
  if (box === null) {
    const none = { value: noEstimate(noBox), share: null, ratio: noEstimate(noBox) };
    return { matched: { ...none, lambdas: 0 }, curve: none, terms };
  }
  return {
    matched: matchedHypervolume(comparison, box, better, drawer),
    curve: estimates(
      comparison,
      (curve) => hypervolumeOfCurve(curve, box.referencePoint, better),
      box,
      drawer,
    ),
    terms,
  };
}

function matchedHypervolume(
  comparison: SeedComparison,
  box: HypervolumeBox,
  better: Directions,
  drawer: SeedDrawer,
): SeriesHypervolume['matched'] {
  const { anchor, test } = comparison;
  const keys = matchedLambdas([anchor, test].map((table) => meanCurve(table, everySeed(table))));
  if (keys.size === 0) {
    const none = noEstimate(`${test.name} and ${anchor.name} have no lambda in common`);
    return { value: none, share: null, ratio: none, lambdas: 0 };
  }
  const plain: Area = (curve) => {
    // A resample without a model at one of the lambdas would be compared at fewer points.
    if (curve.some(({ x, y }) => x === null || y === null)) return null;
    return hypervolume(
      curve.map(({ x, y }) => [x, y]),
      [box.referencePoint.x, box.referencePoint.y],
      [better.x, better.y],
    );
  };
  const isMatched = ({ key }: { key: string }) => keys.has(key);
  const matched = { ...comparison, anchor: onlyPlaces(anchor, isMatched), test: onlyPlaces(test, isMatched) };
  return { ...estimates(matched, plain, box, drawer), lambdas: keys.size };
}

function estimates(
  comparison: SeedComparison,
  area: Area,
  box: HypervolumeBox,
  drawer: SeedDrawer,
): HypervolumeEstimate {
  const { anchor, test } = comparison;
  // The volume itself owes nothing to the anchor's seeds.
  const value = estimate(
    ([positions]) => area(meanCurve(test, positions ?? [])),
    drawer([test.seeds.length]),
    NOTHING,
  );
  const ratio = comparison.estimate((first, second) => {
    const other = area(meanCurve(anchor, first));
    const own = area(meanCurve(test, second));
    return own === null || other === null || other <= 0 ? null : own / other;
  }, `${anchor.name} dominates nothing inside the reference point`);
  return { value, share: value.value === null ? null : measured(value.value / boxArea(box)), ratio };
}
