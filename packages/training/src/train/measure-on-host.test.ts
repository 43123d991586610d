import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import type { HostMetrics, Task, TrainedModel } from '../task.ts';
import { shrinkJob, shrinkTask } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';

useEngine();

const spec = shrinkJob({ steps: 4, batchSize: 8, evaluation: { everySteps: 2, examples: 20 } });
const { lambdas } = spec.evaluation;

/** The shrink task, whose host measures the first component of every output. */
function measuringTask(measure?: HostMetrics<tf.Tensor2D>['measure']): {
  task: Task;
  models: TrainedModel[];
} {
  const models: TrainedModel[] = [];
  const task: Task = {
    spec: {
      ...shrinkTask.spec,
      metrics: [{ name: 'first', label: 'y', better: 'lower', onHost: true }, ...shrinkTask.spec.metrics],
    },
    async setup(context) {
      const run = await shrinkTask.setup(context);
      const hostMetrics = (model: TrainedModel): HostMetrics<tf.Tensor2D> => {
        models.push(model);
        return { inputs: (y) => ({ y }), measure: measure ?? firstComponents };
      };
      return { ...run, hostMetrics } as Awaited<ReturnType<Task['setup']>>;
    },
  };
  return { task, models };
}

const firstComponents: HostMetrics<tf.Tensor2D>['measure'] = async ({ y }, { x }, lambda) => {
  expect(x?.shape).toEqual(y?.shape);
  expect(lambdas).toContainEqual(lambda);
  const [count = 0, width = 0] = y?.shape ?? [];
  return { first: Array.from({ length: count }, (_, example) => y?.data[example * width] as number) };
};

test('the host measures the trained model once, at every lambda of the last evaluation', async () => {
  const { task, models } = measuringTask();
  const before = tf.memory().numTensors;
  const { evaluations, examples, checkpoints } = await trainRecorded(spec, { task });
  expect(tf.memory().numTensors).toBe(before);
  expect(models).toHaveLength(1);
  expect(models[0]?.spec).toEqual(spec);
  expect(checkpoints.length).toBeGreaterThan(0);
  for (const { step, metrics } of evaluations) {
    expect(Object.keys(metrics)).toEqual(step === spec.steps ? ['inputSize', 'first'] : ['inputSize']);
  }
  const last = evaluations.filter(({ step }) => step === spec.steps);
  expect(last).toHaveLength(lambdas.length);
  for (const [row, { metrics }] of last.entries()) {
    const own = examples[0]?.points[row]?.values.first as number[];
    expect(own).toHaveLength(20);
    expect(own.reduce((sum, value) => sum + value, 0) / 20).toBeCloseTo(metrics.first as number, 6);
    expect(new Set(own).size).toBe(20);
  }
});

test('an example that cannot be measured has no value, and the mean is not a number', async () => {
  const { task } = measuringTask(async ({ y }) => {
    const values = Array.from({ length: y?.shape[0] ?? 0 }, (_, example) => (example === 1 ? Number.NaN : 2));
    return { first: values };
  });
  const { evaluations, examples } = await trainRecorded(spec, { task });
  expect(examples[0]?.points[0]?.values.first?.slice(0, 3)).toEqual([2, null, 2]);
  expect(evaluations.at(-1)?.metrics.first).toBe('NaN');
});

test('what is not as the spec says is said', async () => {
  const other = measuringTask(async () => ({ second: [1] }));
  await expect(trainRecorded(spec, { task: other.task })).rejects.toThrow(
    'measures first on the host, and it measured second',
  );
  const few = measuringTask(async () => ({ first: [1] }));
  await expect(trainRecorded(spec, { task: few.task })).rejects.toThrow(
    'measured 1 values of "first" on the host: one an example is needed, 8',
  );
});
