import type {
  DataUse,
  FiniteEvaluation,
  JobState,
  Lambda,
  LossTermSpec,
  MetricSpec,
  Place,
  SweepSpec,
} from '@yoto/core';

/** What a comparison needs to know of the task. */
export interface ComparedTask {
  lossTerms: readonly LossTermSpec[];
  metrics: readonly MetricSpec[];
  frontierAxes: { x: string; y: string };
  /** Sums of loss terms that can be put on an axis. */
  sums?: readonly { name: string; label: string; unit?: string; terms: readonly string[] }[];
  /** Parameters of lambda that shape the terms and do not weight them: a term's value depends on them. */
  lossParameters?: readonly { name: string }[];
  /** Its usual weights: the base of slices unless another is asked for. */
  defaultLambda?: Lambda;
}

export interface ComparedJob {
  id: string;
  /** Of an interpolation job: the fixed group whose models it mixes. */
  group: string;
  /** Two kinds train nothing: an `interpolation` evaluates a mix of two fixed models, a `codec` an external method. */
  kind: 'fixed' | 'yoto' | 'interpolation' | 'codec';
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
  /** The ids of the jobs whose models it mixes or starts from, whose device time is part of what it costs. */
  sources?: readonly string[];
}

/** A job's last evaluation at one place. */
export interface ComparedEvaluation extends Pick<FiniteEvaluation, 'losses' | 'metrics'> {
  jobId: string;
  at: Place;
}

export interface ComparisonInput {
  sweepId: string;
  spec: Pick<SweepSpec, 'groups'>;
  task: ComparedTask;
  jobs: readonly ComparedJob[];
  /** The last evaluation of every job that has one. */
  evaluations: readonly ComparedEvaluation[];
  /** What data and frozen weights the jobs have worked with, as far as they have said. */
  data?: readonly DataUse[];
  /** The axes to compare on; the task's own unless given. */
  axes?: { x?: string; y?: string };
  /** Compare curves where all parameters but `along` equal `base`; what `base` leaves out is the task's default. */
  slice?: { along: string; base?: Lambda };
}
