/** Which part of a chart is shown: how it is written in the address, and how buttons and keys change it. */

/** From and to, in the units of the axis. */
export type Extent = readonly [number, number];

/** An axis that is left out shows all there is. */
export interface ZoomBounds {
  x?: Extent | undefined;
  y?: Extent | undefined;
}

/** Of one axis as it is drawn. */
export interface AxisExtent {
  extent: Extent;
  log: boolean;
}

/** `1200_2400` or `1_2_0.5_0.7`: x, and y where it is zoomed as well. */
export function zoomText({ x, y }: ZoomBounds): string {
  const parts = [...(x ?? ['', '']), ...(y ?? [])];
  return parts
    .map((value) => (typeof value === 'number' ? String(Number(value.toPrecision(6))) : ''))
    .join('_');
}

/** Undefined where the text says no part of a chart: addresses are written by people, too. */
export function parseZoom(text: string | null): ZoomBounds | undefined {
  const values = (text ?? '').split('_').map((part) => (part === '' ? Number.NaN : Number(part)));
  const x = extentOf(values[0], values[1]);
  const y = extentOf(values[2], values[3]);
  return x || y ? { ...(x && { x }), ...(y && { y }) } : undefined;
}

const extentOf = (from = Number.NaN, to = Number.NaN): Extent | undefined =>
  Number.isFinite(from) && Number.isFinite(to) && from < to ? [from, to] : undefined;

/** `factor` above 1 comes nearer to the middle, below 1 goes away from it. */
export const zoomedBy = (axis: AxisExtent, factor: number): Extent =>
  mapped(axis, (from, to) => {
    const [middle, half] = [(from + to) / 2, (to - from) / 2 / factor];
    return [middle - half, middle + half];
  });

/** By a share of what is shown: positive towards larger values. */
export const pannedBy = (axis: AxisExtent, share: number): Extent =>
  mapped(axis, (from, to) => {
    const by = (to - from) * share;
    return [from + by, to + by];
  });

/** Computes where the axis is linear: in the logarithm of a logarithmic one. */
function mapped({ extent, log }: AxisExtent, change: (from: number, to: number) => Extent): Extent {
  const [from, to] = extent;
  if (!log || from <= 0) return change(from, to);
  const [low, high] = change(Math.log(from), Math.log(to));
  return [Math.exp(low), Math.exp(high)];
}
