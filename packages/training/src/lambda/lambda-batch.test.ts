import type { LambdaDistribution } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { useEngine } from '../testing/use-engine.ts';
import { constantLambdaBatch, lambdaColumns, sampleLambdaBatch } from './lambda-batch.ts';

useEngine();

const distribution: Record<string, LambdaDistribution> = {
  wide: { kind: 'log-uniform', min: 0.5, max: 512 },
  held: { kind: 'fixed', value: 3 },
};
const column = (values: Float32Array, index: number) => [...values].filter((_, i) => i % 2 === index);

describe('sampleLambdaBatch', () => {
  const spec = { seed: 1, distribution };
  const sample = (step: number) => sampleLambdaBatch(spec, ['wide', 'held'], step, 1000);

  test('every example has its own lambda, drawn anew each step, the same for the same step', () => {
    expect(new Set(column(sample(3).values, 0)).size).toBeGreaterThan(990);
    expect(sample(3)).toEqual(sample(3));
    expect(sample(4).values).not.toEqual(sample(3).values);
    expect(column(sample(3).values, 1)).toEqual(Array(1000).fill(3));
  });

  test('draws are log-uniform over the range', () => {
    const logs = column(sample(0).values, 0).map(Math.log2);
    expect(Math.min(...logs)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...logs)).toBeLessThanOrEqual(9);
    // Ten octaves: a fifth of the draws in each pair of them, within four standard deviations (0.0126 each).
    for (let octave = -1; octave < 9; octave += 2) {
      const share = logs.filter((log) => log >= octave && log < octave + 2).length / logs.length;
      expect(Math.abs(share - 0.2)).toBeLessThan(0.051);
    }
  });

  test('antithetic draws come in pairs that mirror each other in every weight, and are log-uniform one by one', () => {
    const mirrored = sampleLambdaBatch({ ...spec, draws: 'antithetic' }, ['wide', 'held'], 0, 1001);
    const logs = column(mirrored.values, 0).map(Math.log2);
    for (let pair = 0; pair < 500; pair++)
      expect((logs[2 * pair] as number) + (logs[2 * pair + 1] as number)).toBeCloseTo(-1 + 9, 4);
    const below = logs.filter((log) => log < 1.5).length / logs.length;
    expect(Math.abs(below - 0.25)).toBeLessThan(0.06);
    expect(column(mirrored.values, 1)).toEqual(Array(1001).fill(3));
  });

  test('a weight or parameter without a distribution is named', () => {
    expect(() => sampleLambdaBatch(spec, ['other'], 0, 1)).toThrow(/"other"/);
  });
});

test('constantLambdaBatch repeats one lambda, in the order of the variables', () => {
  const batch = constantLambdaBatch({ b: 2, a: 1 }, ['a', 'b'], 3);
  expect(batch).toEqual({ variables: ['a', 'b'], values: Float32Array.of(1, 2, 1, 2, 1, 2), examples: 3 });
});

test('lambdaColumns gives each variable of every example', () => {
  const batch = { variables: ['a', 'b'], values: Float32Array.of(1, 2, 3, 4), examples: 2 };
  const columns = lambdaColumns(batch);
  expect([...(columns.a?.dataSync() ?? [])]).toEqual([1, 3]);
  expect([...(columns.b?.dataSync() ?? [])]).toEqual([2, 4]);
});
