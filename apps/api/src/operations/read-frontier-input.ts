import { AppError, fixedLambda, type TaskSpec } from '@yoto/core';
import type { FrontierInput } from '@yoto/frontier';
import type { ApiContext } from '../context.ts';

/**
 * What a sweep has measured so far, from the last evaluation of every job. Plain data: it can cross to a thread.
 * `y`: the loss term or metric to show in place of the task's own. Throws `invalid_input` where there is none.
 */
export async function readFrontierInput(
  { storage, tasks }: Pick<ApiContext, 'storage' | 'tasks'>,
  sweepId: string,
  y?: string,
): Promise<FrontierInput> {
  const sweep = await storage.sweeps.get(sweepId);
  const task = tasks.get(sweep.taskId);
  const { lossTerms, metrics } = task;
  const frontierAxes = chosenAxes(task, y);
  const [rows, evaluations, use] = await Promise.all([
    storage.jobs.ofSweep(sweep.id),
    storage.points.lastEvaluationsOfSweep(sweep.id),
    storage.jobs.deviceUseOfSweep(sweep.id),
  ]);
  return {
    sweepId: sweep.id,
    spec: sweep.spec,
    task: { lossTerms, metrics, frontierAxes },
    evaluations,
    jobs: rows.map((row) => ({
      id: row.id,
      group: row.spec.group,
      kind: row.spec.kind,
      seed: row.spec.seed,
      state: row.state,
      lambda: fixedLambda(row.spec) ?? null,
      steps: row.step,
      deviceSeconds: use.get(row.id)?.seconds ?? 0,
      devices: use.get(row.id)?.devices ?? [],
      sources: (row.spec.sources ?? []).flatMap((index) => rows[index]?.id ?? []),
    })),
  };
}

function chosenAxes(
  { lossTerms, metrics, frontierAxes }: TaskSpec,
  y: string | undefined,
): TaskSpec['frontierAxes'] {
  if (y === undefined) return frontierAxes;
  const names = [...lossTerms, ...metrics].map(({ name }) => name).filter((name) => name !== frontierAxes.x);
  if (names.includes(y)) return { ...frontierAxes, y };
  throw new AppError('invalid_input', `y: "${y}" cannot be shown; choose one of ${names.join(', ')}`);
}
