import { type Lambda, numberOf, placeOf } from '@yoto/core';
import { tf } from '@yoto/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PictureSheet } from '../pictures/picture-sheet.ts';
import type { Task, TaskRun } from '../task.ts';
import {
  mixedJob,
  mixedOf,
  SIZES,
  type Trained,
  type TrainedEnds,
  trainEnds,
} from '../testing/mixed-grid.ts';
import { shrinkTask } from '../testing/shrink-task.ts';
import { useEngine } from '../testing/use-engine.ts';
import type { TrainSignal } from '../train/train-job.ts';
import type { InterpolationOptions } from './evaluate-interpolation.ts';

useEngine();

let ends: TrainedEnds;
beforeAll(async () => {
  ends = await trainEnds();
});
const mixed = (options: Partial<InterpolationOptions> = {}) => mixedOf(ends, options);

/** The shrink task, changed after it was set up. */
const changedTask = (change: (run: TaskRun<tf.Tensor2D>) => TaskRun<tf.Tensor2D>): Task => ({
  spec: shrinkTask.spec,
  setup: async (context) => change(await shrinkTask.setup(context)) as TaskRun,
});

describe('evaluateInterpolation', () => {
  test('has at both ends exactly the losses of the models there, as of its one step', async () => {
    const { result, points, steps } = await mixed();
    expect(result).toMatchObject({ status: 'completed', step: 1 });
    expect(steps).toEqual([1]);
    expect(points.map(placeOf)).toEqual(SIZES.map((size) => ({ lambda: { size } })));
    expect(points.map(({ step, examples }) => [step, examples])).toEqual(SIZES.map(() => [1, 50]));
    const ofModel = ({ points: [own] }: Trained) => ({ losses: own?.losses, metrics: own?.metrics });
    expect(points[0]).toMatchObject(ofModel(ends.least));
    expect(points[2]).toMatchObject(ofModel(ends.greatest));
  });

  test('of weights is the same where the model is linear, and needs nothing of the task', async () => {
    const task = changedTask(({ interpolate: _, ...run }) => run);
    const { points } = await mixed({ task, spec: { ...mixedJob, mixes: 'weights' } });
    const outputs = (await mixed()).points;
    for (const [index, { losses }] of points.entries())
      for (const [term, value] of Object.entries(losses))
        expect(numberOf(value)).toBeCloseTo(numberOf(outputs[index]!.losses[term]!), 4);
    expect(points[1]?.losses).not.toEqual(points[0]?.losses);
  });

  test('shows at both ends what the models there show, between them a mixture', async () => {
    const { pictures } = await mixed();
    expect(pictures.map(({ name, lambda }) => [name, lambda?.size])).toEqual([
      ['x', undefined],
      ...SIZES.map((size) => ['y', size]),
    ]);
    expect(pictures.slice(0, 2)).toEqual(ends.least.pictures);
    expect(pictures[3]).toEqual(ends.greatest.pictures[1]);
    const brightness = (sheet: PictureSheet | undefined) => [...(sheet?.pixels ?? [])];
    const [low, middle, high] = pictures.slice(1).map(brightness) as [number[], number[], number[]];
    // y lies halfway; its pixels, the sigmoid of it, in between.
    const isBetween = middle.map((value, i) => {
      const ends = [low[i] ?? 0, high[i] ?? 0];
      return value >= Math.min(...ends) && value <= Math.max(...ends);
    });
    expect(isBetween).not.toContain(false);
    expect(middle).not.toEqual(low);
    expect(middle).not.toEqual(high);
  });

  test('mixes in proportion to the logarithm of the weight', async () => {
    const { points } = await mixed();
    // The middle of the logarithmic range: y = (a + b) / 2, where y = x / (1 + size) for each of the trained models.
    const shrinking = (size: number) => 1 / (1 + size);
    const middle = (shrinking(0.1) + shrinking(10)) / 2;
    const { size = null, fit = null } = points[1]?.losses ?? {};
    const inputSize = numberOf(points[1]?.metrics.inputSize ?? null);
    expect(numberOf(size) / inputSize).toBeCloseTo(middle ** 2, 1);
    expect(numberOf(fit) / inputSize).toBeCloseTo((1 - middle) ** 2, 1);
    const shares: number[] = [];
    const task = changedTask((run) => ({
      ...run,
      interpolate(a, b, share) {
        shares.push(share);
        return run.interpolate?.(a, b, share) as tf.Tensor2D;
      },
    }));
    const lambdas = [0.1, 0.3, 1, 10].map((size) => ({ size }));
    const spec = { ...mixedJob, evaluation: { ...mixedJob.evaluation, lambdas } };
    await mixed({ spec, task });
    const inRange = [...new Set(shares)];
    expect(inRange).toHaveLength(2);
    expect(inRange[0]).toBeCloseTo(Math.log(3) / Math.log(100), 12);
    expect(inRange[1]).toBeCloseTo(0.5, 12);
  });

  test('leaves no tensor behind, whether it succeeds, fails or is stopped', async () => {
    const before = tf.memory().numTensors;
    await mixed();
    const failing = changedTask((run) => ({
      ...run,
      interpolate() {
        throw new Error('no mixture');
      },
    }));
    await expect(mixed({ task: failing })).rejects.toThrow('no mixture');
    await mixed({ signal: { stop: 'checkpoint' } });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a stop ends it without a point or a picture', async () => {
    const signal: TrainSignal = {};
    const task = changedTask((run) => ({
      ...run,
      interpolate(a, b, share) {
        signal.stop = 'checkpoint';
        return run.interpolate?.(a, b, share) as tf.Tensor2D;
      },
    }));
    const { result, points, steps, pictures } = await mixed({ signal, task });
    expect(result).toMatchObject({ status: 'stopped', step: 0 });
    expect([points, steps, pictures]).toEqual([[], [], []]);
  });
});

describe('what cannot be mixed', () => {
  test('a task that has no mixture', async () => {
    const task = changedTask(({ interpolate: _interpolate, ...run }) => run);
    await expect(mixed({ task })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('cannot mix'),
    });
  });

  test.each<[string, Lambda, Lambda]>([
    ['that are the same', { size: 1 }, { size: 1 }],
    ['in the wrong order', { size: 10 }, { size: 0.1 }],
    ['that differ in two weights', { size: 0.1, fit: 1 }, { size: 10, fit: 2 }],
    ['of which one is not above 0', { size: 0 }, { size: 10 }],
  ])('models with lambdas %s', async (_what, least, greatest) => {
    const sources = { least: { index: 0, lambda: least }, greatest: { index: 2, lambda: greatest } };
    await expect(mixed({ spec: { ...mixedJob, sources } })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('must differ in one loss weight'),
    });
  });
});
