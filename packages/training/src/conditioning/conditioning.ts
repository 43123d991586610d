/** The only door through which lambda reaches a model. */
import { tf } from '@yoto/engine';
import type { ImageLayer } from '../layers/convolution.ts';
import type { NamedVariables } from '../task.ts';

/** Modulates pre-activations `[batch, ..., channels]`. Applied to the last layer of a block, before its nonlinearity. */
export interface ConditioningSite {
  apply(preActivation: tf.Tensor, encodedLambda: tf.Tensor2D): tf.Tensor;
  /**
   * A leaky ReLU (slope above 0; 1 is none) of `apply` to a layer's outputs, in fewer passes over them than one after
   * the other.
   */
  applyToLayer(layer: ImageLayer, input: tf.Tensor4D, encodedLambda: tf.Tensor2D, slope: number): tf.Tensor4D;
}

/** The identity. */
export const UNCONDITIONED_SITE: ConditioningSite = {
  apply: (preActivation) => preActivation,
  applyToLayer: (layer, input, _, slope) => (slope === 1 ? layer(input) : tf.leakyRelu(layer(input), slope)),
};

/** Scale and shift of one site, `[batch, channels]` each. */
export interface Modulation {
  scale: tf.Tensor2D;
  shift: tf.Tensor2D;
}

/** Widens a block's input by planes of lambda. */
export interface ConditionedInput {
  /** Channels after `apply`: what the block's first layer must expect. */
  channels: number;
  apply(input: tf.Tensor, encodedLambda: tf.Tensor2D): tf.Tensor;
}

export interface Conditioning {
  /** FiLM site for a layer with `channels` outputs; the identity unless the kind is `film`. Names are unique. */
  site(name: string, channels: number): ConditioningSite;
  /**
   * The input of a block: `concat` widens every block's, `input` only those marked `first` (the encoder's input,
   * the decoder's highest-resolution block), other kinds none.
   */
  blockInput(channels: number, options: { first: boolean }): ConditionedInput;
  /**
   * What each FiLM site multiplies with and adds for these lambdas, by its name, for programs that run the model's
   * layers themselves; empty for other kinds.
   */
  modulations(encodedLambda: tf.Tensor2D): ReadonlyMap<string, Modulation>;
  /** Variables of the conditioning MLPs, which get no weight decay. */
  weights(): NamedVariables;
  dispose(): void;
}
