/** The only door through which lambda reaches a model. */
import { tf } from '@yoto/engine';
import type { ImageLayer } from '../layers/convolution.ts';
import type { NamedVariables } from '../task.ts';

/** A place in a model where features may be modulated: usually the last layer of a block, before its nonlinearity. */
export interface ConditioningSite {
  readonly name: string;
  readonly channels: number;
}

/** The input of a block, which may be widened by planes of lambda. */
export interface ConditionedInput {
  /** Channels after `widen`: what the block's first layer must expect. */
  readonly channels: number;
  readonly isWidened: boolean;
}

/** A vector that a model computes with, e.g. an embedding of another input, which may be joined by one of lambda. */
export interface ConditionedVector {
  readonly name: string;
  /** After `join`: what the next layer must expect. */
  readonly channels: number;
}

/** The lambdas of the examples of one forward pass, as a model meets them. */
export interface LambdaContext {
  /** Features `[batch, ..., channels]`, each channel scaled and shifted; as they are unless the conditioning is `film`. */
  modulate<Features extends tf.Tensor>(site: ConditioningSite, features: Features): Features;
  /**
   * A leaky ReLU (slope above 0; 1 is none) of `modulate` of a layer's outputs, in fewer passes over them than one after
   * the other.
   */
  modulateLayer(site: ConditioningSite, layer: ImageLayer, input: tf.Tensor4D, slope: number): tf.Tensor4D;
  /** The input of a block with the planes that it is told lambda by, if it is. */
  widen<Input extends tf.Tensor>(entry: ConditionedInput, input: Input): Input;
  /** `[batch, channels]` with what the vector is told of lambda after its own channels; as it is where it is told nothing. */
  join(entry: ConditionedVector, vector: tf.Tensor2D): tf.Tensor2D;
}

export interface Conditioning {
  /** Declares a place for `modulate`. Names are unique; every site comes before the first forward pass. */
  site(name: string, channels: number): ConditioningSite;
  /**
   * Declares the input of a block: `concat` widens every block's, `input` only those marked `first` (the encoder's input,
   * the decoder's highest-resolution block), other kinds none.
   */
  blockInput(channels: number, options: { first: boolean }): ConditionedInput;
  /**
   * Declares a vector that is told lambda (paper, appendix A.3): `film` joins it with `units` outputs of an MLP of lambda, `concat` and
   * `input` with lambda itself, `none` with nothing. Names are unique.
   */
  vector(name: string, channels: number, options: { units: number }): ConditionedVector;
  /** What FiLM modulates, in the order of its networks; empty for other kinds. */
  modulatedSites(): readonly ConditioningSite[];
  /**
   * For one forward pass: a row of `encodedLambda`, `[batch, variables]`, for each example. What all sites need is computed
   * here, once, so call it within the `tf.tidy` and the gradient that the pass runs in.
   */
  at(encodedLambda: tf.Tensor2D): LambdaContext;
  /** Variables of the conditioning MLPs, which get no weight decay. */
  weights(): NamedVariables;
  dispose(): void;
}

/** The identity: it runs no operation that an unconditioned model would not. */
export const UNCONDITIONED: LambdaContext = {
  modulate: (_site, features) => features,
  modulateLayer: (_site, layer, input, slope) =>
    slope === 1 ? layer(input) : tf.leakyRelu(layer(input), slope),
  widen: (_entry, input) => input,
  join: (_entry, vector) => vector,
};

/** What a conditioning without sites of its own has. */
export const WITHOUT_SITES: Pick<Conditioning, 'site' | 'modulatedSites' | 'weights' | 'dispose'> = {
  site: (name, channels) => ({ name, channels }),
  modulatedSites: () => [],
  weights: () => new Map(),
  dispose: () => {},
};
