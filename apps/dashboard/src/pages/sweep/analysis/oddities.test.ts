import { expect, it } from 'vitest';
import { comparison } from '../../../testing/comparisons.ts';
import { oddities } from './oddities.ts';

it('finds nothing on a good curve, and says where a bad one is wrong', () => {
  const [grid] = comparison().series;
  expect(oddities(grid!)).toEqual([]);
  const [from, to] = [{ kl: 1 }, { kl: 4 }];
  const bad = {
    ...grid!,
    monotonicity: {
      reason: null,
      value: {
        checked: 3,
        violations: [{ term: 'kl', from, to, increase: 0.25, tolerance: 0.1 }],
        outdone: [{ lambda: to, by: from, difference: 2, tolerance: 0.5 }],
        toleranceRule: '',
      },
    },
    coverage: {
      reason: null,
      value: {
        ...grid!.coverage.value!,
        evenGap: 0.2,
        gaps: [
          { from: { lambda: from }, to: { lambda: to }, size: 0.4 },
          { from: { lambda: to }, to: { lambda: from }, size: 0.3 },
        ],
        still: [{ from: { lambda: from }, to: { lambda: to }, distance: 0 }],
      },
    },
  };
  expect(oddities(bad)).toEqual([
    'grid: kl grew by 0.25 (tolerance 0.1) from kl 1 to kl 4.',
    'grid: at kl 4 the point of kl 1 has a full loss smaller by 2 (tolerance 0.5).',
    'grid: a gap of 40 % of the range from kl 1 to kl 4.',
    'grid: hardly moves from kl 1 to kl 4.',
  ]);
});
