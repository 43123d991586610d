import type { SweepSpecInput } from '@yoto/core';

/** A fixed grid and a YOTO job, done in a few seconds. */
export const QUICK_SWEEP = `
name: quick
task: { id: test-toy }
defaults: { steps: 150, batchSize: 16, evaluation: { examples: 64, everySteps: 50 } }
groups:
  - { name: grid, kind: fixed, lambdas: { near-b: [0.1, 1, 10] } }
  - { name: film, kind: yoto, distribution: { near-b: { kind: log-uniform, min: 0.1, max: 10 } } }
`;

/**
 * One job whose every step waits, so that tests can interfere; it lasts about `steps / 20` seconds, or until
 * `delayUntilFile` exists: after that it is quick.
 */
export function slowSweep(name: string, steps: number, delayUntilFile: string | null = null): SweepSpecInput {
  return {
    name,
    task: { id: 'test-toy' },
    dataset: { id: 'two-points', params: { delayMs: 50, delayUntilFile } },
    defaults: {
      steps,
      batchSize: 4,
      checkpoint: { everySteps: 10 },
      evaluation: { everySteps: steps, examples: 16 },
    },
    groups: [{ name: 'slow', kind: 'fixed', lambdas: { 'near-b': [1] } }],
  };
}
