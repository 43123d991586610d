import { expect, test } from 'vitest';
import type { HostBatch } from '../task.ts';
import { prefetch } from './prefetch.ts';

const batch = (index: number): HostBatch => ({ x: { shape: [1], data: Float32Array.of(index) } });

test('gives the batches in order, asks for each one ahead, and for none beyond the end', async () => {
  const asked: number[] = [];
  const at = async (index: number) => {
    asked.push(index);
    return batch(index);
  };
  const batches = prefetch({ count: Number.POSITIVE_INFINITY, at }, 5, 8);
  expect(asked).toEqual([5]);
  expect(await batches.next()).toEqual(batch(5));
  expect(asked).toEqual([5, 6]);
  expect([await batches.next(), await batches.next()]).toEqual([batch(6), batch(7)]);
  expect(asked).toEqual([5, 6, 7]);
  await expect(batches.next()).rejects.toThrow(RangeError);
});

test('a failure is met when its batch is asked for', async () => {
  const broken = new Error('unreadable');
  const at = async (index: number) => (index === 1 ? Promise.reject(broken) : batch(index));
  const batches = prefetch({ count: Number.POSITIVE_INFINITY, at }, 0, 9);
  await batches.next();
  await batches.settled();
  await expect(batches.next()).rejects.toBe(broken);
});
