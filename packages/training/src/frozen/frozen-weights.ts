/** Weights that a run uses and never trains: nothing trains them, no checkpoint holds them, and their identity is kept. */
import { AppError, type FrozenIdentity, FrozenRecord, frozenLabel } from '@yoto/core';
import type { FrozenWeights, NamedVariables, TaskRun } from '../task.ts';

type Run = Pick<TaskRun, 'frozen'>;

/** What attempts record of a run's frozen weights, by name. */
export const frozenRecords = ({ frozen = [] }: Run): FrozenRecord[] =>
  frozen
    .map(({ name, title, sha256 }) => ({ name, title, sha256 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** What checkpoints repeat of them. */
export const frozenIdentities = (run: Run): FrozenIdentity[] =>
  frozenRecords(run).map(({ name, sha256 }) => ({ name, sha256 }));

/** Throws `internal` for a task that would train frozen weights, or does not say which ones it uses. */
export function checkFrozen({ frozen = [] }: Run, variables: NamedVariables): void {
  for (const one of frozen) {
    const { name, sha256 } = one;
    if (!FrozenRecord.safeParse({ name, title: one.title, sha256 }).success)
      refuse(`The frozen weights "${name}" have no name or no SHA-256 in hexadecimal digits ("${sha256}")`);
    if (frozen.some((other) => other !== one && other.name === name))
      refuse(`Two sets of frozen weights are called "${name}": give each its own name`);
    const trained = trainedAmong(one, variables);
    if (trained.length > 0)
      refuse(
        `The model would train frozen weights of "${name}" (${trained.join(', ')}): leave them out of its weights()`,
      );
  }
}

/** The names of the variables that are frozen tensors, or share their values. */
export function trainedAmong(frozen: FrozenWeights, variables: NamedVariables): string[] {
  const values = new Set([...frozen.tensors().values()].map(({ dataId }) => dataId));
  return [...variables].flatMap(([name, variable]) => (values.has(variable.dataId) ? [name] : []));
}

/**
 * Throws `checkpoint_corrupt` where a checkpoint was trained with other frozen weights than the run has. `checkpoint`: how
 * to call it. One from before checkpoints said so is taken.
 */
export function assertSameFrozen(
  { frozen: trainedWith }: { frozen: readonly FrozenIdentity[] | undefined },
  run: Run,
  checkpoint = 'The checkpoint',
): void {
  if (trainedWith === undefined) return;
  const own = frozenIdentities(run);
  if (frozenLabel(trainedWith, WHOLE) === frozenLabel(own, WHOLE)) return;
  throw new AppError(
    'checkpoint_corrupt',
    `${checkpoint} was trained with other frozen weights (${frozenLabel(trainedWith)}) than this worker has (${frozenLabel(own)}): give the worker the weights of then, or start the job anew`,
  );
}

/** All digits of a hash. */
const WHOLE = 64;

function refuse(message: string): never {
  throw new AppError('internal', message);
}
