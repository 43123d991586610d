import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { files, jobs, task } from '../testing/examples.ts';
import { rowsOf } from '../testing/render.ts';
import { examplesOf, type SeriesPoint } from './example-series.ts';
import { exampleRows, meanCells, sortedRows } from './examples-table.ts';
import { ExamplesTableView } from './examples-table-view.tsx';
import { shownValues } from './shown-values.ts';

const examples = examplesOf(jobs, files);
const values = shownValues(task).slice(0, 2);
const lead = examples.series[0]?.points[1] as SeriesPoint;
const rows = exampleRows(examples, { values, lead, x: ['bpp'], by: 'lambda', comparedWith: 'grid' });

describe('the table of examples', () => {
  it('has the differences to the compared series, and says which are better', () => {
    const [first] = rows;
    expect(first?.series.map(({ cells }) => cells)).toMatchObject([
      [
        { value: 0.5, tone: 'worse' },
        { value: 30, difference: 1, tone: 'better' },
      ],
      [
        { value: 0.4, difference: null },
        { value: 29, difference: null },
      ],
      [{ value: 0.45 }, { value: 31, difference: 2, tone: 'better' }],
    ]);
    expect(first?.series[0]?.cells[0]?.difference).toBeCloseTo(0.1, 9);
  });

  it('has the means over its rows', () => {
    const means = meanCells(rows, examples.series, values);
    expect(means[0]?.[1]).toMatchObject({ value: 29, difference: 1.5, tone: 'better' });
    expect(means[2]?.[1]?.value).toBe(30);
  });

  it('is sorted by differences where there are any, else by values; what is unknown comes last', () => {
    const order = (series: number, value: number, descending: boolean) =>
      sortedRows(rows, { column: { series, value }, descending }).map(({ name }) => name);
    // PSNR of YOTO: 30 (+1) and 28 (+2).
    expect(order(0, 1, true)).toEqual(['b.png', 'a.png']);
    expect(order(1, 1, true)).toEqual(['a.png', 'b.png']);
    expect(order(1, 1, false)).toEqual(['b.png', 'a.png']);
    expect(sortedRows(rows, { column: 'name', descending: true })[0]?.name).toBe('b.png');
    const known = { value: 1, difference: null, tone: 'equal' as const };
    const partly = [null, 3, 2].map((value, example) => ({
      ...{ example, name: `${example}` },
      series: [{ point: lead, cells: [{ ...known, value }] }],
    }));
    for (const descending of [true, false]) {
      const sorted = sortedRows(partly, { column: { series: 0, value: 0 }, descending });
      expect(sorted.at(-1)?.name).toBe('0');
    }
  });

  it('says where each series is evaluated, and writes numbers with equal decimals', () => {
    const table = createElement(ExamplesTableView, {
      ...{ label: 'Examples', rows, series: examples.series, values, colours: new Map() },
      order: { column: 'name', descending: false },
      onOrder: () => undefined,
      heading: ({ name }) => name,
    });
    const [, first, , means] = rowsOf(table);
    expect(first).toBe('a.png 0.5000 +0.1000 30.00 +1.00 0.4000 29.00 0.4500 +0.0500 31.00 +2.00');
    expect(means).toContain('Mean 0.5500');
  });
});
