import { tf } from '@yoto/engine';
import { type Conditioning, createParameters, type Model } from '@yoto/training';
import type { Architecture } from './architecture.ts';
import { createDecoder, type Decoder, type PixelDistribution } from './decoder.ts';
import { createEncoder, type Encoder, type Posterior } from './encoder.ts';

export interface VaeOutput {
  posterior: Posterior;
  pixels: PixelDistribution;
}

export interface VaeModel extends Model<VaeOutput> {
  encode: Encoder;
  decode: Decoder;
  latents: number;
  likelihood: Architecture['likelihood'];
  dispose(): void;
}

/** A variational autoencoder (Kingma & Welling 2014) conditioned on lambda; `batch.images` is `[batch, side, side, 3]`. */
export function createVae(architecture: Architecture, conditioning: Conditioning, seed: number): VaeModel {
  const parameters = createParameters(seed);
  const encode = createEncoder(architecture, parameters, conditioning);
  const decode = createDecoder(architecture, parameters, conditioning);
  return {
    encode,
    decode,
    latents: architecture.latents,
    likelihood: architecture.likelihood,
    forward(batch, context) {
      const posterior = encode(batch.images as tf.Tensor4D, context);
      const noiseDraw = context.noise.normal('latents', posterior.mean.shape);
      const latents = tf.add<tf.Tensor2D>(posterior.mean, tf.mul(posterior.std, noiseDraw));
      return { posterior, pixels: decode(latents, context) };
    },
    weights: parameters.all,
    dispose: parameters.dispose,
  };
}
