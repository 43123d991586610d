import { expect, test } from 'vitest';
import { concurrencyLimit } from './concurrency-limit.ts';

test('runs so many at a time, in order, also after failures', async () => {
  const limit = concurrencyLimit(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const work = (index: number) => async () => {
    started.push(index);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, index % 2));
    running -= 1;
    if (index === 1) throw new Error('broken');
    return index;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((index) => limit(work(index))));
  expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true, true]);
  expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
  expect(await limit(work(6))).toBe(6);
});
