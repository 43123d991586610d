/** The numbers of the table of single examples: one row per example, columns by series and value, sorted. Pure. */
import {
  type ExampleSeries,
  type Examples,
  exampleValue,
  matchingPoint,
  type SeriesPoint,
} from './example-series.ts';
import type { ShownValue } from './shown-values.ts';

export interface ExampleCell {
  value: number | null;
  /** To the compared series' value of the same example; null where there is nothing to compare. */
  difference: number | null;
  tone: 'better' | 'worse' | 'equal';
}

/** What one series shows for an example. */
interface ExampleCells {
  point: SeriesPoint | undefined;
  /** In the order of the shown values. */
  cells: readonly ExampleCell[];
}

export interface ExampleRow {
  example: number;
  name: string;
  /** In the order of the series. */
  series: readonly ExampleCells[];
}

export interface TableOptions {
  values: readonly ShownValue[];
  /** The point of the leading series that the others match. */
  lead: SeriesPoint;
  x: readonly string[];
  by: 'lambda' | 'x';
  /** The name of the series that differences are to. */
  comparedWith: string | undefined;
}

export function exampleRows({ names, series }: Examples, options: TableOptions): ExampleRow[] {
  const { values, comparedWith } = options;
  return names.map((name, example) => {
    const points = series.map((one) => matchingPoint(one, { ...options, example }));
    const compared = points[series.findIndex((one) => one.name === comparedWith)];
    return {
      example,
      name,
      series: series.map((one, index) => ({
        point: points[index],
        cells: values.map((shown) =>
          cellOf(shown, {
            value: exampleValue(points[index], shown.parts, example),
            other: one.name === comparedWith ? null : exampleValue(compared, shown.parts, example),
          }),
        ),
      })),
    };
  });
}

function cellOf(
  { better }: ShownValue,
  { value, other }: { value: number | null; other: number | null },
): ExampleCell {
  if (value === null || other === null) return { value, difference: null, tone: 'equal' };
  const difference = value - other;
  const gain = better === 'higher' ? difference : -difference;
  return { value, difference, tone: gain > 0 ? 'better' : gain < 0 ? 'worse' : 'equal' };
}

/** The means over the rows, by series and value; null where some row has none. */
export function meanCells(
  rows: readonly ExampleRow[],
  series: readonly ExampleSeries[],
  values: readonly ShownValue[],
): ExampleCell[][] {
  return series.map((_one, at) =>
    values.map(({ better }, column) => {
      const cells = rows.map((row) => row.series[at]?.cells[column]);
      const difference = meanOf(cells.map((cell) => cell?.difference ?? null));
      const gain = (difference ?? 0) * (better === 'higher' ? 1 : -1);
      return {
        value: meanOf(cells.map((cell) => cell?.value ?? null)),
        difference,
        tone: gain > 0 ? 'better' : gain < 0 ? 'worse' : 'equal',
      };
    }),
  );
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** By the names of the examples, or by a value (its difference, where there is one) of a series. */
export interface ExampleOrder {
  column: 'name' | { series: number; value: number };
  descending: boolean;
}

/** What is not known comes last, either way. */
export function sortedRows(rows: readonly ExampleRow[], { column, descending }: ExampleOrder): ExampleRow[] {
  const sign = descending ? -1 : 1;
  if (column === 'name') return rows.toSorted((a, b) => sign * (a.example - b.example));
  const keyOf = (row: ExampleRow) => {
    const cell = row.series[column.series]?.cells[column.value];
    return cell?.difference ?? cell?.value ?? null;
  };
  return rows.toSorted((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}
