import type { EvaluationPoint, JobKind, JobState, Lambda, SweepSpec, TaskSpec } from '@yoto/core';

export interface FrontierJob {
  id: string;
  group: string;
  kind: JobKind;
  seed: number;
  state: JobState;
  /** The lambda of a fixed job, null for a YOTO job. */
  lambda: Lambda | null;
  /** Optimiser steps taken so far. */
  steps: number;
  /** Wall-clock seconds it has held a device. */
  deviceSeconds: number;
}

export interface FrontierInput {
  sweepId: string;
  spec: Pick<SweepSpec, 'groups'>;
  task: Pick<TaskSpec, 'lossTerms' | 'metrics' | 'frontierAxes'>;
  jobs: readonly FrontierJob[];
  /** The last evaluation of every job that has one. */
  evaluations: readonly (EvaluationPoint & { jobId: string })[];
}
