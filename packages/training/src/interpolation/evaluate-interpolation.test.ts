import {
  type EvaluationPoint,
  type InterpolationJobSpec,
  type Lambda,
  numberOf,
  placeOf,
  planSweep,
  resolveSweepSpec,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';
import { tf } from '@yoto/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.ts';
import type { PictureSheet } from '../pictures/picture-sheet.ts';
import type { Task, TaskRun } from '../task.ts';
import { shrinkTask } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';
import type { TrainSignal } from '../train/train-job.ts';
import { evaluateInterpolation, type InterpolationOptions } from './evaluate-interpolation.ts';

useEngine();

const SIZES = [0.1, 1, 10];
const jobs = planSweep(
  resolveSweepSpec(
    {
      name: 'mixed',
      task: { id: 'shrink', params: { jitter: 0.1 } },
      defaults: { steps: 60, evaluation: { examples: 50 }, checkpoint: { everySteps: 30 } },
      groups: [{ kind: 'fixed', name: 'grid', lambdas: { size: SIZES }, interpolation: true }],
    },
    taskCatalogue([shrinkTask.spec]),
  ),
).jobs;
const [leastJob, middleJob, greatestJob, mixedJob] = jobs as [
  TrainedJobSpec,
  TrainedJobSpec,
  TrainedJobSpec,
  InterpolationJobSpec,
];

interface Trained {
  points: EvaluationPoint[];
  pictures: PictureSheet[];
  checkpoint: Uint8Array;
  earlier: Uint8Array;
}
async function trained(spec: TrainedJobSpec): Promise<Trained> {
  const { evaluations, pictures, checkpoints } = await trainRecorded(spec);
  const bytesAt = (wanted: number) =>
    checkpoints.find(({ step }) => step === wanted)?.bytes ?? new Uint8Array();
  return {
    points: evaluations.filter(({ step }) => step === spec.steps),
    pictures,
    checkpoint: bytesAt(spec.steps),
    earlier: bytesAt(spec.steps / 2),
  };
}

let least: Trained;
let greatest: Trained;
beforeAll(async () => {
  least = await trained(leastJob);
  greatest = await trained(greatestJob);
});

const finalOnes = () => ({ least: least.checkpoint, greatest: greatest.checkpoint });
/** The same weights, said to be of a job with other settings. */
function relabelled({ checkpoint }: Trained, settings: Partial<TrainedJobSpec>): Uint8Array {
  const state = decodeCheckpoint(checkpoint);
  const spec = { ...state.spec, ...settings };
  return encodeCheckpoint({ ...state, spec, step: spec.steps, evaluatedStep: spec.steps });
}

async function mixed(options: Partial<InterpolationOptions> = {}) {
  const points: EvaluationPoint[] = [];
  const pictures: PictureSheet[] = [];
  const steps: number[] = [];
  const result = await evaluateInterpolation({
    spec: mixedJob,
    task: shrinkTask as Task,
    dataDir: '',
    sources: finalOnes(),
    report: {
      evaluation: (found) => void points.push(...found),
      progress: ({ step }) => void steps.push(step),
      pictures: (sheets) => void pictures.push(...sheets),
    },
    ...options,
  });
  return { result, points, steps, pictures };
}

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
    expect(points[0]).toMatchObject(ofModel(least));
    expect(points[2]).toMatchObject(ofModel(greatest));
  });

  test('shows at both ends what the models there show, between them a mixture', async () => {
    const { pictures } = await mixed();
    expect(pictures.map(({ name, lambda }) => [name, lambda?.size])).toEqual([
      ['x', undefined],
      ...SIZES.map((size) => ['y', size]),
    ]);
    expect(pictures.slice(0, 2)).toEqual(least.pictures);
    expect(pictures[3]).toEqual(greatest.pictures[1]);
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

  const corrupt = (message: RegExp) => ({
    code: 'checkpoint_corrupt',
    message: expect.stringMatching(message),
  });

  test('checkpoints of other jobs, in the wrong order, or from before the last step', async () => {
    const middle = await trained(middleJob);
    await expect(mixed({ sources: { ...finalOnes(), greatest: middle.checkpoint } })).rejects.toMatchObject(
      corrupt(/size 10 belongs to another job.*distribution/),
    );
    await expect(
      mixed({ sources: { least: greatest.checkpoint, greatest: least.checkpoint } }),
    ).rejects.toMatchObject(corrupt(/another job/));
    await expect(mixed({ sources: { ...finalOnes(), least: least.earlier } })).rejects.toMatchObject(
      corrupt(/size 0\.1 was made after 30 of 60 steps/),
    );
    const otherSeed = { ...mixedJob, seed: 5 };
    await expect(mixed({ spec: otherSeed })).rejects.toMatchObject(corrupt(/seed/));
    await expect(mixed({ sources: { ...finalOnes(), least: new Uint8Array(9) } })).rejects.toMatchObject({
      code: 'checkpoint_corrupt',
    });
  });

  describe.each(['least', 'greatest'] as const)(
    'a final checkpoint of the model with the %s weight',
    (which) => {
      const weight = which === 'least' ? '0.1' : '10';
      const found = () => (which === 'least' ? least : greatest);
      const refusal = (size: string, setting: string) =>
        corrupt(new RegExp(`model for size ${size} belongs to another job \\(it differs in ${setting}\\)`));

      test('that is said to be of its own job is taken', async () => {
        const same = relabelled(found(), {});
        expect((await mixed({ sources: { ...finalOnes(), [which]: same } })).result.status).toBe('completed');
      });

      test.each<[string, Partial<TrainedJobSpec>]>([
        ['seed', { seed: 5 }],
        ['task', { task: { ...leastJob.task, params: { ...leastJob.task.params, jitter: 0.2 } } }],
        ['dataset', { dataset: { ...leastJob.dataset, id: 'other' } }],
        ['widthMultiplier', { widthMultiplier: 2 }],
        ['batchSize', { batchSize: leastJob.batchSize + 1 }],
        ['distribution', { distribution: { size: { kind: 'fixed', value: 2 } } }],
      ])('that differs from the mixture in its %s', async (setting, settings) => {
        const sources = { ...finalOnes(), [which]: relabelled(found(), settings) };
        await expect(mixed({ sources })).rejects.toMatchObject(refusal(weight, setting));
      });

      test.each<[string, Partial<TrainedJobSpec>]>([
        ['steps', { steps: leastJob.steps - 1 }],
        ['learningRate', { learningRate: leastJob.learningRate / 2 }],
        ['optimiser', { optimiser: { ...leastJob.optimiser, beta1: 0.5 } }],
      ])('that was trained unlike the other: with other %s', async (setting, settings) => {
        const sources = { ...finalOnes(), [which]: relabelled(found(), settings) };
        // The mixture does not say which of the two is right.
        await expect(mixed({ sources })).rejects.toMatchObject(refusal('10', setting));
      });
    },
  );

  test('checkpoints of models that were trained alike, but with another seed than the mixture', async () => {
    const [first, second] = [least, greatest].map((one) => relabelled(one, { seed: 5 })) as [
      Uint8Array,
      Uint8Array,
    ];
    await expect(mixed({ sources: { least: first, greatest: second } })).rejects.toMatchObject(
      corrupt(/size 0\.1 belongs to another job \(it differs in seed\)/),
    );
  });
});
