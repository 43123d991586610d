import { fixedLambda } from '@yoto/core';
import type { FrontierInput } from '@yoto/frontier';
import type { ApiContext } from '../context.ts';

/** What a sweep has measured so far, from the last evaluation of every job. Plain data: it can cross to a thread. */
export async function readFrontierInput(
  { storage, tasks }: Pick<ApiContext, 'storage' | 'tasks'>,
  sweepId: string,
): Promise<FrontierInput> {
  const sweep = await storage.sweeps.get(sweepId);
  const { lossTerms, metrics, frontierAxes } = tasks.get(sweep.taskId);
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
