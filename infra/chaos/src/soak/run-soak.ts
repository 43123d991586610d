/** Trains many tiny jobs through one daemon and samples what it holds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type SweepSpecInput } from '@yoto/core';
import type { Backend } from '../stack/place.ts';
import { type Stack, withStack } from '../stack/stack.ts';
import { followSweep, submitSweep } from '../train-sweep.ts';
import { type Sample, takeSample } from './sample.ts';

const STUCK_AFTER_MS = 120_000;
/** Between two samples all jobs are done, so that none of them is in the numbers. */
const REST_MS = 1_000;

export interface SoakOptions {
  folder: string;
  jobs: number;
  concurrency: number;
  backend: Backend;
  /** How often the numbers are taken, at equal distances. */
  samples: number;
}

/** Throws `crashed` when a job does not complete or a process ends. */
export async function runSoak(options: SoakOptions, onSample: (sample: Sample) => void): Promise<Sample[]> {
  const { folder, backend, concurrency } = options;
  const probe = new URL('./memory-probe.ts', import.meta.url).href;
  const nodeFlags = ['--expose-gc', '--import', import.meta.resolve('@yoto/ts-loader'), '--import', probe];
  return withStack({ folder, backend, concurrency, workers: 1, nodeFlags }, async (stack) => {
    const samples: Sample[] = [];
    for (let batch = 1; batch <= options.samples; batch++) {
      const before = Math.round((options.jobs * (batch - 1)) / options.samples);
      const after = Math.round((options.jobs * batch) / options.samples);
      await trainBatch(stack, batch, after - before);
      await sleep(REST_MS);
      const sample = await takeSample(stack, after);
      samples.push(sample);
      onSample(sample);
    }
    return samples;
  });
}

async function trainBatch(stack: Stack, batch: number, jobs: number): Promise<void> {
  const id = await submitSweep(stack, tinySweep(batch, jobs));
  await followSweep(stack, id, { left: 0, stuckAfterMs: STUCK_AFTER_MS });
  const [counted] = await stack.rows.query<{ completed: number }>(
    `select count(*)::int as completed from jobs where sweep_id = $1 and state = 'completed'`,
    [id],
  );
  const ends = [stack.api, stack.workers[0]!.daemon].flatMap((one) => one.unexpectedEnds());
  if (counted?.completed === jobs && ends.length === 0) return;
  throw new AppError('crashed', `${counted?.completed} of ${jobs} jobs completed. ${ends.join('; ')}`);
}

/** Every job trains, evaluates and writes a checkpoint. */
const tinySweep = (batch: number, jobs: number): SweepSpecInput => ({
  name: `soak ${batch}`,
  task: { id: 'test-toy', params: { hiddenUnits: 4 } },
  defaults: {
    seeds: Array.from({ length: jobs }, (_, seed) => seed),
    steps: 4,
    batchSize: 4,
    metricsEverySteps: 2,
    checkpoint: { everySteps: 2 },
    evaluation: { everySteps: 2, examples: 4 },
  },
  groups: [{ kind: 'fixed', name: 'fixed', lambdas: { 'near-b': [1] } }],
});
