/** What there is to see of a VAE: figures 3 and 8 of the paper, and a walk along its latents. */
import type { Lambda } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { ForwardContext, LambdaContext, PictureContext, PictureSet } from '@yoto/training';
import type { PixelDistribution } from './decoder.ts';
import { interpolatePixels } from './interpolate-outputs.ts';
import { latentDivergence } from './losses.ts';
import { dataPixels, meanPixels } from './metrics.ts';
import type { VaeModel } from './model.ts';

export const SAMPLES = 8;
const TRAVERSED_LATENTS = 6;
/** In standard deviations of the prior, about the posterior mean. */
const TRAVERSAL = [-2, -4 / 3, -2 / 3, 0, 2 / 3, 4 / 3, 2];

/**
 * The inputs, then their reconstructions, samples and traversals for every lambda, with the same noise for all. Of an
 * interpolation, both models make each of them, from their own latents, and the parameters of their pixels are averaged.
 */
export function vaePictures(model: VaeModel, context: PictureContext): PictureSet[] {
  const images = context.batch.images as tf.Tensor4D;
  const inputs = {
    name: 'inputs',
    label: 'Inputs',
    lambda: null,
    images: dataPixels(images, model.likelihood),
  };
  const perLambda = context.lambdas.flatMap((lambda): PictureSet[] => {
    const { examples } = context;
    /** The mean picture of what each of the models makes of a lambda that it is told. */
    const shown = (make: (told: (size: number) => ForwardContext) => PixelDistribution): tf.Tensor4D =>
      tf.tidy(() => {
        const makeAt = (own: Lambda) => make((size) => context.forwardContext(own, size));
        return meanPixels(context.atLambda(lambda, makeAt, interpolatePixels));
      });
    const reconstructions = shown((told) => model.forward(context.batch, told(examples)).pixels);
    const samples = shown((told) => sampledPixels(model, told(SAMPLES)));
    const traversals = shown((told) => {
      const latents = traversedLatents(model, images, told(examples));
      return model.decode(latents, told(latents.shape[0]));
    });
    const columns = TRAVERSAL.length;
    return [
      { name: 'reconstructions', label: 'Reconstructions', lambda, images: reconstructions },
      { name: 'samples', label: 'Samples', lambda, images: samples },
      { name: 'traversals', label: 'Latent traversals', lambda, images: traversals, columns },
    ];
  });
  return [inputs, ...perLambda];
}

/** What the decoder makes of `SAMPLES` draws from the prior. */
export const sampledPixels = (model: VaeModel, context: ForwardContext): PixelDistribution =>
  model.decode(context.noise.normal('samples', [SAMPLES, model.latents]) as tf.Tensor2D, context);

/**
 * The posterior mean of the first image with one latent moved, one latent per row, those first that tell the most (by their
 * mean KL divergence over the images): `[rows * steps, latents]`.
 */
function traversedLatents(model: VaeModel, images: tf.Tensor4D, lambda: LambdaContext): tf.Tensor2D {
  const posterior = model.encode(images, lambda);
  const rows = Math.min(TRAVERSED_LATENTS, model.latents);
  const { indices } = tf.topk(tf.mean(latentDivergence(posterior), 0), rows);
  const directions = tf.gather(tf.eye(model.latents), indices).expandDims(1);
  const steps = tf.tensor3d(TRAVERSAL, [1, TRAVERSAL.length, 1]);
  const mean = tf.slice(posterior.mean, [0, 0], [1, model.latents]).expandDims(0);
  return tf.add(mean, tf.mul(directions, steps)).reshape([rows * TRAVERSAL.length, model.latents]);
}
