/** From measured points to a curve on which each axis is a strictly monotone function of the other. */
import { type Direction, paretoSet } from '../pareto-set.ts';

export interface MaybePoint {
  x: number | null;
  y: number | null;
}
export interface PlanePoint {
  x: number;
  y: number;
}
/** Which values of each axis are better. */
export interface Directions {
  x: Direction;
  y: Direction;
}

export interface TradeOffCurve<P = PlanePoint> {
  /** Ordered by x from best to worst; y goes the other way. No value of either axis occurs twice. */
  points: (P & PlanePoint)[];
  /** Unmeasured, infinite, repeated and dominated points. */
  leftOut: number;
}

/**
 * The non-dominated points, each once. Interpolation needs a monotone curve, and a dominated point (noise, or a model
 * that did not learn to move) is one that nobody would choose: it is left out and counted, never averaged away.
 */
export function tradeOffCurve<P extends MaybePoint>(all: readonly P[], better: Directions): TradeOffCurve<P> {
  const known = curves.get(all);
  if (known?.better === better) return known.curve as TradeOffCurve<P>;
  const finite = all.filter(isFinitePoint);
  const points = paretoSet(finite, better).filter((point, i, set) => i === 0 || point.x !== set[i - 1]!.x);
  const curve = { points, leftOut: all.length - points.length };
  curves.set(all, { better, curve });
  return curve;
}

/** Of the mean curve of a resample every difference and volume asks for the same one. */
const curves = new WeakMap<readonly MaybePoint[], { better: Directions; curve: TradeOffCurve<MaybePoint> }>();

const isFinitePoint = <P extends MaybePoint>(point: P): point is P & PlanePoint =>
  Number.isFinite(point.x) && Number.isFinite(point.y);
