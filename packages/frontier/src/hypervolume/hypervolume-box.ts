/** The reference point, one for all compared series: the choice of it decides what a hypervolume rewards. */
import {
  type Directions,
  type MaybePoint,
  type PlanePoint,
  tradeOffCurve,
} from '../curves/trade-off-curve.ts';

export interface HypervolumeBox {
  referencePoint: PlanePoint;
  /** The best value of each axis. */
  ideal: PlanePoint;
  rule: string;
}

/** Far enough that the end points of the worst frontier still count; the usual choice in the literature. */
const MARGIN = 0.1;

const RULE =
  'the worst value of each axis over the non-dominated points of every compared series, and a tenth of the range (best to worst) beyond it';

/**
 * The box that `RULE` describes, or null where nothing is measured (or the area is too large or small for a number). A model that went wrong on both axes does not
 * move it, since it is dominated by any other of its series. An axis on which all values are equal gets a margin of a
 * tenth of that value (or of 1 at 0).
 */
export function hypervolumeBox(
  series: readonly (readonly MaybePoint[])[],
  better: Directions,
): HypervolumeBox | null {
  const points = series.flatMap((one) => tradeOffCurve(one, better).points);
  if (points.length === 0) return null;
  const x = axisBounds(
    points.map((point) => point.x),
    better.x === 'higher',
  );
  const y = axisBounds(
    points.map((point) => point.y),
    better.y === 'higher',
  );
  const box = { referencePoint: { x: x.limit, y: y.limit }, ideal: { x: x.best, y: y.best }, rule: RULE };
  const area = boxArea(box);
  return Number.isFinite(area) && area > 0 ? box : null;
}

/** The area between the ideal and the reference point: no frontier can dominate more. */
export const boxArea = ({
  referencePoint,
  ideal,
}: Pick<HypervolumeBox, 'referencePoint' | 'ideal'>): number =>
  Math.abs(referencePoint.x - ideal.x) * Math.abs(referencePoint.y - ideal.y);

function axisBounds(values: readonly number[], higherIsBetter: boolean): { best: number; limit: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const margin = MARGIN * (most - least || Math.abs(most) || 1);
  return higherIsBetter ? { best: most, limit: least - margin } : { best: least, limit: most + margin };
}
