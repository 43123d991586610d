/** Against activations that PyTorch and Keras computed (testing/reference-activations.py), with the published weights where they are at hand. */
import { tf } from '@yoto/engine';
import { encodeSafetensors } from '@yoto/training';
import { expect, test } from 'vitest';
import type { FeatureNetwork } from './feature-network.ts';
import { openFeatureNetwork } from './open-feature-network.ts';
import inception from './testing/inception-activations.json' with { type: 'json' };
import { madeInceptionWeights } from './testing/made-weights.ts';
import { referencePicture } from './testing/reference-picture.ts';
import squeezenet from './testing/squeezenet-activations.json' with { type: 'json' };
import { useWasm } from './testing/use-wasm.ts';
import vgg19 from './testing/vgg19-activations.json' with { type: 'json' };
import { makeWeightsFolder } from './testing/weights-folder.ts';

useWasm();

interface Reference {
  height: number;
  width: number;
  layers: Record<
    string,
    { shape: readonly number[]; mean: number; max: number; values: Record<string, number | undefined> }
  >;
}

/** Of the greatest activation of the layer: the values are rounded to six digits. */
const TOLERANCE = 2e-5;

function expectReference(network: FeatureNetwork, { height, width, layers }: Reference): void {
  const names = Object.keys(layers);
  const found = tf.tidy(() => network.layers(referencePicture(height, width), names));
  for (const [name, { shape, mean, max, values }] of Object.entries(layers)) {
    expect(found[name]?.shape, name).toEqual([1, ...shape]);
    const activations = found[name]?.dataSync<'float32'>() as Float32Array;
    const differences = Object.entries(values).map(([index, value]) =>
      Math.abs((activations[Number(index)] as number) - (value as number)),
    );
    expect(Math.max(...differences) / max, name).toBeLessThan(TOLERANCE);
    const sum = activations.reduce((total, value) => total + value, 0);
    expect(sum / activations.length / mean, name).toBeCloseTo(1, 4);
  }
  tf.dispose(found);
}

const dataDir = process.env.YOTO_TEST_DATA as string;

test.skipIf(!dataDir)(
  "VGG19's first blocks give PyTorch's activations (set YOTO_TEST_DATA to a folder with vgg/ to run this)",
  async () => {
    const network = await openFeatureNetwork('vgg19-blocks-1-3', { dataDir });
    expect(Object.keys(vgg19.layers)).toHaveLength(8);
    expectReference(network, vgg19);
    expect(network.frozen.sha256).toBe('9966590b1913e1607c52bcdab75199a3cba96668fd7011109de6c4bf1cd36f5e');
    network.dispose();
  },
);

test.skipIf(!dataDir)(
  "SqueezeNet gives PyTorch's activations (set YOTO_TEST_DATA to a folder with vgg/ to run this)",
  async () => {
    const network = await openFeatureNetwork('squeezenet1_1', { dataDir });
    expect(Object.keys(squeezenet.layers)).toHaveLength(9);
    expectReference(network, squeezenet);
    network.dispose();
  },
);

test("Inception v3 gives Keras's activations", async () => {
  const { path, write } = makeWeightsFolder();
  const tensors = madeInceptionWeights(1);
  await write('weights/inception_v3.safetensors', encodeSafetensors({ tensors, metadata: {} }));
  const network = await openFeatureNetwork('inception-v3', { dataDir: path });
  expectReference(network, inception);
  network.dispose();
});

test('Inception v3 names a weight of its normalisations that is missing, also where the file counts from 0', async () => {
  const { path, write } = makeWeightsFolder();
  const tensors = madeInceptionWeights(0);
  tensors.delete('batch_normalization_8/moving_variance');
  await write('inception_v3.safetensors', encodeSafetensors({ tensors, metadata: {} }));
  await expect(openFeatureNetwork('inception-v3', { dataDir: path })).rejects.toMatchObject({
    code: 'data_corrupt',
    message: expect.stringContaining('no tensor "batch_normalization_8/moving_variance" of shape [64]'),
  });
});
