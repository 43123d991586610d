/** The best picture that fits: a search over lambda, which moves a conditioned model along its frontier. */
import { AppError } from '@yoto/core';
import type { CompressedPicture, ImageCodec } from './open-codec.ts';
import type { RgbPicture } from './rgb-picture.ts';

/** Of the target: what is nearer below it is near enough. */
const CLOSE = 0.005;
const MOST_TRIALS = 14;

export interface SizedPicture extends CompressedPicture {
  /** How many lambdas were tried. */
  trials: number;
  /** False when the model's best picture is clearly smaller than what was asked for. */
  reachedTarget: boolean;
}

/**
 * The file with the greatest lambda found that takes at most `bitsPerPixel`, by bisection on the real size of whole files.
 * Throws `invalid_input` when even the smallest is larger, and for a model of one lambda.
 */
export async function compressToSize(
  codec: Pick<ImageCodec, 'compress' | 'limits'>,
  picture: RgbPicture,
  bitsPerPixel: number,
): Promise<SizedPicture> {
  const { min, max } = codec.limits;
  if (min === max) throw oneLambda(min);
  const pixels = picture.width * picture.height;
  const target = bitsPerPixel * pixels;
  const greatest = await codec.compress(picture, max);
  if (greatest.bits <= target) {
    return { ...greatest, trials: 1, reachedTarget: greatest.bits >= (1 - CLOSE) * target };
  }
  let best = await codec.compress(picture, min);
  if (best.bits > target) throw tooSmall(bitsPerPixel, best.bits / pixels, min);
  let tooLarge = max;
  let trials = 2;
  // Sizes grow by about a power of lambda, so the middle is that of the logarithms.
  while (trials < MOST_TRIALS && best.bits < (1 - CLOSE) * target) {
    const middle = await codec.compress(picture, Math.sqrt(best.lambda * tooLarge));
    trials += 1;
    if (middle.bits <= target) best = middle;
    else tooLarge = middle.lambda;
  }
  return { ...best, trials, reachedTarget: true };
}

const oneLambda = (lambda: number) =>
  new AppError(
    'invalid_input',
    `This model was trained for one weight (${lambda}): it cannot aim at a size`,
    {
      details: { fix: 'leave --bpp out, or use the model of a YOTO job' },
    },
  );

const tooSmall = (target: number, reached: number, lambda: number) =>
  new AppError(
    'invalid_input',
    `The smallest file that this model makes of the picture has ${reached.toPrecision(3)} bits per pixel (lambda ${lambda}); ${target} is less`,
    { details: { fix: `choose a --bpp of at least ${(Math.ceil(reached * 1000) / 1000).toFixed(3)}` } },
  );
