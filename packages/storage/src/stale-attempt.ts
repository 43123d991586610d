import { AppError } from '@yoto/core';
import type { AttemptRef } from './storage.ts';

/** The refusal of a write whose attempt no longer owns the job: what a paused worker gets when it wakes up late. */
export function staleAttempt({ jobId, attempt }: AttemptRef): AppError {
  return new AppError(
    'stale_attempt',
    `Attempt ${attempt} no longer owns job ${jobId}: stop it, it may write no more`,
  );
}
