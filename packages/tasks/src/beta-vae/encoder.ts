import { tf } from '@yoto/engine';
import { type Conditioning, conv2d, dense, type LambdaContext, type Parameters } from '@yoto/training';
import type { Architecture } from './architecture.ts';
import { conditionedBlock, convolutionInitialiser, DENSE_INITIALISER, leakyRelu } from './nonlinearity.ts';

/** The approximate posterior q(z|x): a diagonal Gaussian, `[batch, latents]` each. */
export interface Posterior {
  mean: tf.Tensor2D;
  std: tf.Tensor2D;
}

export type Encoder = (images: tf.Tensor4D, lambda: LambdaContext) => Posterior;

/** Added to every standard deviation, so that its logarithm and inverse stay finite. */
export const STD_FLOOR = 1e-6;

/** Blocks of 3x3 convolutions, the first of each with stride 2, then two fully connected layers. */
export function createEncoder(
  architecture: Architecture,
  parameters: Parameters,
  conditioning: Conditioning,
): Encoder {
  const { blockChannels, hiddenUnits, latents } = architecture;
  let channels = architecture.imageChannels;
  const blocks = blockChannels.map((outputs, index) => {
    const block = encoderBlock(architecture, parameters, conditioning, { index, inputs: channels, outputs });
    channels = outputs;
    return block;
  });
  const side = architecture.imageSize / 2 ** blockChannels.length;
  const hidden = dense(parameters, 'encoder/hidden', {
    inputs: side * side * channels,
    outputs: hiddenUnits,
    initialiser: DENSE_INITIALISER,
  });
  const output = dense(parameters, 'encoder/posterior', {
    inputs: hiddenUnits,
    outputs: 2 * latents,
    initialiser: DENSE_INITIALISER,
  });
  return (images, lambda) => {
    const features = blocks.reduce((x, block) => block(x, lambda), images);
    const flat = features.reshape<tf.Tensor2D>([images.shape[0], -1]);
    const [mean, rawStd] = tf.split(output(leakyRelu(hidden(flat))), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    return { mean, std: tf.add(tf.softplus(rawStd), STD_FLOOR) };
  };
}

function encoderBlock(
  { layersPerBlock, convolutionFan }: Architecture,
  parameters: Parameters,
  conditioning: Conditioning,
  { index, inputs, outputs }: { index: number; inputs: number; outputs: number },
): (images: tf.Tensor4D, lambda: LambdaContext) => tf.Tensor4D {
  const name = `encoder/block${index + 1}`;
  const entry = conditioning.blockInput(inputs, { first: index === 0 });
  const layers = Array.from({ length: layersPerBlock }, (_, layer) =>
    conv2d(parameters, `${name}/conv${layer + 1}`, {
      inputs: layer === 0 ? entry.channels : outputs,
      outputs,
      size: 3,
      stride: layer === 0 ? 2 : 1,
      initialiser: convolutionInitialiser(convolutionFan),
    }),
  );
  const block = conditionedBlock(layers, conditioning.site(name, outputs));
  return (images, lambda) => block(lambda.widen(entry, images), lambda);
}
