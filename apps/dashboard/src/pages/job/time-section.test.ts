import { expect, it } from 'vitest';
import { timeShares } from './time-section.tsx';

it('adds up what attempts spent their time on, the longest first', () => {
  const attempts = [
    { timings: { data: 100, compute: 200 } },
    { timings: null },
    { timings: { compute: 100 } },
  ];
  expect(timeShares(attempts)).toEqual([
    { name: 'compute', ms: 300, share: 0.75 },
    { name: 'data', ms: 100, share: 0.25 },
  ]);
  expect(timeShares([{ timings: {} }])).toEqual([]);
});
