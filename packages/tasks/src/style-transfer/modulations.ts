/**
 * What style and lambda do to each conditional instance normalisation (paper, appendix A.3): one MLP of one hidden layer
 * (256, ReLU) per site, with an affine head for its scale and one for its shift. All sites are computed together: one by
 * one they cost a hundred small operations per step.
 */
import { tf } from '@yoto/engine';
import { dense, type Initialiser, type Parameters, varianceScaling, zeros } from '@yoto/training';

/** A conditional instance normalisation. */
export interface ModulationSite {
  name: string;
  channels: number;
  /** Of unit variance: what its outputs start with. */
  share: number;
}

/** Of one site, `[batch, channels]` each. */
export interface Modulation {
  scale: tf.Tensor2D;
  shift: tf.Tensor2D;
}

/** `[batch, inputs]` -> the modulation of each site, in their order. */
export type Modulations = (told: tf.Tensor2D) => Modulation[];

const HIDDEN_UNITS = 256;
/** Variance of scales about 1 and of shifts about 0 at the start: large enough for style and lambda to be heard from the first step on. */
const FIRST_VARIANCE = 0.1;
const headInitialiser = varianceScaling({ scale: FIRST_VARIANCE, mode: 'fan-in' });

/** Heads are as wide as the widest site; narrower ones ignore the rest. */
export function createModulations(
  parameters: Parameters,
  sites: readonly ModulationSite[],
  inputs: number,
): Modulations {
  const count = sites.length;
  const width = Math.max(...sites.map(({ channels }) => channels));
  // Of all sites side by side, so that one product computes them.
  const hidden = dense(parameters, 'style/modulations/hidden', {
    inputs,
    outputs: count * HIDDEN_UNITS,
    initialiser: varianceScaling({ scale: 2, mode: 'fan-in' }),
  });
  const create = (name: string, shape: number[], initialiser: Initialiser) =>
    parameters.create(`style/modulations/heads/${name}`, shape, initialiser) as tf.Tensor as tf.Tensor3D;
  const kernel = create('kernel', [count, HIDDEN_UNITS, 2 * width], perSite(headInitialiser));
  const bias = create('bias', [count, 1, 2 * width], zeros);
  return (told) => {
    const [batch] = told.shape;
    const features = tf.relu(hidden(told)).reshape([batch, count, HIDDEN_UNITS]);
    const outputs = tf.add(tf.matMul(tf.transpose(features, [1, 0, 2]) as tf.Tensor3D, kernel), bias);
    const perSite = tf.unstack(outputs) as tf.Tensor2D[];
    return sites.map(({ channels, share }, index) => {
      const head = (first: number) => tf.slice(perSite[index] as tf.Tensor2D, [0, first], [batch, channels]);
      return { scale: tf.mul(tf.add(head(0), 1), share), shift: tf.mul(head(width), share) };
    });
  };
}

/** Each matrix of a stack `[count, rows, columns]` as the initialiser would start it alone. */
const perSite =
  (initialiser: Initialiser): Initialiser =>
  ([count = 0, rows = 0, columns = 0], random) => {
    const values = new Float32Array(count * rows * columns);
    for (let site = 0; site < count; site++)
      values.set(initialiser([rows, columns], random), site * rows * columns);
    return values;
  };
