import type { SweepDetail, SweepSummary } from '@yoto/core';
import type { SweepRow } from '@yoto/storage';
import { timestamp } from './timestamp.ts';

export const sweepSummary = (row: SweepRow): SweepSummary => ({
  id: row.id,
  name: row.name,
  taskId: row.taskId,
  datasetId: row.datasetId,
  createdAt: timestamp(row.createdAt),
  cancelledAt: timestamp(row.cancelledAt),
  jobCounts: row.jobCounts,
  totalSteps: row.totalSteps,
  doneSteps: row.doneSteps,
  url: `/sweeps/${row.id}`,
});

export const sweepDetail = (row: SweepRow): SweepDetail => ({ ...sweepSummary(row), spec: row.spec });
