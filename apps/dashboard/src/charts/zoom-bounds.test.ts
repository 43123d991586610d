import { expect, it } from 'vitest';
import { pannedBy, parseZoom, zoomedBy, zoomText } from './zoom-bounds.ts';

it.each([
  [{ x: [1200, 2400] }, '1200_2400'],
  [{ x: [0.001, 2], y: [-3.5, 7] }, '0.001_2_-3.5_7'],
  [{ y: [1, 2] }, '__1_2'],
] as const)('%j is %s in the address, and back', (bounds, text) => {
  expect(zoomText(bounds)).toBe(text);
  expect(parseZoom(text)).toEqual(bounds);
});

it.each([null, '', 'x_y', '3_1', '1', '1_Infinity'])('%j is no part of a chart', (text) => {
  expect(parseZoom(text)).toBeUndefined();
});

it('zooms about the middle and pans by a share of what is shown, in decades on a logarithmic axis', () => {
  expect(zoomedBy({ extent: [0, 100], log: false }, 2)).toEqual([25, 75]);
  expect(pannedBy({ extent: [0, 100], log: false }, -0.25)).toEqual([-25, 75]);
  const [from, to] = zoomedBy({ extent: [1, 10_000], log: true }, 2);
  expect([Math.round(from), Math.round(to)]).toEqual([10, 1000]);
  const [low, high] = pannedBy({ extent: [1, 100], log: true }, 0.5);
  expect([Math.round(low), Math.round(high)]).toEqual([10, 1000]);
});
