import { describe, expect, it } from 'vitest';
import { compareSweep } from './comparison/compare-sweep.ts';
import { mergedInput } from './merged-input.ts';
import { seededSweep } from './testing/seeded-sweep.ts';

const sweep = (sweepId: string, excess: number) => {
  const input = seededSweep({ betas: [1, 4], fixedSeeds: [0], yotoSeeds: [0], excess });
  const own = (id: string) => `${sweepId}/${id}`;
  return {
    ...input,
    sweepId,
    jobs: input.jobs.map((job) => ({ ...job, id: own(job.id) })),
    evaluations: input.evaluations.map((one) => ({ ...one, jobId: own(one.jobId) })),
  };
};
const first = { name: 'first', input: sweep('a', 1) };
const second = { name: 'second', input: sweep('b', 2) };

describe('several sweeps as one', () => {
  it('gives regrets as within one sweep, against the first fixed group', () => {
    const merged = mergedInput([first, { ...second, groups: ['yoto'] }]);
    const { series } = compareSweep({ ...first.input, ...merged }, { resamples: 0 });
    const regrets = series.map(({ name, regret }) => [name, regret.mean.absolute.value]);
    expect(regrets).toEqual([
      ['yoto (first)', 3.5],
      ['grid', null],
      ['yoto (second)', 7],
      ['single model', expect.any(Number)],
    ]);
  });

  it('names groups by their sweep only where names clash, and by its id where sweeps are namesakes', () => {
    const names = (...sweeps: Parameters<typeof mergedInput>[0]) =>
      mergedInput(sweeps).spec.groups.map(({ name }) => name);
    expect(names(first)).toEqual(['yoto', 'grid']);
    expect(names({ ...first, groups: ['grid'] }, { ...second, groups: ['yoto'] })).toEqual(['grid', 'yoto']);
    expect(names(first, { ...second, name: 'first', groups: ['grid'] })).toEqual([
      'yoto',
      'grid (first, a)',
      'grid (first, b)',
    ]);
  });

  it('leaves out the jobs of other groups, and counts data that sweeps share once', () => {
    const use = { description: 'pictures', fingerprint: null, frozen: [], jobs: 2, attempts: 2 };
    const data = (jobs: number) => [{ ...use, jobs }] as never;
    const merged = mergedInput([
      { ...first, groups: ['yoto'], input: { ...first.input, data: data(2) } },
      { ...second, groups: ['grid'], input: { ...second.input, data: data(3) } },
    ]);
    expect(merged.jobs.map(({ id, group }) => [id, group])).toEqual([
      ['a/y/0', 'yoto'],
      ['b/f1/0', 'grid'],
      ['b/f4/0', 'grid'],
    ]);
    expect(new Set(merged.evaluations.map(({ jobId }) => jobId))).toEqual(
      new Set(['a/y/0', 'b/f1/0', 'b/f4/0']),
    );
    expect(merged.data).toEqual([{ ...use, jobs: 5, attempts: 4 }]);
  });

  it('refuses a group that its sweep does not have', () => {
    expect(() => mergedInput([{ ...first, groups: ['gird'] }])).toThrow(
      'The sweep "first" has no group "gird"; it has "yoto", "grid"',
    );
  });
});
