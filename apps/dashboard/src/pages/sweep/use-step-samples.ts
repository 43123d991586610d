import type { JobSummary } from '@yoto/core';
import { useRef } from 'react';
import type { StepSample } from '../../format/job-progress.ts';

/** The first step seen of each job's current attempt: what speeds of resumed jobs are measured from. */
export function useStepSamples(jobs: readonly JobSummary[]): ReadonlyMap<string, StepSample> {
  const samples = useRef(new Map<string, StepSample>());
  for (const { id, attempt, step, state } of jobs) {
    if (state === 'running' && samples.current.get(id)?.attempt !== attempt)
      samples.current.set(id, { attempt, step, atMs: Date.now() });
  }
  return samples.current;
}
