/** SqueezeNet 1.1 (Iandola et al. 2016) without its classifier. Weights are numbered in the order in which they are run. */
import { biasedConv2d, tf } from '@yoto/engine';
import type { Architecture, WeightLayout, WeightLookup } from '../architecture.ts';
import { maxPool, requireSide } from '../max-pool.ts';
import { TORCHVISION_INPUT } from '../vgg/vgg-architecture.ts';

const FIRST_CHANNELS = 64;
/** Channels after the squeeze, and of each of the two expansions, of fire2 to fire9. */
const FIRES: readonly (readonly [squeeze: number, expand: number])[] = [
  [16, 64],
  [16, 64],
  [32, 128],
  [32, 128],
  [48, 192],
  [48, 192],
  [64, 256],
  [64, 256],
];
/** These have a max pool before them. */
const POOLED = ['fire2', 'fire4', 'fire6'];

export const SQUEEZENET: Architecture = {
  weights: squeezenetWeights(),
  layerNames: ['conv1', ...FIRES.map((_, place) => `fire${place + 2}`)],
  firstFilter: 'conv0/kernel',
  *run(images, weight) {
    requireSide(images, 3, 'conv1');
    let x = convolve(images, weight, 0, 2, 'valid');
    yield ['conv1', x];
    for (const place of FIRES.keys()) {
      const name = `fire${place + 2}`;
      if (POOLED.includes(name)) x = maxPool(x, 3, 2, name);
      const first = 1 + 3 * place;
      const squeezed = convolve(x, weight, first);
      x = tf.concat([convolve(squeezed, weight, first + 1), convolve(squeezed, weight, first + 2)], 3);
      yield [name, x];
    }
  },
};

function convolve(
  x: tf.Tensor4D,
  weight: WeightLookup,
  number: number,
  stride = 1,
  pad: 'same' | 'valid' = 'same',
): tf.Tensor4D {
  const convolved = biasedConv2d(
    x,
    weight(`conv${number}/kernel`),
    weight(`conv${number}/bias`),
    stride,
    pad,
  );
  return tf.relu(convolved);
}

function squeezenetWeights(): Map<string, readonly number[]> {
  const filters = [[3, 3, 3, FIRST_CHANNELS]];
  let inputs = FIRST_CHANNELS;
  for (const [squeeze, expand] of FIRES) {
    filters.push([1, 1, inputs, squeeze], [1, 1, squeeze, expand], [3, 3, squeeze, expand]);
    inputs = 2 * expand;
  }
  return new Map(
    filters.flatMap((shape, number): [string, readonly number[]][] => [
      [`conv${number}/kernel`, shape],
      [`conv${number}/bias`, shape.slice(-1)],
    ]),
  );
}

/** The order of the ONNX model zoo's file, with torch's filters. */
export const SQUEEZENET_LAYOUTS: readonly WeightLayout[] = [
  { nameInFile: (name) => name.replace('kernel', 'weight'), filters: 'oihw', input: TORCHVISION_INPUT },
];
