import type { TaskSpec, TrainedJobSpec } from '@yoto/core';
import { expect, test } from 'vitest';
import { exampleScales } from './example-scales.ts';

const range = { min: 0.01, max: 100, scale: 'log' } as const;
const lossTerms: TaskSpec['lossTerms'] = [
  { name: 'held', label: 'Held', weight: { fixed: 100 } },
  { name: 'first', label: 'First', weight: range },
  { name: 'second', label: 'Second', weight: range },
];
/** Medians 1 and 50; the power of the loss is no weight. */
const distribution: TrainedJobSpec['distribution'] = {
  first: { kind: 'log-uniform', min: 0.1, max: 10 },
  second: { kind: 'uniform', min: 0, max: 100 },
  power: { kind: 'uniform', min: 1, max: 3 },
};
const lambdas = {
  variables: ['first', 'second', 'power'],
  examples: 2,
  values: Float32Array.of(1, 50, 3, 10, 100, 1),
};
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const scalesOf = (balance: Partial<TrainedJobSpec['optimiser']>, sizes?: number[]) =>
  exampleScales(lambdas, { optimiser: { ...adam, ...balance }, distribution }, { lossTerms }, sizes);

test('are a power of the mean weight relative to its median: 1 for an example of median weights', () => {
  for (const power of [1, 0.25]) {
    const [usual, heavy] = scalesOf({ weightBalance: power }) ?? [];
    expect(usual).toBeCloseTo(1, 6);
    expect(heavy).toBeCloseTo(6 ** -power, 6);
  }
});

test('are a power of the expected loss relative to that of median weights', () => {
  // 100 * 0.1 + 1 * 4 + 50 * 0.02 = 15, and 100 * 0.1 + 10 * 4 + 100 * 0.02 = 52.
  for (const lossBalance of [1, 0.25]) {
    const [usual, heavy] = scalesOf({ lossBalance }, [0.1, 4, 0.02]) ?? [];
    expect(usual).toBeCloseTo(1, 6);
    expect(heavy).toBeCloseTo((52 / 15) ** -lossBalance, 6);
  }
  expect([...scalesOf({ lossBalance: 1 }, [0, 0, 0])!]).toEqual([1, 1]);
});

test('there are none unless the job asks for them, and none before the sizes of its losses are known', () => {
  expect(scalesOf({})).toBeUndefined();
  expect(scalesOf({ lossBalance: 1 })).toBeUndefined();
});

test('a fixed job is not changed, whatever its weights, also with a weight of 0', () => {
  const fixed = (first: number, second: number): TrainedJobSpec['distribution'] => ({
    first: { kind: 'fixed', value: first },
    second: { kind: 'fixed', value: second },
  });
  const scales = (first: number, second: number) =>
    exampleScales(
      { variables: ['first', 'second'], examples: 1, values: Float32Array.of(first, second) },
      {
        optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightBalance: 1 },
        distribution: fixed(first, second),
      },
      { lossTerms },
      undefined,
    );
  expect(scales(7, 0.5)?.[0]).toBeCloseTo(1, 6);
  expect(scales(7, 0)?.[0]).toBeCloseTo(1, 6);
  expect(scales(0, 0)?.[0]).toBe(1);
});
