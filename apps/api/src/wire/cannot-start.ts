/** Why queued jobs do not start: what the workers that are connected now lack. */
import { type JobState, type Requirement, requirementOf, requirementText, whyNobody } from '@yoto/core';
import type { JobRow, SweepRow } from '@yoto/storage';
import type { ApiContext } from '../context.ts';

/** A reason for each requirement that no connected worker meets, null for the others. */
export type WhyNobody = (needed: Requirement) => string | null;

/** Reads the workers only when something waits for one. */
export async function whyNobodyStarts(
  { storage, stallAfterMs }: Pick<ApiContext, 'storage' | 'stallAfterMs'>,
  isAnyQueued: boolean,
): Promise<WhyNobody> {
  if (!isAnyQueued) return () => null;
  const seen = await storage.workers.list(stallAfterMs);
  const connected = seen.filter(
    ({ stoppedAt, quarantinedAt, drainingAt }) => !stoppedAt && !quarantinedAt && !drainingAt,
  );
  const known = new Map<string, string | null>();
  return (needed) => {
    const key = requirementText(needed);
    if (!known.has(key)) known.set(key, whyNobody(connected, needed));
    return known.get(key) ?? null;
  };
}

const QUEUED: JobState = 'queued';
export const isQueued = (row: JobRow): boolean => row.state === QUEUED;

export const whyJobWaits = (row: JobRow, why: WhyNobody): string | null =>
  isQueued(row) ? why(requirementOf(row.spec)) : null;

export const whyJobsWait = (row: SweepRow, why: WhyNobody): { jobs: number; reason: string }[] =>
  row.queued.flatMap(({ requirement, jobs }) => {
    const reason = why(requirement);
    return reason === null ? [] : [{ jobs, reason }];
  });
