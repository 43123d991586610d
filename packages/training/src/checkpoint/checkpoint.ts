/** Everything that a job needs to go on, in one file that says what it is. */
import { AppError, FrozenIdentity, TrainedJobSpec } from '@yoto/core';
import type { TermSizesState } from '../loss/term-sizes.ts';
import type { MetricWindowState } from '../train/metric-window.ts';
import { decodeSafetensors, encodeSafetensors, type HostTensor } from './safetensors.ts';

export type HostTensors = ReadonlyMap<string, HostTensor>;

export interface CheckpointState {
  /** Optimiser steps done. */
  step: number;
  /** The last step whose evaluation was reported, 0 before the first. */
  evaluatedStep: number;
  spec: TrainedJobSpec;
  /** What computed it: only on the same engine is a resumed job bit-identical to an uninterrupted one. */
  engine: string;
  /** Who the weights are that it used and did not train, which the file does not hold; undefined in older files. */
  frozen: readonly FrozenIdentity[] | undefined;
  /** Steps since the last metric point. */
  window: MetricWindowState;
  /** Of jobs that balance losses by them. */
  termSizes?: TermSizesState | undefined;
  weights: HostTensors;
  /** Adam's moments, by the names of the weights. */
  firstMoments: HostTensors;
  secondMoments: HostTensors;
  /** What the task's `exploreTensors` gave; none in older files. */
  explore?: HostTensors;
}

const FORMAT = 'yoto-checkpoint';
const VERSION = 1;
/** Tensor name = section + name of the weight. */
const SECTIONS = {
  weights: 'weights/',
  firstMoments: 'adam/first/',
  secondMoments: 'adam/second/',
  explore: 'explore/',
} as const;
/** What a trained model is looked at with. */
const MODEL_PREFIXES = [SECTIONS.weights, SECTIONS.explore];

export function encodeCheckpoint(state: CheckpointState): Uint8Array {
  const tensors = new Map<string, HostTensor>();
  for (const [section, prefix] of Object.entries(SECTIONS)) {
    for (const [name, tensor] of state[section as keyof typeof SECTIONS] ?? [])
      tensors.set(prefix + name, tensor);
  }
  const { step, evaluatedStep, spec, engine, frozen, window, termSizes } = state;
  const run = JSON.stringify({ step, evaluatedStep, engine, frozen, window, termSizes });
  const metadata = { format: FORMAT, version: String(VERSION), run, spec: JSON.stringify(spec) };
  return encodeSafetensors({ tensors, metadata });
}

/** Throws `checkpoint_corrupt` for a damaged file, or one that is no checkpoint of this version. */
export function decodeCheckpoint(bytes: Uint8Array): CheckpointState {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== FORMAT) corrupt('the file is not a checkpoint');
  if (metadata.version !== String(VERSION)) {
    corrupt(`the checkpoint has version ${metadata.version}, this program reads version ${VERSION}`);
  }
  const spec = TrainedJobSpec.safeParse(parseJson(metadata.spec));
  if (!spec.success) corrupt('the job spec in the checkpoint is not valid', spec.error);
  return {
    ...parseRun(parseJson(metadata.run)),
    spec: spec.data,
    weights: section(tensors, SECTIONS.weights),
    firstMoments: section(tensors, SECTIONS.firstMoments),
    secondMoments: section(tensors, SECTIONS.secondMoments),
    explore: section(tensors, SECTIONS.explore),
  };
}

/**
 * The model of a checkpoint alone, a third of the size: again a checkpoint file, with which nothing can be resumed. Throws
 * `checkpoint_corrupt` for a damaged file.
 */
export function modelPart(bytes: Uint8Array): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const own = [...tensors].filter(([name]) => MODEL_PREFIXES.some((prefix) => name.startsWith(prefix)));
  return encodeSafetensors({ tensors: new Map(own), metadata });
}

function section(tensors: HostTensors, prefix: string): HostTensors {
  const own = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch (cause) {
    corrupt('the metadata of the checkpoint is not JSON', cause);
  }
}

function parseRun(
  value: unknown,
): Pick<CheckpointState, 'step' | 'evaluatedStep' | 'engine' | 'frozen' | 'window' | 'termSizes'> {
  const { step, evaluatedStep, engine, window, termSizes, ...run } = (value ??
    {}) as Partial<CheckpointState>;
  const frozen = FrozenIdentity.array().optional().safeParse(run.frozen);
  const sums = Object.values(window?.sums ?? {});
  const valid =
    isCount(step) &&
    isCount(evaluatedStep) &&
    typeof engine === 'string' &&
    isCount(window?.steps) &&
    sums.every((sum) => typeof sum === 'number') &&
    (termSizes === undefined || areSizes(termSizes));
  if (!valid || !window || !frozen.success) corrupt('the state of the run in the checkpoint is not valid');
  return { step, evaluatedStep, engine, frozen: frozen.data, window, termSizes };
}

const areSizes = ({ weight, sums }: Partial<TermSizesState>): boolean =>
  typeof weight === 'number' && Array.isArray(sums) && sums.every((sum) => typeof sum === 'number');

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function corrupt(why: string, cause?: unknown): never {
  throw new AppError(
    'checkpoint_corrupt',
    `${why[0]?.toUpperCase()}${why.slice(1)}: use another checkpoint`,
    { cause },
  );
}
