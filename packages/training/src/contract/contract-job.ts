import {
  planSweep,
  resolveSweepSpec,
  type SweepSpecInput,
  type TaskSpec,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';

export interface ContractJobOptions {
  dataset?: SweepSpecInput['dataset'];
  params?: Record<string, unknown>;
  settings?: SweepSpecInput['defaults'];
}

const SMALL = { batchSize: 8, steps: 30, metricsEverySteps: 1, evaluation: { examples: 16 } };

/** A small job of a task; its evaluation lambdas go from the lowest to the highest of the first weight's range. */
export function contractJob(
  spec: TaskSpec,
  kind: 'fixed' | 'yoto',
  { dataset, params, settings }: ContractJobOptions,
): TrainedJobSpec {
  const defaults = { ...SMALL, ...settings };
  const yoto = { kind: 'yoto', name: 'yoto' } as const;
  const jobOf = (groups: SweepSpecInput['groups']) => {
    const written = { name: 'contract', task: { id: spec.id, params }, dataset, defaults, groups };
    return planSweep(resolveSweepSpec(written, taskCatalogue([spec]))).jobs[0] as TrainedJobSpec;
  };
  const job = jobOf([yoto]);
  if (kind === 'yoto') return job;
  const middle = job.evaluation.lambdas[Math.floor(job.evaluation.lambdas.length / 2)];
  return jobOf([{ kind: 'fixed', name: 'fixed', lambdas: [middle ?? {}] }]);
}
