import { finiteOrNull, type MetricPoint, type PointValue, randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import type { Task, TaskRun } from '../task.ts';
import { shrinkJob, shrinkTask } from '../testing/shrink-task.ts';
import { type Recording, type RecordOptions, trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';
import type { TrainSignal } from './train-job.ts';

useEngine();

const settings = {
  steps: 40,
  batchSize: 8,
  metricsEverySteps: 10,
  checkpoint: { everySteps: 16 },
  evaluation: { everySteps: 20, examples: 20 },
};
const spec = shrinkJob({ ...settings, params: { jitter: 0.1 } });

/** The shrink task, changed by `change` after it was set up. */
function changedTask(change: (run: TaskRun<tf.Tensor2D>) => TaskRun<tf.Tensor2D>): Task {
  return {
    spec: shrinkTask.spec,
    setup: async (context) => change(await shrinkTask.setup(context)) as TaskRun,
  };
}

/** The shrink task, which calls `act` while step `step` is computed. */
const duringStep = (step: number, act: () => void) =>
  changedTask((run) => {
    let steps = 0;
    const forward: typeof run.model.forward = (batch, context) => {
      if (context.mode === 'train' && ++steps === step) act();
      return run.model.forward(batch, context);
    };
    return { ...run, model: { ...run.model, forward } };
  });

/** Trains until `options` stop the run, then resumes from its last checkpoint; both parts as one recording. */
async function interrupted(options: RecordOptions, job = spec): Promise<Recording & { stoppedAt: number }> {
  const first = await trainRecorded(job, options);
  expect(first.result.status).toBe('stopped');
  const second = await trainRecorded(job, { resumeFrom: first.checkpoints.at(-1)!.bytes });
  return {
    ...second,
    stoppedAt: first.result.step,
    metrics: [...first.metrics, ...second.metrics],
    evaluations: [...first.evaluations, ...second.evaluations],
    checkpoints: [...first.checkpoints, ...second.checkpoints],
  };
}

function expectSame(recording: Recording, uninterrupted: Recording): void {
  expect(recording.result.status).toBe('completed');
  expect(recording.metrics).toEqual(uninterrupted.metrics);
  expect(recording.evaluations).toEqual(uninterrupted.evaluations);
  expect(recording.pictures).toEqual(uninterrupted.pictures);
  const [last, expected] = [recording, uninterrupted].map(({ checkpoints }) => checkpoints.at(-1));
  expect(last?.step).toBe(spec.steps);
  // Weights, moments and everything else, bit by bit.
  expect(Buffer.compare(last?.bytes as Uint8Array, expected?.bytes as Uint8Array)).toBe(0);
}

/** Ask a run to stop as soon as it has saved a checkpoint. */
function stopAtCheckpoint() {
  const signal: TrainSignal = {};
  const checkpoint = () => {
    signal.stop = 'checkpoint';
  };
  return { signal, report: { checkpoint } };
}

describe('a resumed job ends with the bits of an uninterrupted one', () => {
  test('stopped at a checkpoint', async () => {
    const run = await interrupted(stopAtCheckpoint());
    expect(run.stoppedAt).toBe(17);
    expectSame(run, await trainRecorded(spec));
  });

  test('whose losses are balanced by their sizes so far', async () => {
    const job = { ...spec, optimiser: { ...spec.optimiser, lossBalance: 1 } };
    const whole = await trainRecorded(job);
    expectSame(await interrupted(stopAtCheckpoint(), job), whole);
    expect(whole.metrics.at(-3)).not.toEqual((await trainRecorded(spec)).metrics.at(-3));
  });

  test('stopped between two metric points', async () => {
    const signal: TrainSignal = {};
    const task = duringStep(24, () => {
      signal.stop = 'checkpoint';
    });
    const run = await interrupted({ signal, task });
    expect(run.stoppedAt).toBe(24);
    expectSame(run, await trainRecorded(spec));
  });

  test('stopped while an evaluation was due', async () => {
    const signal: TrainSignal = {};
    const metrics = (points: readonly { step: number }[]) => {
      if (points[0]?.step === 20) signal.stop = 'checkpoint';
    };
    const run = await interrupted({ signal, report: { metrics } });
    expect(run.stoppedAt).toBe(20);
    expectSame(run, await trainRecorded(spec));
  });

  test('crashed after a checkpoint: what is reported again is the same', async () => {
    const crash = new Error('the process was killed');
    const partial: Recording['checkpoints'] = [];
    const report = {
      checkpoint: (step: number, bytes: Uint8Array) => void partial.push({ step, bytes }),
      evaluation: () => Promise.reject(crash),
    };
    await expect(trainRecorded(spec, { report })).rejects.toBe(crash);
    const resumed = await trainRecorded(spec, { resumeFrom: partial.at(-1)?.bytes as Uint8Array });
    const whole = await trainRecorded(spec);
    expect(resumed.evaluations).toEqual(whole.evaluations);
    expect(resumed.metrics).toEqual(whole.metrics.filter((point) => point.step > 16));
    expect(resumed.checkpoints.at(-1)).toEqual(whole.checkpoints.at(-1));
  });
});

describe('trainJob', () => {
  test('reports points, evaluations and checkpoints when they are due, and at the last step', async () => {
    const { metrics, evaluations, checkpoints, result } = await trainRecorded({ ...spec, steps: 25 });
    expect(result).toMatchObject({ status: 'completed', step: 25 });
    expect([...new Set(metrics.map((point) => point.name))]).toEqual([
      'loss',
      'loss/fit',
      'loss/size',
      'learningRate',
      'gradientNorm',
    ]);
    expect([...new Set(metrics.map((point) => point.step))]).toEqual([10, 20, 25]);
    expect([...new Set(evaluations.map((point) => point.step))]).toEqual([20, 25]);
    expect(evaluations).toHaveLength(2 * spec.evaluation.lambdas.length);
    expect(checkpoints.map(({ step }) => step)).toEqual([16, 25]);
  });

  test('a metric point is the mean of the steps since the one before', async () => {
    const each = await trainRecorded({ ...spec, steps: 10, metricsEverySteps: 1 });
    const windows = await trainRecorded({ ...spec, steps: 10, metricsEverySteps: 10 });
    const losses = each.metrics.filter(({ name }) => name === 'loss').map(({ value }) => value as number);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 10;
    expect(windows.metrics.find(({ name }) => name === 'loss')?.value).toBeCloseTo(mean, 12);
  });

  test('an evaluation is the mean over examples, whatever the batches', async () => {
    const { evaluations } = await trainRecorded({ ...spec, steps: 1 });
    // Batches of 8, 8 and 4 vectors.
    const squares = [8, 8, 4].flatMap((size, batch) =>
      Array.from(randomStream(7, 'shrink/evaluation', batch).normals(size * 4), (value) => value ** 2),
    );
    const mean = squares.reduce((sum, square) => sum + square, 0) / 20;
    for (const point of evaluations) {
      expect(point.examples).toBe(20);
      expect(point.metrics.inputSize).toBeCloseTo(mean, 5);
    }
  });

  test('ends with "diverged", points that say how, and the checkpoints before', async () => {
    const kept: number[] = [];
    const values: PointValue[] = [];
    const report = {
      checkpoint: (step: number) => void kept.push(step),
      metrics: (points: readonly { name: string; value: PointValue }[]) =>
        void values.push(...points.filter(({ name }) => name === 'loss').map(({ value }) => value)),
    };
    const job = shrinkJob({ ...settings, params: { breaksAtBatch: 33 } });
    await expect(trainRecorded(job, { report })).rejects.toMatchObject({
      code: 'diverged',
      message: expect.stringContaining('step 34'),
    });
    expect(kept).toEqual([16, 32]);
    expect(values.at(-1)).toBe('NaN');
    expect(values.slice(0, -1).map(finiteOrNull)).toEqual(values.slice(0, -1));
  });

  test('aborts without a checkpoint', async () => {
    const signal: TrainSignal = {};
    const task = duringStep(5, () => {
      signal.stop = 'abort';
    });
    const { result, checkpoints } = await trainRecorded(spec, { signal, task });
    expect(result).toMatchObject({ status: 'stopped', step: 5 });
    expect(checkpoints).toEqual([]);
  });

  test('a stop that comes when all is done does not undo that', async () => {
    const signal: TrainSignal = {};
    const evaluation = () => {
      signal.stop = 'checkpoint';
    };
    const { result, checkpoints } = await trainRecorded(
      { ...spec, steps: 2 },
      { signal, report: { evaluation } },
    );
    expect(result).toMatchObject({ status: 'completed', step: 2 });
    expect(checkpoints.map(({ step }) => step)).toEqual([2]);
  });

  test('refuses the checkpoint of another job and says in what it differs', async () => {
    const { checkpoints } = await trainRecorded({ ...spec, steps: 2 });
    const resumeFrom = checkpoints.at(-1)?.bytes as Uint8Array;
    await expect(trainRecorded({ ...spec, steps: 2, seed: 9 }, { resumeFrom })).rejects.toMatchObject({
      code: 'checkpoint_corrupt',
      message: expect.stringContaining('seed'),
    });
  });

  test('resumes where only labels, priority or retries changed', async () => {
    const { checkpoints } = await trainRecorded({ ...spec, steps: 2 });
    const resumeFrom = checkpoints.at(-1)?.bytes as Uint8Array;
    const job = { ...spec, steps: 2, priority: 5, labels: { purpose: 'test' } };
    expect((await trainRecorded(job, { resumeFrom })).result.status).toBe('completed');
  });

  test('a failing data set ends the run with its error', async () => {
    const failing = new Error('the file is gone');
    const metrics: MetricPoint[] = [];
    const task = changedTask((run) => {
      const { train } = run.data;
      const at: typeof train.at = (index) => {
        if (index === 12) throw failing;
        return train.at(index);
      };
      return { ...run, data: { ...run.data, train: { ...train, at } } };
    });
    const report = { metrics: (points: readonly MetricPoint[]) => void metrics.push(...points) };
    await expect(trainRecorded(spec, { task, report })).rejects.toBe(failing);
    // The batches before it were used.
    expect(metrics.at(-1)?.step).toBe(10);
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await trainRecorded({ ...spec, steps: 20 });
    const job = shrinkJob({ ...settings, params: { breaksAtBatch: 3 } });
    await trainRecorded(job).catch(() => {});
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a fixed job has no conditioning variables', async () => {
    const { checkpoints } = await trainRecorded({ ...shrinkJob({ lambda: 2 }), steps: 1 });
    const { weights } = decodeCheckpoint(checkpoints.at(-1)?.bytes as Uint8Array);
    expect([...weights.keys()]).toEqual(['shrink/layer/kernel', 'shrink/layer/bias']);
  });
});
