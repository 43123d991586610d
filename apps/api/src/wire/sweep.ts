import { type SweepDetail, type SweepSummary, sweepState } from '@yoto/core';
import type { SweepRow } from '@yoto/storage';
import type { ApiContext } from '../context.ts';
import { type WhyNobody, whyJobsWait, whyNobodyStarts } from './cannot-start.ts';
import { timestamp } from './timestamp.ts';

type Context = Pick<ApiContext, 'storage' | 'stallAfterMs'>;

/** Sweeps as they stand, each with why some of its jobs do not start. */
export async function sweepSummaries(context: Context, rows: readonly SweepRow[]): Promise<SweepSummary[]> {
  const why = await whyNobodyStarts(
    context,
    rows.some((row) => row.queued.length > 0),
  );
  return rows.map((row) => sweepSummary(row, why));
}

const sweepSummary = (row: SweepRow, why: WhyNobody): SweepSummary => ({
  id: row.id,
  name: row.name,
  description: row.description,
  taskId: row.taskId,
  datasetId: row.datasetId,
  labels: row.labels,
  favourite: row.favourite,
  createdAt: timestamp(row.createdAt),
  cancelledAt: timestamp(row.cancelledAt),
  archivedAt: timestamp(row.archivedAt),
  lastActivityAt: timestamp(row.lastActivityAt),
  state: sweepState(row),
  jobCounts: row.jobCounts,
  totalSteps: row.totalSteps,
  doneSteps: row.doneSteps,
  stepsByState: row.stepsByState,
  priority: row.priority,
  deviceSeconds: row.deviceSeconds,
  secondsLeft: row.secondsLeft,
  cannotStart: whyJobsWait(row, why),
  url: `/sweeps/${row.id}`,
});

export async function sweepDetail(context: Context, row: SweepRow): Promise<SweepDetail> {
  const why = await whyNobodyStarts(context, row.queued.length > 0);
  return { ...sweepSummary(row, why), spec: row.spec };
}
