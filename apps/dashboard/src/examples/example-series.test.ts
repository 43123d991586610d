import { parametersAt } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { file, files, job, jobs, task } from '../testing/examples.ts';
import {
  examplesOf,
  exampleValue,
  leadingSeries,
  matchingPoint,
  type SeriesPoint,
} from './example-series.ts';
import { shownValues, valueLabel } from './shown-values.ts';

const examples = examplesOf(jobs, files);
const [yoto, grid, jpeg] = examples.series;
const lambdasOf = (points: readonly SeriesPoint[] | undefined) => points?.map(({ at }) => parametersAt(at));

describe('the examples of a sweep', () => {
  it('are one series per group, with the points of all its jobs by lambda', () => {
    expect(examples.series.map(({ name, kind }) => [name, kind])).toEqual([
      ['YOTO', 'yoto'],
      ['grid', 'fixed'],
      ['JPEG', 'codec'],
    ]);
    expect(lambdasOf(yoto?.points)).toEqual([{ distortion: 1 }, { distortion: 10 }, { distortion: 100 }]);
    expect(grid?.points.map(({ jobId }) => jobId)).toEqual(['f1', 'f2']);
    expect(yoto?.points[1]?.pictures.get(0)?.artifact).toBe('examples/0/2.png');
    expect(examples.originals.get(0)?.jobId).toBe('y');
  });

  it('have the names that some file has, and numbers where none has', () => {
    expect(examples).toMatchObject({ names: ['a.png', 'b.png'], evaluated: 2 });
    const points = [{ at: { setting: { quality: 1 } }, bpp: [1, 2, 3], psnr: [1, 2, 3] }];
    const { names: _names, evaluated: _evaluated, ...old } = file(points, { pictures: [] });
    expect(examplesOf([job('j', 'JPEG', 'codec')], new Map([['j', old]]))).toMatchObject({
      names: ['example 1', 'example 2', 'example 3'],
      evaluated: 3,
    });
  });

  it('of an interpolation stand beside those of its group', () => {
    const of = [...jobs, job('i', 'grid', 'interpolation')];
    const all = new Map([
      ...files,
      ['i', file([{ at: { lambda: { distortion: 5 } }, bpp: [1, 1], psnr: [1, 1] }])],
    ]);
    expect(examplesOf(of, all).series.map(({ name }) => name)).toContain('interpolation of grid');
  });
});

describe('what stands beside the leading series', () => {
  const lead = yoto?.points[1] as SeriesPoint;
  const match = (series: typeof yoto, by: 'lambda' | 'x', example = 0) =>
    series && matchingPoint(series, { lead, example, x: ['bpp'], by })?.at;

  it('is a YOTO model before others, unless another is asked for', () => {
    expect(leadingSeries(examples.series)?.name).toBe('YOTO');
    expect(leadingSeries(examples.series, 'JPEG')?.name).toBe('JPEG');
    expect(leadingSeries(examples.series.slice(1))?.name).toBe('grid');
    expect(leadingSeries(examples.series.slice(2))?.name).toBe('JPEG');
    expect(leadingSeries([])).toBeUndefined();
  });

  it('is the model of the lambda nearest by ratio, or of the nearest rate of the example', () => {
    // 10 is 5 times 2, and a fifth of 50: the first of equals.
    expect(match(grid, 'lambda')).toEqual({ lambda: { distortion: 2 } });
    expect(match(grid, 'x')).toEqual({ lambda: { distortion: 2 } });
    expect(match(yoto, 'x')).toBe(lead.at);
  });

  it('is for a codec always the nearest rate, of each example', () => {
    expect(match(jpeg, 'lambda', 0)).toEqual({ setting: { quality: 50 } });
    expect(match(jpeg, 'lambda', 1)).toEqual({ setting: { quality: 10 } });
    const unknown: SeriesPoint = { ...lead, values: { bpp: [null, null] } };
    expect(
      jpeg && matchingPoint(jpeg, { lead: unknown, example: 0, x: ['bpp'], by: 'lambda' }),
    ).toBeUndefined();
  });
});

it('shows sums of loss terms of single examples, where an axis is one', () => {
  const style = { name: 'style', label: 'Style', terms: ['a', 'b'] };
  const [x, y] = shownValues({
    lossTerms: [],
    metrics: [],
    sums: [style],
    frontierAxes: { x: 'content', y: 'style' },
  });
  expect([x?.parts, y]).toEqual([['a', 'b'], undefined]);
  const point = { ...(yoto?.points[0] as SeriesPoint), values: { a: [1, 2], b: [10, null] } };
  expect([0, 1].map((example) => exampleValue(point, ['a', 'b'], example))).toEqual([11, null]);
});

it('shows the axes, and what has the unit of the y axis', () => {
  expect(shownValues(task).map(valueLabel)).toEqual(['Rate (bits per pixel)', 'PSNR (dB)', 'MS-SSIM (dB)']);
});
