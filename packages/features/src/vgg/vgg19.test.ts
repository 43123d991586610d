/** The published weights, where they are at hand, against activations that another program computed. */
import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import { openFeatureNetwork } from '../open-feature-network.ts';
import { referencePicture } from '../testing/reference-picture.ts';
import { useWasm } from '../testing/use-wasm.ts';
import reference from '../testing/vgg19-activations.json' with { type: 'json' };

useWasm();

const dataDir = process.env.YOTO_TEST_DATA;

test.skipIf(!dataDir)(
  "VGG19's first blocks give the activations of PyTorch (set YOTO_TEST_DATA to a folder with vgg/ to run this)",
  async () => {
    const network = await openFeatureNetwork('vgg19-blocks-1-3', { dataDir: dataDir as string });
    const names = Object.keys(reference.layers) as (keyof typeof reference.layers)[];
    expect(names).toHaveLength(8);
    const found = network.layers(referencePicture(reference.height, reference.width), names);
    for (const name of names) {
      const { shape, mean, max, values } = reference.layers[name];
      expect(found[name].shape, name).toEqual([1, ...shape]);
      const activations = found[name].dataSync<'float32'>();
      const differences = Object.entries(values).map(([index, value]) =>
        Math.abs((activations[Number(index)] as number) - value),
      );
      expect(Math.max(...differences) / max, name).toBeLessThan(1e-5);
      const sum = activations.reduce((total, value) => total + value, 0);
      expect(sum / activations.length / mean, name).toBeCloseTo(1, 5);
    }
    expect(network.frozen.sha256).toBe('9966590b1913e1607c52bcdab75199a3cba96668fd7011109de6c4bf1cd36f5e');
    network.dispose();
    for (const tensor of Object.values(found)) tf.dispose(tensor);
  },
);
