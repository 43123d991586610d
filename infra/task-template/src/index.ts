/** The task with its tensors; `spec.ts` says what it is. */
import { tf } from '@yoto/engine';
import type { Task } from '@yoto/training';
import { openSpots, SIDE } from './data.ts';
import { createModel } from './model.ts';
import { spec } from './spec.ts';

export const task: Task<tf.Tensor2D> = {
  spec,
  async setup(context) {
    const model = createModel(context);
    return {
      data: openSpots(context),
      model: {
        forward: (batch, lambda) => model.clean(batch.noisy as tf.Tensor2D, lambda),
        weights: model.weights,
      },
      // UNWEIGHTED, one number per example: the trainer weights them with the lambda that it has told the model.
      lossTerms: (cleaned, batch) => ({
        error: meanSquare(tf.sub(cleaned, batch.noisy as tf.Tensor2D)),
        roughness: roughness(cleaned),
        brightness: tf.mean(cleaned, 1),
      }),
      metrics: (cleaned, batch) => ({
        'clean-error': meanSquare(tf.sub(cleaned, batch.clean as tf.Tensor2D)),
      }),
      // Sheets of the dashboard's gallery: the inputs, and what the model makes of them at some lambdas.
      pictures({ batch, examples, lambdas, forwardContext }) {
        const noisy = batch.noisy as tf.Tensor2D;
        return [
          { name: 'noisy', label: 'Noisy', lambda: null, images: asPictures(noisy) },
          ...lambdas.map((lambda) => {
            const cleaned = model.clean(noisy, forwardContext(lambda, examples));
            return { name: 'cleaned', label: 'Cleaned', lambda, images: asPictures(cleaned) };
          }),
        ];
      },
      // Single examples side by side: the original and each model's result.
      examplePictures: {
        original: (batch) => asPictures(batch.noisy as tf.Tensor2D),
        result: asPictures,
      },
      dispose: model.dispose,
    };
  },
};

/** `[batch, n]` to `[batch]`. */
const meanSquare = (values: tf.Tensor2D): tf.Tensor1D => tf.mean(tf.square(values), 1);

/** `[batch, 64]` to `[batch]`: the mean square of the differences between neighbours. */
function roughness(pictures: tf.Tensor2D): tf.Tensor1D {
  const rows = pictures.reshape<tf.Tensor3D>([-1, SIDE, SIDE]);
  const from = (down: number, across: number) =>
    rows.slice([0, down, across], [-1, SIDE - 1, SIDE - 1]).reshape<tf.Tensor2D>([-1, (SIDE - 1) ** 2]);
  const here = from(0, 0);
  return tf.add(meanSquare(tf.sub(from(1, 0), here)), meanSquare(tf.sub(from(0, 1), here)));
}

/** `[batch, 64]` to `[batch, 8, 8, 1]` in [0, 1]. */
const asPictures = (pictures: tf.Tensor2D): tf.Tensor4D =>
  tf.clipByValue(pictures, 0, 1).reshape([-1, SIDE, SIDE, 1]);
