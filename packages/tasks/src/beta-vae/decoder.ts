import { tf } from '@yoto/engine';
import {
  type Conditioning,
  conv2d,
  conv2dTranspose,
  dense,
  type LambdaContext,
  type Parameters,
} from '@yoto/training';
import type { Architecture } from './architecture.ts';
import { STD_FLOOR } from './encoder.ts';
import { conditionedBlock, convolutionInitialiser, DENSE_INITIALISER, leakyRelu } from './nonlinearity.ts';

/** The distribution p(x|z) of every pixel and channel, `[batch, height, width, channels]` each. */
export type PixelDistribution =
  | { kind: 'gaussian'; mean: tf.Tensor4D; std: tf.Tensor4D }
  | { kind: 'bernoulli'; logits: tf.Tensor4D };

export type Decoder = (latents: tf.Tensor2D, lambda: LambdaContext) => PixelDistribution;

/** Two fully connected layers, blocks of transposed 3x3 convolutions, the last of each with stride 2, a 3x3 convolution. */
export function createDecoder(
  architecture: Architecture,
  parameters: Parameters,
  conditioning: Conditioning,
): Decoder {
  const { blockChannels, hiddenUnits, latents, imageChannels, likelihood } = architecture;
  const side = architecture.imageSize / 2 ** blockChannels.length;
  const lowestChannels = blockChannels.at(-1) as number;
  const initialiser = DENSE_INITIALISER;
  const hidden = dense(parameters, 'decoder/hidden', { inputs: latents, outputs: hiddenUnits, initialiser });
  const unflatten = dense(parameters, 'decoder/features', {
    inputs: hiddenUnits,
    outputs: side * side * lowestChannels,
    initialiser,
  });
  let channels = lowestChannels;
  const blocks = blockChannels.toReversed().map((outputs, index) => {
    const block = decoderBlock(architecture, parameters, conditioning, { index, inputs: channels, outputs });
    channels = outputs;
    return block;
  });
  const output = conv2d(parameters, 'decoder/pixels', {
    inputs: channels,
    outputs: likelihood === 'gaussian' ? 2 * imageChannels : imageChannels,
    size: 3,
    stride: 1,
    initialiser: convolutionInitialiser(architecture.convolutionFan),
  });
  return (z, lambda) => {
    const flat = leakyRelu(unflatten(leakyRelu(hidden(z))));
    const features = flat.reshape<tf.Tensor4D>([z.shape[0], side, side, lowestChannels]);
    return pixelDistribution(output(blocks.reduce((x, block) => block(x, lambda), features)), likelihood);
  };
}

function decoderBlock(
  { layersPerBlock, convolutionFan, blockChannels }: Architecture,
  parameters: Parameters,
  conditioning: Conditioning,
  { index, inputs, outputs }: { index: number; inputs: number; outputs: number },
): (features: tf.Tensor4D, lambda: LambdaContext) => tf.Tensor4D {
  const name = `decoder/block${index + 1}`;
  // Among the decoder's blocks the one nearest the image is the one that the `input` ablation widens.
  const entry = conditioning.blockInput(inputs, { first: index === blockChannels.length - 1 });
  const layers = Array.from({ length: layersPerBlock }, (_, layer) =>
    conv2dTranspose(parameters, `${name}/conv${layer + 1}`, {
      inputs: layer === 0 ? entry.channels : outputs,
      outputs,
      size: 3,
      stride: layer === layersPerBlock - 1 ? 2 : 1,
      initialiser: convolutionInitialiser(convolutionFan),
    }),
  );
  const block = conditionedBlock(layers, conditioning.site(name, outputs));
  return (features, lambda) => block(lambda.widen(entry, features), lambda);
}

function pixelDistribution(output: tf.Tensor4D, kind: Architecture['likelihood']): PixelDistribution {
  if (kind === 'bernoulli') return { kind, logits: output };
  const [mean, rawStd] = tf.split(output, 2, 3) as [tf.Tensor4D, tf.Tensor4D];
  return { kind, mean, std: tf.add(tf.softplus(rawStd), STD_FLOOR) };
}
