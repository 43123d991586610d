/** Runs Inception v3. Its batch normalisations are folded into filters and biases when weights are read. */
import { biasedConv2d, tf } from '@yoto/engine';
import type { Architecture, InputPreparation, WeightLayout, WeightLookup } from '../architecture.ts';
import { maxPool, requireSide } from '../max-pool.ts';
import { INCEPTION_LAYERS, type InceptionConvolution, type InceptionStep } from './inception-blocks.ts';

const IMAGE_CHANNELS = 3;

export const INCEPTION: Architecture = {
  weights: inceptionWeights(),
  layerNames: INCEPTION_LAYERS.map(({ name }) => name),
  firstFilter: 'conv2d_1/kernel',
  *run(images, weight) {
    let x = images;
    let number = 0;
    for (const { name, branches } of INCEPTION_LAYERS) {
      const input = x;
      const outputs = branches.map((steps) =>
        steps.reduce((value, step) => {
          if (typeof step !== 'string') number += 1;
          return runStep(value, step, { weight, number, layer: name });
        }, input),
      );
      x = outputs.length === 1 ? (outputs[0] as tf.Tensor4D) : tf.concat(outputs, 3);
      yield [name, x];
    }
  },
};

function runStep(
  x: tf.Tensor4D,
  step: InceptionStep,
  { weight, number, layer }: { weight: WeightLookup; number: number; layer: string },
): tf.Tensor4D {
  if (step === 'max-pool') return maxPool(x, 3, 2, layer);
  if (step === 'average-pool') return tf.avgPool(x, 3, 1, 'same');
  if (step.pad === 'valid') requireSide(x, Math.max(step.rows, step.columns), layer);
  const [filter, bias] = [`conv2d_${number}/kernel`, `conv2d_${number}/bias`];
  return tf.relu(biasedConv2d(x, weight(filter), weight(bias), step.stride, step.pad));
}

/** Convolution n of Keras's code has the weights `conv2d_n`. */
function inceptionWeights(): Map<string, readonly number[]> {
  const weights = new Map<string, readonly number[]>();
  let channels = IMAGE_CHANNELS;
  let number = 0;
  for (const { branches } of INCEPTION_LAYERS) {
    const outputs = branches.map((steps) => {
      let inputs = channels;
      for (const step of steps.filter((one): one is InceptionConvolution => typeof one !== 'string')) {
        number += 1;
        weights.set(`conv2d_${number}/kernel`, [step.rows, step.columns, inputs, step.outputs]);
        weights.set(`conv2d_${number}/bias`, [step.outputs]);
        inputs = step.outputs;
      }
      return inputs;
    });
    channels = outputs.reduce((sum, count) => sum + count, 0);
  }
  return weights;
}

/** [-1, 1] */
const INPUT: InputPreparation = { mean: [0.5, 0.5, 0.5], scale: [2, 2, 2], order: 'rgb' };

export const INCEPTION_LAYOUTS: readonly WeightLayout[] = [
  { nameInFile: (name) => name, filters: 'hwio', input: INPUT },
];
