/** Small valid sweeps of the toy task; a test names only what it is about. */
import {
  planSweep,
  resolveSweepSpec,
  type SweepPlan,
  type SweepSpec,
  type SweepSpecInput,
  taskCatalogue,
} from '@yoto/core';
import { toyTaskSpec } from '../toy-task/toy-task-spec.ts';

/** A resolved sweep: unless told otherwise, one fixed group of four lambdas and one YOTO job, 20 steps each. */
export function sweepSpec(written: Partial<SweepSpecInput> = {}): SweepSpec {
  return resolveSweepSpec(
    {
      name: 'toy sweep',
      task: { id: toyTaskSpec.id },
      groups: [
        { kind: 'fixed', name: 'fixed', lambdas: { 'near-b': [0.1, 0.5, 2, 10] } },
        { kind: 'yoto', name: 'yoto' },
      ],
      ...written,
      defaults: { steps: 20, ...written.defaults },
    },
    taskCatalogue([toyTaskSpec]),
  );
}

/** The same with its plan: what `storage.sweeps.create` takes. */
export function plannedSweep(written: Partial<SweepSpecInput> = {}): { spec: SweepSpec; plan: SweepPlan } {
  const spec = sweepSpec(written);
  return { spec, plan: planSweep(spec) };
}
