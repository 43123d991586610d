import type { EventDetail } from '@yoto/core';
import type { EventRow } from '@yoto/storage';
import { timestamp } from './timestamp.ts';

export const eventDetail = (row: EventRow): EventDetail => ({
  id: row.id,
  jobId: row.jobId,
  type: row.type,
  message: row.message,
  createdAt: timestamp(row.createdAt),
});
