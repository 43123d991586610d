// The real style transfer in the real train step, judged by the feature network that needs no files; the pictures are noise,
// because reading them is not what is timed.
import { isTrained, planSweep, resolveSweepSpec, type SweepSpecInput, taskCatalogue } from '@yoto/core';
import type { Task } from '@yoto/training';
import { styleTransferTask } from '../../../../packages/tasks/src/style-transfer/index.ts';
import { styleTransferSpec } from '../../../../packages/tasks/src/style-transfer/spec.ts';
import { openSession } from '../../../../packages/training/src/train/session.ts';
import { trainStep } from '../../../../packages/training/src/train/train-step.ts';
import type { BenchCase } from '../bench-case.ts';

function jobSpec(kind: 'fixed' | 'yoto', batchSize: number, imageSize: number) {
  const groups: SweepSpecInput['groups'] = [
    kind === 'yoto' ? { kind, name: 'yoto' } : { kind, name: 'fixed', lambdas: [{ content: 2 }] },
  ];
  const sweep = {
    name: 'benchmark',
    task: { id: styleTransferSpec.id },
    dataset: { id: 'patterns', params: { imageSize } },
    defaults: { batchSize },
    groups,
  };
  const [job] = planSweep(resolveSweepSpec(sweep, taskCatalogue([styleTransferSpec]))).jobs;
  if (!job || !isTrained(job)) throw new Error('The benchmark plans no job');
  return job;
}

export async function openStyleCase(kind: 'fixed' | 'yoto', batch: number, side: number): Promise<BenchCase> {
  const spec = jobSpec(kind, batch, side);
  const task = styleTransferTask as Task;
  const session = await openSession({ spec, task, dataDir: '', engineName: 'benchmark' });
  const shape = [batch, side, side, 3];
  const noise = (salt: number) =>
    Float32Array.from({ length: batch * side * side * 3 }, (_, i) => ((i * salt) % 97) / 97);
  const images = { contents: { shape, data: noise(1) }, styles: { shape, data: noise(7) } };
  return {
    async step() {
      await trainStep(session, images);
      session.step += 1;
    },
    dispose: () => session.dispose(),
  };
}
