import { randomStream } from '@yoto/core';
import { expect, test } from 'vitest';
import { analysisKernel, packetLayers, synthesisKernel } from './packet-transform.ts';

const draws = (name: string) => randomStream(0, name);

/** Of the rows that a layer makes of its 2 x 2 x inputs values. */
function innerProducts(layer: ReturnType<typeof packetLayers>[number]): number[][] {
  const row = ({ input, taps }: (typeof layer)[number]) => ({ input, taps });
  return layer
    .map(row)
    .map((a) =>
      layer
        .map(row)
        .map((b) =>
          a.input === b.input ? a.taps.reduce((sum, tap, i) => sum + tap * (b.taps[i] as number), 0) : 0,
        ),
    );
}

test('every layer is orthonormal, and has four channels of each before it at most', () => {
  const layers = packetLayers([48, 48, 48, 192]);
  expect(layers.map((layer) => layer.length)).toEqual([12, 48, 48, 192]);
  for (const layer of layers) {
    expect(innerProducts(layer)).toEqual(
      layer.map((_, i) => layer.map((__, j) => (i === j ? expect.closeTo(1, 12) : expect.closeTo(0, 12)))),
    );
  }
});

test('the packets that photographs have most of are kept: their means first, differences of colour late', () => {
  const [first = [], second = []] = packetLayers([5, 6]);
  expect(first[0]).toMatchObject({ colour: 0, taps: [0.5, 0.5, 0.5, 0.5] });
  expect(first.map(({ colour }) => colour)).toEqual([0, 1, 2, 0, 0]);
  expect(second[0]).toMatchObject({ colour: 0, vertical: Array(4).fill(expect.closeTo(0.5, 12)) });
  const variances = second.map(({ variance }) => variance);
  expect(variances).toEqual(variances.toSorted((a, b) => b - a));
});

test('synthesis starts as the transpose of analysis, but for small random values', () => {
  const layers = packetLayers([12, 48]);
  for (const [index, shape] of [
    [0, [5, 5, 3, 12]],
    [1, [5, 5, 12, 48]],
  ] as const) {
    const [analysis, synthesis] = [
      analysisKernel(layers, index)(shape, draws('analysis')),
      synthesisKernel(layers, index)(shape, draws('synthesis')),
    ];
    const differences = analysis.map((value, i) => Math.abs(value - (synthesis[i] as number)));
    expect(Math.max(...differences)).toBeLessThan(0.03);
    expect(Math.max(...differences)).toBeGreaterThan(0);
    expect(Math.max(...analysis)).toBeGreaterThan(0.25);
  }
});

test('a channel that no packet is left for starts at random, and synthesis does not listen to it yet', () => {
  const layers = packetLayers([16]);
  const shape = [5, 5, 3, 16];
  const largest = (kernel: Float32Array, channel: number) =>
    Math.max(...kernel.filter((_, at) => at % 16 === channel).map(Math.abs));
  expect(largest(analysisKernel(layers, 0)(shape, draws('a')), 15)).toBeGreaterThan(0.05);
  expect(largest(synthesisKernel(layers, 0)(shape, draws('s')), 15)).toBeLessThan(0.02);
});
