import {
  type CodecJobSpec,
  type DataRecord,
  type EvaluationPoint,
  numberOf,
  parametersAt,
  placeOf,
  planSweep,
  resolveSweepSpec,
  taskCatalogue,
} from '@yoto/core';
import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import type { ExampleValues } from '../examples/record-examples.ts';
import type { Task, TaskRun } from '../task.ts';
import { shrinkTask } from '../testing/shrink-task.ts';
import { useEngine } from '../testing/use-engine.ts';
import type { TrainSignal } from '../train/train-job.ts';
import { type CodecOptions, evaluateCodec } from './evaluate-codec.ts';

useEngine();

const [codecJob] = planSweep(
  resolveSweepSpec(
    {
      name: 'compared',
      task: { id: 'shrink' },
      defaults: { batchSize: 16, evaluation: { examples: 50 } },
      groups: [{ kind: 'codec', name: 'by hand', codec: 'share', settings: [50, 20] }],
    },
    taskCatalogue([shrinkTask.spec]),
  ),
).jobs as [CodecJobSpec];

async function evaluated(options: Partial<CodecOptions> = {}) {
  const points: EvaluationPoint[] = [];
  const files: ExampleValues[] = [];
  const told: string[] = [];
  const data: DataRecord[] = [];
  const result = await evaluateCodec({
    spec: codecJob,
    task: shrinkTask as Task,
    dataDir: '',
    report: {
      data: (found) => void (told.push('data') && data.push(found)),
      evaluation: (found) => void (told.push('evaluation') && points.push(...found)),
      examples: (values) => void (told.push('examples') && files.push(values)),
      progress: ({ step }) => void told.push(`step ${step}`),
    },
    ...options,
  });
  return { result, points, files, told, data };
}

/** The shrink task, changed after it was set up. */
const changedTask = (change: Partial<TaskRun>, spec = shrinkTask.spec): Task => ({
  spec,
  setup: async (context) => ({ ...((await shrinkTask.setup(context)) as TaskRun), ...change }),
});

describe('evaluateCodec', () => {
  test('gives the means over the evaluation examples with every setting, as of its one step', async () => {
    const { result, points, told, data } = await evaluated();
    expect(result).toMatchObject({ status: 'completed', step: 1 });
    expect(told).toEqual(['data', 'evaluation', 'examples', 'step 1']);
    expect(data).toEqual([{ description: 'standard normal vectors', fingerprint: null, frozen: [] }]);
    expect(points.map((point) => [placeOf(point), point.step, point.examples])).toEqual([
      [{ setting: { percent: 50 } }, 1, 50],
      [{ setting: { percent: 20 } }, 1, 50],
    ]);
    // Of y = share * x.
    for (const { losses, metrics, ...point } of points) {
      const share = (parametersAt(point).percent ?? 0) / 100;
      expect(losses.fit).toBeCloseTo((1 - share) ** 2 * numberOf(metrics.inputSize ?? null), 9);
      expect(losses.size).toBeCloseTo(share ** 2 * numberOf(metrics.inputSize ?? null), 9);
    }
  });

  test('tells the values of every example', async () => {
    const { files, points } = await evaluated();
    expect(files).toMatchObject([{ evaluated: 50 }]);
    expect(files[0]?.points.map(({ at }) => at)).toEqual(points.map(placeOf));
    const fit = files[0]?.points[1]?.values.fit ?? [];
    expect(fit).toHaveLength(50);
    const sum = fit.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);
    expect(sum / 50).toBeCloseTo(numberOf(points[1]?.losses.fit ?? null), 12);
  });

  test('may leave out what means nothing for it, but not the axes', async () => {
    const without = (values: Record<string, number[]>) =>
      evaluated({ task: changedTask({ evaluateCodec: async () => values }) });
    const { points } = await without({ size: [1, 3], fit: [2, 4] });
    expect(points[0]).toMatchObject({ losses: { size: 2, fit: 3 }, metrics: {}, examples: 2 });
    const infinite = await without({ size: [1, 3], fit: [2, Number.POSITIVE_INFINITY] });
    expect(infinite.points[0]?.losses).toEqual({ size: 2, fit: 'Infinity' });
    await expect(without({ fit: [1] })).rejects.toThrow(/lacks.*axes.*size/);
    await expect(without({ fit: [1], size: [1], psnr: [1] })).rejects.toThrow(/does not declare: psnr/);
    await expect(without({ fit: [1], size: [1, 2] })).rejects.toThrow(/1 and 2 values/);
    await expect(without({ fit: [], size: [] })).rejects.toThrow(/0 values/);
  });

  test('a stop ends it without a point', async () => {
    const signal: TrainSignal = {};
    const asked: number[] = [];
    const task = changedTask({
      async evaluateCodec({ setting }) {
        asked.push(setting);
        signal.stop = 'checkpoint';
        return { fit: [1], size: [1] };
      },
    });
    const { result, told } = await evaluated({ signal, task });
    expect(result).toMatchObject({ status: 'stopped', step: 0 });
    expect([asked, told]).toEqual([[50], ['data']]);
  });

  test('leaves no tensor behind, whether it succeeds or fails', async () => {
    const before = tf.memory().numTensors;
    await evaluated();
    const failing = changedTask({
      async evaluateCodec() {
        throw new Error('no codec');
      },
    });
    await expect(evaluated({ task: failing })).rejects.toThrow('no codec');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses what the task does not have', async () => {
    const unknown = { code: 'invalid_input', message: expect.stringContaining('no codec "other"') };
    await expect(evaluated({ spec: { ...codecJob, codec: 'other' } })).rejects.toMatchObject(unknown);
  });
});
