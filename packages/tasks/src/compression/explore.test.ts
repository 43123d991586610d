/** A compression model that is explored: sizes and quality are those that its evaluation would report. */
import { type Engine, openEngine, tf } from '@yoto/engine';
import {
  constantLambdaBatch,
  createNoiseSource,
  encodeLambda,
  type HostPicture,
  openExplorer,
} from '@yoto/training';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkpointBeforeTraining } from '../untrained-checkpoint.ts';
import { networkSizes } from './architecture/network-sizes.ts';
import { exploreTask } from './explore.ts';
import { compressionMetrics } from './metrics.ts';
import { createCompressionModel } from './model.ts';
import { type CompressionParams, compressionSpec } from './spec.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, 60_000);
afterAll(() => engine.dispose());

const LAMBDA = { distortion: 0.02 };
const SIDE = 64;

test('bits per pixel and PSNR are the metrics of the evaluation, and bytes follow from them', async () => {
  const expected: Record<string, number[]> = {};
  const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * i) % 251);
  const checkpoint = await checkpointBeforeTraining(
    compressionSpec,
    {
      params: { channels: 4 },
      group: {
        name: 'YOTO',
        kind: 'yoto',
        distribution: { distortion: { kind: 'log-uniform', min: 0.001, max: 1 } },
      },
    },
    async (spec, conditioning) => {
      const sizes = networkSizes(spec.task.params as CompressionParams, spec.widthMultiplier);
      const model = createCompressionModel(sizes, conditioning, spec.seed);
      const metrics = tf.tidy(() => {
        const images = tf.tensor4d(
          Float32Array.from(pixels, (byte) => byte / 255),
          [1, SIDE, SIDE, 3],
        );
        const told = conditioning.at(encodeLambda(constantLambdaBatch(LAMBDA, ['distortion'], 1), spec));
        const context = { ...told, mode: 'evaluate' as const, noise: createNoiseSource(0, 'evaluate', 0) };
        return compressionMetrics(model.forward({ images }, context), images);
      });
      for (const [name, tensor] of Object.entries(metrics)) expected[name] = [...(await tensor.data())];
      tf.dispose(metrics);
      return model;
    },
  );
  const explorer = await openExplorer(exploreTask, checkpoint);
  const picture: HostPicture = { height: SIDE, width: SIDE, channels: 3, pixels };
  const [set] = await explorer.show({ lambda: LAMBDA, pictures: { originals: [picture] } });
  explorer.dispose();
  expect(set?.values.bpp?.[0]).toBeCloseTo(expected.bpp?.[0] as number, 5);
  expect(set?.values.psnr?.[0]).toBeCloseTo(expected.psnr?.[0] as number, 4);
  expect(set?.values.bytes).toEqual([Math.ceil(((expected.bpp?.[0] as number) * SIDE * SIDE) / 8)]);
  expect(set?.pictures).toHaveLength(1);
});
