import { expect, it } from 'vitest';
import { parseSeedOptions } from './sizes.ts';

it('has the sizes of a large team unless told otherwise', () => {
  const options = parseSeedOptions(['--state', 'DIR', '--jobs', '70', '--now', '2026-01-31T12:00:00Z']);
  expect(options).toEqual({
    ...{ state: 'DIR', add: false, seed: 1, now: new Date('2026-01-31T12:00:00Z') },
    ...{ sweeps: 2000, jobs: 70, points: 5_000_000, longCurve: 1_000_000, comparedJobs: 500 },
  });
});

it.each([
  [[], /Name a state folder/],
  [['--state', 'DIR', '--sweeps', '2'], /--sweeps must be a whole number from 3, not "2"/],
  [['--state', 'DIR', '--points', ''], /--points must be a whole number from 0/],
  [['--state', 'DIR', '--now', 'soon'], /--now must be a time such as/],
  [['--state', 'DIR', '--size', '3'], /--size.*npm run seed:large/s],
])('refuses %j', (args, message) => {
  expect(() => parseSeedOptions(args)).toThrow(message);
});
