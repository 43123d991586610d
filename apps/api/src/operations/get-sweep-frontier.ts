import { fixedLambda } from '@yoto/core';
import { sweepFrontier } from '@yoto/frontier';
import type { Operation } from './operation.ts';

/** The frontiers as far as the sweep has come: computed from the last evaluation of every job. */
export const getSweepFrontier: Operation<'getSweepFrontier'> = async ({ storage, tasks }, { params }) => {
  const sweep = await storage.sweeps.get(params.id);
  const task = tasks.get(sweep.taskId);
  const [rows, evaluations, deviceSeconds] = await Promise.all([
    storage.jobs.ofSweep(sweep.id),
    storage.points.lastEvaluationsOfSweep(sweep.id),
    storage.jobs.deviceSecondsOfSweep(sweep.id),
  ]);
  return sweepFrontier({
    sweepId: sweep.id,
    spec: sweep.spec,
    task,
    evaluations,
    jobs: rows.map((row) => ({
      id: row.id,
      group: row.spec.group,
      kind: row.spec.kind,
      seed: row.spec.seed,
      state: row.state,
      lambda: fixedLambda(row.spec) ?? null,
      steps: row.step,
      deviceSeconds: deviceSeconds.get(row.id) ?? 0,
    })),
  });
};
