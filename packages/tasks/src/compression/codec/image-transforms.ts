/** The parts of the codec that run on the engine: pictures to integers, integers to pictures, and the estimated size. */
import type { Lambda } from '@yoto/core';
import { tf } from '@yoto/engine';
import { boundedScales, gaussianLikelihood } from '../entropy-models.ts';
import { cropImages, paddedSize } from '../image-padding.ts';
import type { TrainedCompressionModel } from '../trained-model.ts';
import { asIntegers, type LatentShapes, type Latents } from './latents.ts';
import { paddedPixels, RGB_CHANNELS, type RgbPicture } from './rgb-picture.ts';

const WHITE = 255;

export async function analyse(
  { model, at }: TrainedCompressionModel,
  picture: RgbPicture,
  lambda: Lambda,
): Promise<Latents> {
  const { height, width } = paddedSize(picture.height, picture.width);
  const [y, z] = tf.tidy(() => {
    const images = tf.tensor4d(paddedPixels(picture), [1, height, width, RGB_CHANNELS]);
    const told = at(lambda, 1);
    const latents = model.analysis(images, told);
    return [tf.round(latents), tf.round(model.hyperAnalysis(latents, told))];
  });
  try {
    const [latents, hyperLatents] = await Promise.all([y.data(), z.data()]);
    return {
      latents: asIntegers(latents as Float32Array),
      hyperLatents: asIntegers(hyperLatents as Float32Array),
    };
  } finally {
    tf.dispose([y, z]);
  }
}

/** Of the size that is asked for, clipped and rounded to 8 bits. */
export async function synthesise(
  { model, at }: TrainedCompressionModel,
  { latents }: Latents,
  shapes: LatentShapes,
  { width, height, lambda }: { width: number; height: number; lambda: Lambda },
): Promise<RgbPicture> {
  const pixels = tf.tidy(() => {
    const y = tf.tensor4d(Float32Array.from(latents), shapes.latents);
    const images = cropImages(model.synthesis(y, at(lambda, 1)), height, width);
    return tf.round(tf.mul(tf.clipByValue(images, 0, 1), WHITE));
  });
  try {
    return { width, height, data: Uint8Array.from(await pixels.data()) };
  } finally {
    pixels.dispose();
  }
}

/** The bits that the rate term of an evaluation counts for these integers. */
export async function estimatedBits(
  { model }: TrainedCompressionModel,
  { latents, hyperLatents }: Latents,
  scales: Float64Array,
  shapes: LatentShapes,
): Promise<number> {
  const likelihoods = tf.tidy(() => {
    const y = tf.tensor4d(Float32Array.from(latents), shapes.latents);
    const z = tf.tensor4d(Float32Array.from(hyperLatents), shapes.hyperLatents);
    const deviations = boundedScales(tf.tensor4d(Float32Array.from(scales), shapes.latents));
    return [gaussianLikelihood(y, deviations, 'evaluate'), model.prior.likelihood(z, 'evaluate')];
  });
  try {
    const values = await Promise.all(likelihoods.map((tensor) => tensor.data()));
    return values.reduce((bits, part) => bits + bitsOf(part as Float32Array), 0);
  } finally {
    tf.dispose(likelihoods);
  }
}

/** Summed in double precision: there may be millions. */
const bitsOf = (likelihoods: Float32Array): number =>
  likelihoods.reduce((bits, likelihood) => bits - Math.log2(likelihood), 0);
