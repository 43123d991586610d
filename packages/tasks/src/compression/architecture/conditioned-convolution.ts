/** A convolution as all four networks have them: told lambda, and without a nonlinearity of its own. */
import type { tf } from '@yoto/engine';
import {
  type Conditioning,
  conv2d,
  conv2dTranspose,
  type Initialiser,
  type LambdaContext,
  type Parameters,
  varianceScaling,
  zeros,
} from '@yoto/training';

/** `[batch, height, width, channels]` with the lambdas of its examples. */
export type Transform = (x: tf.Tensor4D, lambda: LambdaContext) => tf.Tensor4D;

/** What the networks are built from, and their variables kept in. */
export interface NetworkBuilder {
  parameters: Parameters;
  conditioning: Conditioning;
}

export interface ConditionedConvolution {
  name: string;
  direction: 'down' | 'up';
  inputs: number;
  outputs: number;
  size: 3 | 5;
  stride: 1 | 2;
  /** It sees the picture, or makes it: the one of its network that the `input` ablation tells lambda. */
  isAtImage?: boolean;
  /** Where the bias starts, zeros unless given. */
  biasInitialiser?: Initialiser;
  /** Where the kernel starts: unless given, at random values that keep the variance. */
  initialiser?: Initialiser;
}

/** FiLM (or planes of lambda) on every convolution (paper, section 4.2), before GDN or ReLU. */
export function conditionedConvolution(
  { parameters, conditioning }: NetworkBuilder,
  convolution: ConditionedConvolution,
): Transform {
  const { name, direction, inputs, outputs, size, stride, biasInitialiser = zeros } = convolution;
  const entry = conditioning.blockInput(inputs, { first: convolution.isAtImage ?? false });
  const create = direction === 'down' ? conv2d : conv2dTranspose;
  const layer = create(parameters, name, {
    inputs: entry.channels,
    outputs,
    size,
    stride,
    initialiser: convolution.initialiser ?? varianceKeeping(convolution),
    biasInitialiser,
  });
  const site = conditioning.site(name, outputs);
  return (x, lambda) => lambda.modulateLayer(site, layer, lambda.widen(entry, x), 1);
}

/**
 * Each output of a transposed convolution is a sum of `inputs * (size / stride)^2` products, and the
 * last but one dimension of its kernel, which fan-in scaling takes for the inputs, are its outputs.
 */
function varianceKeeping({ direction, inputs, outputs, stride }: ConditionedConvolution): Initialiser {
  const correction = direction === 'up' ? (stride ** 2 * outputs) / inputs : 1;
  return varianceScaling({ scale: correction, mode: 'fan-in' });
}
