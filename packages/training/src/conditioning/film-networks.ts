/**
 * M_sigma and M_mu of every site, computed together: two batched products serve them all. One by one they cost hundreds
 * of small operations a step, whose bookkeeping took longer than their arithmetic.
 */
import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { type Initialiser, varianceScaling, zeros } from '../layers/initialisers.ts';
import type { Parameters } from '../layers/parameters.ts';
import type { ConditioningSite } from './conditioning.ts';

export interface FilmOptions {
  seed: number;
  /** Columns of the encoded lambda. */
  variables: number;
  hiddenUnits: number;
  /** k of scale = 1 + k * m: how far from the identity the modulation starts. */
  strength: number;
}

/** Scale and shift of one site, `[batch, channels]` each. */
interface Modulation {
  scale: tf.Tensor2D;
  shift: tf.Tensor2D;
}

/** `[batch, variables]` -> the modulation of each site, in their order. */
export type FilmNetworks = (encodedLambda: tf.Tensor2D) => Modulation[];

const INITIALISER = varianceScaling({ scale: 2, mode: 'fan-in' });
/** TensorFlow's default slope, which the authors' conditioning networks use (their convolutions have 0.3). */
export const FILM_HIDDEN_SLOPE = 0.2;
const PARTS = ['scale', 'shift'] as const;

/**
 * Each network has one hidden layer and no nonlinearity on its output. The variables hold all networks, scale and
 * shift of the first site first; outputs are as wide as the widest site, and narrower ones ignore the rest.
 */
export function createFilmNetworks(
  parameters: Parameters,
  sites: readonly ConditioningSite[],
  { seed, variables, hiddenUnits, strength }: FilmOptions,
): FilmNetworks {
  const width = Math.max(...sites.map((site) => site.channels));
  const networks: Network[] = sites.flatMap(({ name, channels }) =>
    PARTS.map((part) => ({ name, part, channels })),
  );
  const count = networks.length;
  const stacked = (layer: string, columns: (channels: number) => number) =>
    stackedKernels(seed, layer, networks, columns);
  const create = (name: string, shape: number[], initialiser: Initialiser) =>
    parameters.create(`conditioning/${name}`, shape, initialiser) as tf.Tensor as tf.Tensor3D;
  const hidden = {
    kernel: create(
      'hidden/kernel',
      [count, variables, hiddenUnits],
      stacked('hidden', () => hiddenUnits),
    ),
    bias: create('hidden/bias', [count, 1, hiddenUnits], zeros),
  };
  const output = {
    kernel: create(
      'output/kernel',
      [count, hiddenUnits, width],
      stacked('output', (channels) => channels),
    ),
    bias: create('output/bias', [count, 1, width], zeros),
  };
  return (encodedLambda) => {
    const input = encodedLambda.reshape<tf.Tensor3D>([1, ...encodedLambda.shape]);
    const features = tf.leakyRelu(tf.add(tf.matMul(input, hidden.kernel), hidden.bias), FILM_HIDDEN_SLOPE);
    const outputs = tf.add(tf.matMul(features as tf.Tensor3D, output.kernel), output.bias);
    const identity = tf.tensor3d(
      networks.map(({ part }) => (part === 'scale' ? 1 : 0)),
      [count, 1, 1],
    );
    const all = tf.unstack(tf.add(tf.mul(outputs, strength), identity)) as tf.Tensor2D[];
    const narrowed = all.map((values, index) => narrow(values, networks[index]?.channels ?? width));
    return sites.map((_, index) => ({
      scale: narrowed[2 * index] as tf.Tensor2D,
      shift: narrowed[2 * index + 1] as tf.Tensor2D,
    }));
  };
}

interface Network {
  name: string;
  part: (typeof PARTS)[number];
  channels: number;
}

/** Fills `[networks, rows, width]`: each kernel is a function of the seed and its site's name, zeros on its right. */
function stackedKernels(
  seed: number,
  layer: string,
  networks: readonly Network[],
  columnsOf: (channels: number) => number,
): Initialiser {
  return ([, rows = 0, width = 0]) => {
    const values = new Float32Array(networks.length * rows * width);
    for (const [index, { name, part, channels }] of networks.entries()) {
      const columns = columnsOf(channels);
      const random = randomStream(seed, `weights/conditioning/${name}/${part}/${layer}/kernel`);
      const kernel = INITIALISER([rows, columns], random);
      for (let row = 0; row < rows; row++) {
        values.set(kernel.subarray(row * columns, (row + 1) * columns), (index * rows + row) * width);
      }
    }
    return values;
  };
}

/** The first `channels` columns. */
function narrow(values: tf.Tensor2D, channels: number): tf.Tensor2D {
  const [batch, width] = values.shape;
  return channels === width ? values : tf.slice(values, [0, 0], [batch, channels]);
}
