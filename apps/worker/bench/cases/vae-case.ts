// The real beta-VAE in the real train step; only the data are noise, because reading them is not what is timed.
import { isTrained, planSweep, resolveSweepSpec, type SweepSpecInput, taskCatalogue } from '@yoto/core';
import type { tf } from '@yoto/engine';
import type { Task } from '@yoto/training';
import { architectureOf } from '../../../../packages/tasks/src/beta-vae/architecture.ts';
import { klDivergence, reconstructionLoss } from '../../../../packages/tasks/src/beta-vae/losses.ts';
import { createVae, type VaeOutput } from '../../../../packages/tasks/src/beta-vae/model.ts';
import { betaVaeSpec } from '../../../../packages/tasks/src/beta-vae/spec.ts';
import { openSession } from '../../../../packages/training/src/train/session.ts';
import { trainStep } from '../../../../packages/training/src/train/train-step.ts';
import type { BenchCase } from '../bench-case.ts';

const taskWithoutData: Task<VaeOutput> = {
  spec: betaVaeSpec,
  async setup({ conditioning, seed, dataset }) {
    const model = createVae(architectureOf(dataset.id, 1), conditioning, seed);
    const none = { count: 0, at: () => Promise.reject(new Error('The benchmark has no data')) };
    return {
      data: { train: none, evaluation: none, description: 'none' },
      model,
      lossTerms: ({ posterior, pixels }, batch) => ({
        reconstruction: reconstructionLoss(pixels, batch.images as tf.Tensor4D),
        kl: klDivergence(posterior),
      }),
      metrics: () => ({}),
      dispose: () => model.dispose(),
    };
  },
};

function jobSpec(dataset: string, kind: 'fixed' | 'yoto') {
  const groups: SweepSpecInput['groups'] = [
    kind === 'yoto' ? { kind, name: 'yoto' } : { kind, name: 'fixed', lambdas: [{ kl: 1 }] },
  ];
  const sweep = { name: 'benchmark', task: { id: betaVaeSpec.id }, dataset: { id: dataset }, groups };
  const [job] = planSweep(resolveSweepSpec(sweep, taskCatalogue([betaVaeSpec]))).jobs;
  if (!job || !isTrained(job)) throw new Error('The benchmark plans no job');
  return job;
}

export async function openVaeCase(dataset: string, kind: 'fixed' | 'yoto'): Promise<BenchCase> {
  const spec = jobSpec(dataset, kind);
  const session = await openSession({ spec, task: taskWithoutData, dataDir: '', engineName: 'benchmark' });
  const side = dataset === 'cifar10' ? 32 : 64;
  const shape = [spec.batchSize, side, side, 3];
  const data = Float32Array.from({ length: spec.batchSize * side * side * 3 }, (_, i) => (i % 97) / 97);
  return {
    async step() {
      await trainStep(session, { images: { shape, data } });
      session.step += 1;
    },
    dispose: () => session.dispose(),
  };
}
