/** The metrics that a task measures on the host, of its trained model. */
import { AppError, type Lambda, type TaskSpec } from '@yoto/core';
import type { tf } from '@yoto/engine';
import { downloadTensors } from '../checkpoint/host-tensors.ts';
import type { HostArray, HostBatch } from '../task.ts';
import type { Session } from './session.ts';

export interface HostMeasurement {
  /** What `values` needs of the model's output; called within `tf.tidy`. */
  inputs(output: unknown): Record<string, tf.Tensor>;
  /** One row per metric, in the order of the spec: one value per example. */
  values(
    inputs: Record<string, tf.Tensor>,
    example: { batch: HostBatch; size: number; lambda: Lambda },
  ): Promise<readonly number[][]>;
}

/** Undefined for a task that measures nothing on the host. The model's weights must not change any more. */
export async function measureOnHost({
  spec,
  task,
  run,
  variables,
}: Pick<Session, 'spec' | 'task' | 'run' | 'variables'>): Promise<HostMeasurement | undefined> {
  if (!run.hostMetrics) return undefined;
  const metrics = run.hostMetrics({ spec, weights: await downloadTensors(variables) });
  return {
    inputs: (output) => metrics.inputs(output),
    async values(inputs, { batch, size, lambda }) {
      const measured = await metrics.measure(await toHost(inputs), batch, lambda);
      return checkedRows(measured, task.spec, size);
    },
  };
}

async function toHost(tensors: Record<string, tf.Tensor>): Promise<HostBatch> {
  const entries = Object.entries(tensors).map(async ([name, tensor]) => {
    const data = (await tensor.data()) as HostArray['data'];
    return [name, { shape: tensor.shape, data }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Throws `internal`, saying what the task must change. */
function checkedRows(
  measured: Record<string, readonly number[]>,
  { metrics }: Pick<TaskSpec, 'metrics'>,
  size: number,
): number[][] {
  const names = metrics.filter(({ onHost }) => onHost).map(({ name }) => name);
  const found = Object.keys(measured).toSorted().join(', ');
  if (found !== names.toSorted().join(', ')) {
    throw new AppError(
      'internal',
      `The task's spec says that it measures ${names.join(', ')} on the host, and it measured ${found || 'nothing'}`,
    );
  }
  return names.map((name) => {
    const row = [...(measured[name] ?? [])];
    if (row.length === size) return row;
    throw new AppError(
      'internal',
      `The task measured ${row.length} values of "${name}" on the host: one an example is needed, ${size}`,
    );
  });
}
