/** Submits the sweep and follows it in the rows, whatever happens to the API meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type SweepSpecInput } from '@yoto/core';
import { untilFound } from './faults/victims.ts';
import type { Stack } from './stack/stack.ts';

const POLL_MS = 300;

export interface Progress {
  jobs: number;
  ended: number;
  doneSteps: number;
}

/** Returns the id. A request that was interrupted is looked up before it is sent again: it may have been taken. */
export async function submitSweep(stack: Stack, spec: SweepSpecInput): Promise<string> {
  const { client, rows } = stack;
  return untilFound(stack, async () => {
    try {
      return (await client.createSweep({ body: { spec } })).id;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      if (!['server_unreachable', 'database_unavailable'].includes(code)) throw error;
      const [taken] = await rows.query<{ id: string }>('select id from sweeps where name = $1', [spec.name]);
      return taken?.id;
    }
  });
}

/** Waits until at most `left` jobs have not ended; throws `crashed` when nothing moves for `stuckAfterMs`. */
export async function followSweep(
  stack: Stack,
  sweepId: string,
  { left, stuckAfterMs }: { left: number; stuckAfterMs: number },
  onProgress: (progress: Progress) => void = () => {},
): Promise<void> {
  let best = -1;
  let movedAt = Date.now();
  for (;;) {
    const progress = await readProgress(stack, sweepId);
    onProgress(progress);
    if (progress.jobs - progress.ended <= left) return;
    if (progress.doneSteps > best) {
      best = progress.doneSteps;
      movedAt = Date.now();
    }
    if (Date.now() - movedAt > stuckAfterMs) {
      const { jobs, ended } = progress;
      throw new AppError(
        'crashed',
        `${jobs - ended} jobs do not go on: no new step for ${stuckAfterMs / 1000} s`,
      );
    }
    await sleep(POLL_MS);
  }
}

async function readProgress({ rows }: Stack, sweepId: string): Promise<Progress> {
  const [progress] = await rows.query<Progress>(
    `select count(*)::int as jobs, coalesce(sum(step), 0)::int as "doneSteps",
       count(*) filter (where state in ('completed', 'failed', 'cancelled'))::int as ended
     from jobs where sweep_id = $1`,
    [sweepId],
  );
  return progress!;
}
