import { describe, expect, test } from 'vitest';
import { openDataset } from './open-dataset.ts';

test('an unknown data set names the known ones', async () => {
  const error = await openDataset('mnist', {}, { dataDir: '/none' }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'not_found' });
  expect((error as Error).message).toMatch(/cifar10, shapes3d, shapes3d-rendered/);
});

describe('shapes3d-rendered', () => {
  test('needs no files, and gives the same pictures in [0, 1] each time', async () => {
    const dataset = await openDataset('shapes3d-rendered', {}, { dataDir: '/none' });
    expect(dataset).toMatchObject({
      height: 64,
      width: 64,
      channels: 3,
      trainSize: 432_000,
      evaluationSize: 48_000,
    });
    const pictures = await dataset.train([0, 431_999], { seed: 1, stream: 'a', step: 0 });
    expect(pictures.length).toBe(2 * 64 * 64 * 3);
    expect(pictures.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(await dataset.train([0, 431_999], { seed: 2, stream: 'b', step: 0 })).toEqual(pictures);
    expect(await dataset.evaluation([0])).not.toEqual(pictures.subarray(0, 64 * 64 * 3));
    await expect(dataset.train([432_000], { seed: 1, stream: 'a', step: 0 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(dataset.evaluation([48_000])).rejects.toMatchObject({ code: 'invalid_input' });
    await dataset.close();
  });
});
