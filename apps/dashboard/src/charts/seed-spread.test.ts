import { expect, it } from 'vitest';
import { analysis } from '../testing/analyses.ts';
import { frontier, point, series } from '../testing/frontiers.ts';
import { seedSpread, spreadHint } from './seed-spread.ts';

const withSeeds = point(4, { seeds: 2, xDeviation: 0.5, differenceToFixed: 3, fullLossDeviation: 1 });

it('takes intervals from the analysis, by series and lambda', () => {
  const analysed = analysis();
  const spreadOf = seedSpread(analysed);
  const yoto = analysed.series.find(({ name }) => name === 'YOTO');
  const { low, high } = yoto!.bands[1]!.x.interval!;
  expect(high).toBeGreaterThan(low);
  expect(spreadOf('YOTO', point(4)).x).toEqual({ kind: 'interval', low, high });
  const regret = yoto!.regret!.lambdas[1]!.absolute.interval!;
  expect(spreadOf('YOTO', point(4)).difference).toMatchObject({ low: regret.low, high: regret.high });
  expect(spreadOf('YOTO', point(5)).x).toBeUndefined();
  expect(spreadOf('another', point(4)).x).toBeUndefined();
  // The grid is what others are compared with.
  expect(spreadOf('grid', point(4)).difference).toBeUndefined();
});

it('shows deviations until the analysis is there', () => {
  const spread = seedSpread(undefined)('YOTO', withSeeds);
  expect(spread.x).toEqual({ kind: 'deviation', deviation: 0.5, low: 2, high: 3 });
  expect(spread.y).toBeUndefined();
  expect(spread.difference).toMatchObject({ low: 2, high: 4 });
});

it('says what the bars are, and why there are none', () => {
  const hint = (points: (typeof withSeeds)[], analysed = false) =>
    spreadHint(frontier([series('YOTO', 'yoto', points)]), analysed ? analysis() : undefined, 'bars');
  expect(hint([])).toBe('');
  expect(hint([point(1)], true)).toBe('one seed, so no intervals');
  expect(hint([withSeeds])).toBe('bars: standard deviations over seeds');
  expect(hint([withSeeds], true)).toBe('bars: 95 % intervals over seeds');
});
