import { describe, expect, test } from 'vitest';
import { FLATNESS_RULES, judgeFlatness } from './flatness.ts';
import type { Sample } from './sample.ts';

const COLUMNS = Object.keys(FLATNESS_RULES) as (keyof typeof FLATNESS_RULES)[];

/** Eleven samples; every value is 50, but for one column. */
function samples(changed: keyof typeof FLATNESS_RULES, valueAt: (index: number) => number): Sample[] {
  return Array.from({ length: 11 }, (_, index) => ({
    ...(Object.fromEntries(COLUMNS.map((column) => [column, 50])) as Omit<Sample, 'jobs'>),
    jobs: index * 200,
    [changed]: valueAt(index),
  }));
}

const steep = (taken: Sample[]) =>
  judgeFlatness(taken)
    .filter(({ isFlat }) => !isFlat)
    .map(({ column }) => column);

describe('judgeFlatness', () => {
  test('a rise within the warm-up and noise afterwards are flat', () => {
    expect(
      steep(samples('daemonReachableMb', (index) => (index < 3 ? index * 20 : 50 + (index % 2) * 4))),
    ).toEqual([]);
  });

  test.each(COLUMNS.filter((column) => FLATNESS_RULES[column].mostRise !== undefined))(
    '%s that grows with the jobs is not',
    (column) => {
      const most = FLATNESS_RULES[column].mostRise!;
      expect(steep(samples(column, (index) => 50 + index * (most / 6.5)))).toEqual([column]);
      expect(steep(samples(column, (index) => 50 + index * (most / 7.5)))).toEqual([]);
    },
  );

  test('the resident size is only shown', () => {
    expect(steep(samples('daemonResidentMb', (index) => 50 + index * 100))).toEqual([]);
  });
});
