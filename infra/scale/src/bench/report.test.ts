import { expect, it } from 'vitest';
import type { Visit } from './measure-page.ts';
import { type BenchResults, benchReport } from './report.ts';

const visit = (usefulMs: number): Visit => ({
  ...{ usefulMs, processorMs: 200, answers: 4, wireBytes: 150_000, scriptBytes: 120_000 },
  ...{ largestBytes: 40_000, largest: '/api/v1/sweeps', layoutShift: 0.001, asked: [] },
});
const memory = (rise: number): BenchResults['memory'] => [
  {
    name: 'list',
    samples: [
      { minutes: 0, heapMb: 10, nodes: 900 },
      { minutes: 30, heapMb: 10 + rise, nodes: 905 },
    ],
  },
];
const results = (more: Partial<BenchResults> = {}): BenchResults => ({
  pages: [{ name: 'sweeps', visits: [visit(400), visit(5000), visit(600)] }],
  ...{ comparisonCold: [2000], comparisonWarm: [30, 40], curve: [300], memory: memory(0.5) },
  ...more,
});

it('judges by the median of all visits, and shows the target beside each figure', () => {
  const { text, missed } = benchReport(results());
  expect(missed).toEqual([]);
  expect(text).toContain('useful paint, ms (1500)');
  expect(text).toContain('| sweeps | 600 | 200 | 4 | 150 | 40 | 0.001 |');
  expect(text).toContain('| JavaScript of the first page, as sent, kB | 120 | 250 |');
  expect(text).toContain('| list | 30 | 10.0 | 10.5 | 0.5 | 900 and 905 |');
  expect(text).toContain('Every target is met.');
});

it('names what is missed', () => {
  const slow = { ...visit(1600), largestBytes: 1_200_000 };
  const { text, missed } = benchReport(
    results({ pages: [{ name: 'workers', visits: [slow] }], comparisonCold: [3100], memory: memory(4) }),
  );
  expect(missed).toEqual([
    'useful paint of workers, ms: 1600, not 1500',
    'largest answer of workers, kB: 1200, not 1000',
    'comparison of the large sweep, the first of a new server, ms: 3100, not 3000',
    'rise of the heap of list, MB: 4.0, not 3',
  ]);
  expect(text).toContain('| workers | **1600** |');
});

it('leaves out what was not measured', () => {
  const { text } = benchReport({
    ...{ pages: [], comparisonCold: [], comparisonWarm: [], curve: [], memory: [] },
  });
  expect(text).toBe('Every target is met.');
});
