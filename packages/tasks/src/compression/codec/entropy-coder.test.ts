/** The size of streams against the rate that training counts, for integers as a fitting model sees them. */
import { randomStream, type SweepSpecInput } from '@yoto/core';
import { openEngine } from '@yoto/engine';
import { decodeCheckpoint } from '@yoto/training';
import { expect, test } from 'vitest';
import { factorisedDensities } from '../factorised-pmf.ts';
import { PRIOR_NAME } from '../model.ts';
import { openTrainedModel } from '../trained-model.ts';
import { createEntropyCoder } from './entropy-coder.ts';
import { estimatedBits } from './image-transforms.ts';
import { type LatentShapes, latentShapes } from './latents.ts';
import { untrainedCheckpoint } from './untrained-checkpoint.ts';

const SIZES = { channels: 24, latentChannels: 24, hyperChannels: 8 };
const PICTURE = { width: 256, height: 192 };
const LAMBDA = 0.05;

/** Integers drawn from the prior, a channel a density. */
function drawnHyperLatents(checkpoint: ReturnType<typeof decodeCheckpoint>, { hyperLatents }: LatentShapes) {
  const draws = randomStream(3, 'hyper-latents');
  const densities = factorisedDensities(checkpoint.weights, PRIOR_NAME);
  const [, height, width, channels] = hyperLatents;
  return Int32Array.from({ length: height * width * channels }, (_, index) => {
    const level = draws.uniform();
    let integer = -400;
    while ((densities[index % channels]?.below(integer + 1) as number) < level) integer += 1;
    return integer;
  });
}

const GROUPS: SweepSpecInput['groups'] = [
  { name: 'film', kind: 'yoto' },
  { name: 'concat', kind: 'yoto', conditioning: 'concat' },
  { name: 'fixed', kind: 'fixed', lambdas: { distortion: [LAMBDA] } },
];

test('streams are less than 0.6 % larger than estimated, and give back what is in them', async () => {
  const engine = await openEngine('wasm', { threads: 1 });
  for (const group of GROUPS) {
    const checkpoint = decodeCheckpoint(await untrainedCheckpoint(SIZES, group));
    const trained = openTrainedModel(checkpoint);
    const siteNames = ['analysis', 'synthesis', 'hyper-analysis', 'hyper-synthesis'].flatMap((network) =>
      [1, 2, 3, 4].slice(0, network.startsWith('hyper') ? 3 : 4).map((index) => `${network}/conv${index}`),
    );
    const model = createEntropyCoder({ ...checkpoint, term: 'distortion', siteNames });
    const shapes = latentShapes(PICTURE, SIZES);
    const hyperLatents = drawnHyperLatents(checkpoint, shapes);
    const scales = model.scales(hyperLatents, shapes, LAMBDA);
    const draws = randomStream(4, 'latents');
    const latents = Int32Array.from(scales, (scale) => Math.round(Math.max(0.11, scale) * draws.normal()));
    const streams = model.encode({ latents, hyperLatents }, scales, shapes);
    expect(model.decode(streams, shapes, LAMBDA)).toEqual({ latents, hyperLatents });
    const bits = 8 * (streams.latents.length + streams.hyperLatents.length);
    const estimate = await estimatedBits(trained, { latents, hyperLatents }, scales, shapes);
    expect(estimate).toBeGreaterThan(10_000);
    expect(bits / estimate, group.name).toBeGreaterThan(0.999);
    expect(bits / estimate, group.name).toBeLessThan(1.006);
    trained.dispose();
  }
  await engine.dispose();
}, 60_000);
