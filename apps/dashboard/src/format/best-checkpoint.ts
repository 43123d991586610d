import type { JobDetail } from '@yoto/core';

type Checkpoint = JobDetail['checkpoints'][number];

/** The checkpoint with the least score, which is kept however old it is; undefined while none has a score. */
export function bestCheckpoint(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  const best = Math.min(...checkpoints.map(({ score }) => score ?? Number.POSITIVE_INFINITY));
  return checkpoints.find(({ score }) => score === best);
}
