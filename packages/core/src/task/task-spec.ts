/** What the API, the dashboard and planning know of a task: pure data, no tensors. */
import type { z } from 'zod';
import type { Lambda } from '../lambda/lambda.ts';
import type { LambdaDistribution } from '../lambda/lambda-distribution.ts';
import type { CodecSpec } from './codec-spec.ts';
import type { Preset } from './preset.ts';
import type { PublishedCurves } from './published-curves.ts';
import type { TaskCommandSpec } from './task-command.ts';

/** One unweighted, per-example loss. */
export interface LossTermSpec {
  name: string;
  label: string;
  /** e.g. `nats`; shown on the axes. */
  unit?: string;
  /** Held at one value in every job, or varied within a range that its researchers found useful. */
  weight: { fixed: number } | { min: number; max: number; scale: 'log' | 'linear' };
}

/**
 * A number that the loss depends on in another way than as the weight of a term, e.g. the power p of an l^p loss (paper,
 * section 3). It is a part of lambda: drawn, told to the model, evaluated and listed in grids like a weight. 0 or greater.
 */
export interface LossParameterSpec {
  name: string;
  label: string;
  description?: string;
  /** The range that its researchers found useful. YOTO jobs draw from all of it unless a data set or a sweep says otherwise. */
  range: { min: number; max: number; scale: 'log' | 'linear' };
  /** What it is where a lambda does not say. */
  default: number;
}

/** A sum of unweighted loss terms that means something to people, e.g. the style losses of all layers. */
export interface LossSumSpec {
  /** Unique among loss terms, metrics and sums. */
  name: string;
  label: string;
  unit?: string;
  /** Names of loss terms. */
  terms: readonly string[];
}

export interface MetricSpec {
  name: string;
  label: string;
  unit?: string;
  better: 'higher' | 'lower';
  /** Measured by the host, not the engine, and in a job's last evaluation only. */
  onHost?: true;
}

/** Hyper-parameters that a data set of this task suggests; a sweep overrides any of them. */
export interface TrainingDefaults {
  steps: number;
  batchSize: number;
  learningRate: number;
  weightDecay: number;
  schedule: { kind: 'constant' } | { kind: 'step-decay'; factor: number; milestones: number[] };
  /** k of the FiLM scale 1 + k * m: how far conditioning starts from the identity. */
  filmStrength: number;
  conditioningHiddenUnits: number;
  distribution: Record<string, LambdaDistribution>;
}

export interface DatasetSpec {
  id: string;
  title: string;
  description?: string;
  /** Every parameter has a default. */
  params: z.ZodType<Record<string, unknown>>;
  defaults: TrainingDefaults;
  /** How its published files are called, e.g. `data_batch_*.bin` (`*` stands for anything): `yoto doctor` looks for them. */
  files?: readonly string[];
}

export interface TaskSpec {
  id: string;
  /**
   * Raise it when the same job would train something else than before: jobs go only to workers that have the version they
   * were submitted with. 1 unless given.
   */
  version?: number;
  title: string;
  description?: string;
  paper?: string;
  /** Every hyper-parameter has a default. */
  params: z.ZodType<Record<string, unknown>>;
  /** The first data set is the default one. */
  datasets: readonly DatasetSpec[];
  lossTerms: readonly LossTermSpec[];
  /** What a lambda holds besides the weights. */
  lossParameters?: readonly LossParameterSpec[];
  /** The weights to start from: the base of slices and of one-at-a-time sets, and what lambdas leave out. */
  defaultLambda?: Lambda;
  /** May be chosen for the axes of a frontier, as terms and metrics are. */
  sums?: readonly LossSumSpec[];
  metrics: readonly MetricSpec[];
  /** Names of loss terms, sums or metrics. */
  frontierAxes: { x: string; y: string };
  /** It can mix the outputs of two models: its fixed groups may ask for the interpolation baseline. */
  interpolates?: true;
  /** Methods without training that it can measure: a group of kind `codec` asks for one. */
  codecs?: readonly CodecSpec[];
  /** Sweeps that are ready to be submitted; their names are unique among all tasks. */
  presets?: readonly Preset[];
  /** What others have published on its data sets. */
  publishedCurves?: readonly PublishedCurves[];
  /** What it adds to `yoto`; their names are unique among all tasks. */
  commands?: readonly TaskCommandSpec[];
}

export const taskVersion = (spec: Pick<TaskSpec, 'version'>): number => spec.version ?? 1;

/** What makes up a value that can be on an axis: the loss terms of a sum, or the term or metric of that name. */
export const measuredParts = (
  { sums = [] }: { sums?: readonly Pick<LossSumSpec, 'name' | 'terms'>[] | undefined },
  name: string,
): readonly string[] => sums.find((sum) => sum.name === name)?.terms ?? [name];

/** The terms whose weights vary, in the task's order. `lambdaVariables` has the loss parameters as well. */
export function variableTerms(spec: Pick<TaskSpec, 'lossTerms'>): string[] {
  return spec.lossTerms.filter((term) => !('fixed' in term.weight)).map((term) => term.name);
}
