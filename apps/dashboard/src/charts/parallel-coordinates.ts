/** Parallel coordinates: every point of a sweep over many parameters as one line through all its numbers. Pure. */
import { type ComparisonPoint, parametersAt, type SweepComparison } from '@yoto/core';
import { placeText } from '../format/lambda-text.ts';
import { formatNumber } from '../format/numbers.ts';
import { axisTitle } from './chart-options.ts';

interface ParallelAxis {
  title: string;
  least: number;
  most: number;
  log: boolean;
}

interface ParallelLine {
  series: string;
  /** Series, lambda and what was measured there. */
  note: string;
  /** One place per axis: 0 at its least value, 1 at its greatest. */
  places: number[];
}

export interface ParallelCoordinates {
  axes: ParallelAxis[];
  lines: ParallelLine[];
}

/**
 * The varying parameters, then the two axes of the frontier and the full loss; logarithmic where all values are
 * positive. Points that lack a value are left out, as are codecs and the single model, whose lambda says nothing.
 */
export function parallelCoordinates(
  comparison: SweepComparison,
  hidden: ReadonlySet<string>,
): ParallelCoordinates {
  const { varying, axes, series } = comparison;
  const numbers: { title: string; of: (point: ComparisonPoint) => number | null | undefined }[] = [
    ...varying.map((name) => ({ title: name, of: ({ at }: ComparisonPoint) => parametersAt(at)[name] })),
    ...[axes.x, axes.y].map((axis) => ({
      title: axisTitle(axis),
      of: ({ values }: ComparisonPoint) => values[axis.name]?.value,
    })),
    { title: 'Full loss', of: ({ fullLoss }) => fullLoss.value },
  ];
  const rows = series
    .filter(({ method }) => method !== 'codec' && method !== 'single-model')
    .flatMap(({ name, points }) =>
      points.flatMap((point) => {
        const values = numbers.map(({ of }) => of(point) ?? null);
        return values.every((value) => value !== null) ? [{ name, point, values }] : [];
      }),
    );
  const scales = numbers.map(({ title }, i) =>
    axisOf(
      title,
      rows.map(({ values }) => values[i] as number),
    ),
  );
  const measured = numbers.slice(varying.length);
  return {
    axes: scales,
    lines: rows
      .filter(({ name }) => !hidden.has(name))
      .map(({ name, point, values }) => ({
        series: name,
        note: [
          name,
          placeText(point.at),
          ...measured.map(({ title, of }) => `${title}: ${formatNumber(of(point))}`),
        ].join(' · '),
        places: scales.map((axis, i) => placeOn(axis, values[i] as number)),
      })),
  };
}

function axisOf(title: string, values: readonly number[]): ParallelAxis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { title, least, most, log: least > 0 };
}

/** In the middle where all values are equal. */
function placeOn({ least, most, log }: ParallelAxis, value: number): number {
  if (least === most) return 0.5;
  return log ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
}
