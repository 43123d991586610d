import { AppError } from '@yoto/core';

/** What a command acts on: a sweep or one job, never the newest sweep by accident. Throws `invalid_input`. */
export function oneTarget(
  sweep: string | undefined,
  job: string | undefined,
): { sweep: string } | { job: string } {
  if (sweep !== undefined && job === undefined) return { sweep };
  if (sweep === undefined && job !== undefined) return { job };
  throw new AppError('invalid_input', sweep === undefined ? 'Nothing was named' : 'Two things were named', {
    details: { fix: 'name either a sweep, or one job with --job ID' },
  });
}
