import type { EvaluationPoint, JobKind, JobState, Lambda, SweepSpec, TaskSpec } from '@yoto/core';

export interface FrontierJob {
  id: string;
  /** Of an interpolation job: the fixed group whose models it mixes. */
  group: string;
  /**
   * Two kinds train nothing: an `interpolation` evaluates a mix of two fixed models at every lambda; a `reference`
   * a method without models, whose points have its setting where others have their lambda.
   */
  kind: JobKind;
  seed: number;
  state: JobState;
  /** The lambda of a fixed job, null for one of many lambdas. */
  lambda: Lambda | null;
  /** Optimiser steps taken so far. */
  steps: number;
  /** Wall-clock seconds it has held a device. */
  deviceSeconds: number;
  /** The devices its attempts ran on, where known: times on different devices cannot be compared. */
  devices?: readonly string[];
  /** Of an interpolation job: the ids of the fixed jobs it mixes, whose device time is part of what it costs. */
  sources?: readonly string[];
}

export interface FrontierInput {
  sweepId: string;
  spec: Pick<SweepSpec, 'groups'>;
  task: Pick<TaskSpec, 'lossTerms' | 'metrics' | 'frontierAxes'>;
  jobs: readonly FrontierJob[];
  /** The last evaluation of every job that has one. */
  evaluations: readonly (EvaluationPoint & { jobId: string })[];
}
