/** What there is to see of a stylisation model: contents and styles, and what it makes of them at each lambda. */
import type { Lambda } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { PictureContext, PictureSet } from '@yoto/training';
import type { StyleModel } from './model.ts';
import type { StyleNetworks } from './networks.ts';

/** Pairs of a content and a style. */
export const MOST_PICTURES = 4;

/** Of an interpolation, the pictures of both models are averaged (paper, section 4.3). */
export function stylePictures(
  model: Pick<StyleModel, 'stylise'>,
  networks: Pick<StyleNetworks, 'describe'>,
  context: PictureContext,
): PictureSet[] {
  const count = Math.min(MOST_PICTURES, context.examples);
  const [contents, styles] = [first(context.batch.contents, count), first(context.batch.styles, count)];
  const vectors = networks.describe(styles);
  const stylised = (lambda: Lambda): tf.Tensor4D =>
    tf.tidy(() =>
      context.atLambda(
        lambda,
        (own) => model.stylise(contents, vectors, context.forwardContext(own, count)),
        mixPictures,
      ),
    );
  return [
    { name: 'contents', label: 'Contents', lambda: null, images: contents },
    { name: 'styles', label: 'Styles', lambda: null, images: styles },
    ...context.lambdas.map(
      (lambda): PictureSet => ({ name: 'stylised', label: 'Stylised', lambda, images: stylised(lambda) }),
    ),
  ];
}

/** `share` of `greatest` and the rest of `least` (paper, section 4.3). */
export const mixPictures = (least: tf.Tensor4D, greatest: tf.Tensor4D, share: number): tf.Tensor4D =>
  tf.add(tf.mul(least, 1 - share), tf.mul(greatest, share));

const first = (images: tf.Tensor | undefined, count: number): tf.Tensor4D =>
  (images as tf.Tensor4D).slice([0, 0, 0, 0], [count, -1, -1, -1]);
