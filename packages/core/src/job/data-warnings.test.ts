import { describe, expect, it } from 'vitest';
import type { DataRecord } from './data-record.ts';
import { dataWarnings } from './data-warnings.ts';

const use = (jobs: number, data: string | null, frozen: [name: string, digit: string][] = []) => ({
  jobs,
  description: 'shapes',
  fingerprint: data === null ? null : { sha256: data.repeat(64), covers: 'all' },
  frozen: frozen.map(([name, digit]): DataRecord['frozen'][0] => ({
    name,
    title: name,
    sha256: digit.repeat(64),
  })),
});

describe('dataWarnings', () => {
  it('says nothing of jobs that have seen the same, or said nothing', () => {
    expect(dataWarnings([])).toEqual([]);
    expect(dataWarnings([use(4, 'a', [['vgg', 'c']])])).toEqual([]);
    // Two sets in another order are the same.
    const one: [string, string] = ['vgg', 'c'];
    const two: [string, string] = ['inception', 'd'];
    expect(dataWarnings([use(1, 'a', [one, two]), use(1, 'a', [two, one])])).toEqual([]);
  });

  it('names each state of the data once, whatever the weights', () => {
    const [data, weights] = dataWarnings([use(2, 'a', [['vgg', 'c']]), use(1, 'a'), use(1, null)]);
    expect(data).toBe(
      'the jobs did not all see the same data (3 jobs: aaaaaaaaaaaa, shapes; 1 job: no checksum, shapes): their results cannot be compared',
    );
    expect(weights).toContain('same frozen weights (2 jobs: vgg cccccccccccc; 2 jobs: none)');
  });

  it('tells versions of the same weights apart', () => {
    const warnings = dataWarnings([use(1, 'a', [['vgg', 'c']]), use(5, 'a', [['vgg', 'd']])]);
    expect(warnings).toEqual([
      expect.stringContaining('(1 job: vgg cccccccccccc; 5 jobs: vgg dddddddddddd)'),
    ]);
  });
});
