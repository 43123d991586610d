/** VGG (Simonyan & Zisserman 2014) without its classifier: blocks of 3x3 convolutions, a 2x2 max pool between them. */
import { biasedConv2d, tf } from '@yoto/engine';
import type { Architecture, InputPreparation, WeightLayout } from '../architecture.ts';
import { maxPool } from '../max-pool.ts';

/** Output channels of each convolution, block by block. */
export type VggBlocks = readonly (readonly number[])[];

const repeat = (channels: number, count: number): number[] => Array<number>(count).fill(channels);

export const VGG16_BLOCKS: VggBlocks = [
  repeat(64, 2),
  repeat(128, 2),
  repeat(256, 3),
  repeat(512, 3),
  repeat(512, 3),
];
export const VGG19_BLOCKS: VggBlocks = [
  repeat(64, 2),
  repeat(128, 2),
  repeat(256, 4),
  repeat(512, 4),
  repeat(512, 4),
];

const IMAGE_CHANNELS = 3;
const FILTER_SIZE = 3;

/** Layers are named as in Keras: `block1_conv1` is the first, with the weights `block1_conv1/kernel` and `/bias`. */
export function vggArchitecture(blocks: VggBlocks): Architecture {
  const convolutions = convolutionsOf(blocks);
  const weights = new Map<string, readonly number[]>();
  let inputs = IMAGE_CHANNELS;
  for (const { name, outputs } of convolutions) {
    weights.set(`${name}/kernel`, [FILTER_SIZE, FILTER_SIZE, inputs, outputs]);
    weights.set(`${name}/bias`, [outputs]);
    inputs = outputs;
  }
  return {
    weights,
    layerNames: convolutions.map(({ name }) => name),
    firstFilter: 'block1_conv1/kernel',
    *run(images, weight) {
      let x = images;
      for (const { name, startsBlock } of convolutions) {
        if (startsBlock) x = maxPool(x, 2, 2, name);
        x = tf.relu(biasedConv2d(x, weight(`${name}/kernel`), weight(`${name}/bias`), 1));
        yield [name, x];
      }
    },
  };
}

interface VggConvolution {
  name: string;
  outputs: number;
  /** Whether a max pool comes before it. */
  startsBlock: boolean;
}

function convolutionsOf(blocks: VggBlocks): VggConvolution[] {
  return blocks.flatMap((widths, block) =>
    widths.map((outputs, place) => ({
      name: `block${block + 1}_conv${place + 1}`,
      outputs,
      startsBlock: block > 0 && place === 0,
    })),
  );
}

/** The input of the weights that Oxford published, and of Keras: BGR in 0 to 255 minus the means of ImageNet. */
const CAFFE_INPUT: InputPreparation = {
  mean: [123.68 / 255, 116.779 / 255, 103.939 / 255],
  scale: [255, 255, 255],
  order: 'bgr',
};

/** That of torchvision's networks, which were trained anew: standard deviations of 1. */
export const TORCHVISION_INPUT: InputPreparation = {
  mean: [0.485, 0.456, 0.406],
  scale: [1 / 0.229, 1 / 0.224, 1 / 0.225],
  order: 'rgb',
};

export function vggLayouts(blocks: VggBlocks): readonly WeightLayout[] {
  return [
    { nameInFile: (name) => name, filters: 'hwio', input: CAFFE_INPUT },
    { nameInFile: torchvisionNames(blocks), filters: 'oihw', input: TORCHVISION_INPUT },
  ];
}

/** torchvision numbers every layer: a convolution counts for two, with its ReLU, and a max pool for one. */
function torchvisionNames(blocks: VggBlocks): (name: string) => string {
  const numbers = new Map<string, number>();
  let next = 0;
  for (const { name, startsBlock } of convolutionsOf(blocks)) {
    if (startsBlock) next += 1;
    numbers.set(name, next);
    next += 2;
  }
  return (name) => {
    const [layer = '', part] = name.split('/');
    return `features.${numbers.get(layer)}.${part === 'kernel' ? 'weight' : 'bias'}`;
  };
}
