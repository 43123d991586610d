import { MAX_EVALUATION_LAMBDAS_PER_SWEEP as MOST, type SweepSpec } from '@yoto/core';
import { expect, it } from 'vitest';
import { assertComparable } from './get-sweep-comparison.ts';

it('refuses a sweep whose comparison would be larger than any reply should be', () => {
  const group = (lambdas: number) =>
    ({
      evaluation: { lambdas: Array.from({ length: lambdas }, () => ({ kl: 1 })) },
    }) as unknown as SweepSpec['groups'][number];
  assertComparable({ groups: [group(MOST / 2), group(MOST / 2)] });
  expect(() => assertComparable({ groups: [group(MOST), group(1)] })).toThrow(/at most 10000/);
});
