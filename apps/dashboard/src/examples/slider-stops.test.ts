import { parametersAt } from '@yoto/core';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { markup } from '../testing/render.ts';
import type { SeriesPoint } from './example-series.ts';
import { LambdaSlider } from './lambda-slider.tsx';
import { movedPoint, neighboursOf, slidersOf } from './slider-stops.ts';

const at = (kl: number, tv: number): SeriesPoint => ({
  jobId: 'j',
  at: { lambda: { kl, tv, other: 7 } },
  values: {},
  pictures: new Map(),
});
const grid = [10, 1].flatMap((kl) => [at(kl, 0.5), at(kl, 4)]);
const draw = (points: SeriesPoint[], value: SeriesPoint) =>
  markup(createElement(LambdaSlider, { series: { name: 'YOTO', points }, value, onChange: () => undefined }));

describe('the sliders of a series', () => {
  it('are one per parameter that varies, with the measured values in order', () => {
    expect(slidersOf(grid)).toEqual([
      { parameter: 'kl', values: [1, 10] },
      { parameter: 'tv', values: [0.5, 4] },
    ]);
    expect(slidersOf([at(1, 2)])).toEqual([{ parameter: 'kl', values: [1] }]);
  });

  it('move along one parameter of a grid and leave the others where they are', () => {
    expect(movedPoint(grid, at(10, 4), 'kl', 1)?.at).toEqual({ lambda: { kl: 1, tv: 4, other: 7 } });
    expect(
      neighboursOf(grid, grid[0]!).map((one) => [parametersAt(one.at).kl, parametersAt(one.at).tv]),
    ).toEqual([
      [1, 0.5],
      [10, 4],
    ]);
  });

  it('go to the nearest measured lambda where there is no grid', () => {
    const scattered = [at(1, 1), at(10, 3), at(10, 100)];
    // 10 and 1 was not measured: 3 is nearer to 1 than 100 is.
    expect(movedPoint(scattered, scattered[0]!, 'kl', 10)).toBe(scattered[1]);
    expect(movedPoint(scattered, scattered[0]!, 'kl', 5)).toBeUndefined();
  });

  it('are drawn with a name and a value each; a single one has the name of the series', () => {
    const several = draw(grid, grid[1]!);
    expect(several).toContain('<legend>YOTO at</legend>');
    expect(several).toMatch(
      /<span>kl<\/span><input type="range" min="0" max="1" step="1" aria-valuetext="10"/,
    );
    expect(several).toMatch(/<span>tv<\/span><input[^>]*aria-valuetext="4"/);
    const one = draw(grid.slice(0, 2), grid[0]!);
    expect(one).toMatch(/<span>YOTO at<\/span><input[^>]*aria-valuetext="kl 10, other 7, tv 0.5"/);
  });
});
