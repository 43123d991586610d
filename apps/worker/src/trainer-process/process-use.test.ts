import { expect, test } from 'vitest';
import { meterUse, usePoints } from './process-use.ts';

const BEFORE = { atMs: 1000, step: 10, cpuMicroseconds: 5e6, residentBytes: 2 ** 20, gpu: undefined };
const AFTER = { ...BEFORE, atMs: 3000, step: 30, cpuMicroseconds: 8e6, residentBytes: 3 * 2 ** 20 };

test('what was used between two samples', () => {
  expect(usePoints(BEFORE, AFTER, 4)).toEqual([
    { name: 'use/examples per second', step: 30, value: 40 },
    { name: 'use/processor cores', step: 30, value: 1.5 },
    { name: 'use/memory (MiB)', step: 30, value: 3 },
  ]);
  const gpu = { percent: 80, memoryBytes: 5 * 2 ** 20 };
  expect(usePoints(BEFORE, { ...AFTER, gpu }, 4).slice(3)).toEqual([
    { name: 'use/GPU (%)', step: 30, value: 80 },
    { name: 'use/GPU memory (MiB)', step: 30, value: 5 },
  ]);
});

test('the first points of a job have it, those right after do not', () => {
  const meter = meterUse({ batchSize: 2, watchesGpu: false });
  const first = meter.after(6);
  expect(first.map(({ name }) => name)).toEqual(['use/processor cores', 'use/memory (MiB)']);
  for (const { step, value } of first) {
    expect(step).toBe(6);
    expect(value).toBeGreaterThanOrEqual(0);
  }
  expect(meter.after(7)).toEqual([]);
});
