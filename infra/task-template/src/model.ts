/** Two layers from a noisy picture to a clean one. Lambda enters at the input or modulates the hidden layer. */
import { tf } from '@yoto/engine';
import {
  createParameters,
  dense,
  type LambdaContext,
  type TaskContext,
  varianceScaling,
} from '@yoto/training';
import { PIXELS } from './data.ts';

export function createModel({ params, widthMultiplier, conditioning, seed }: TaskContext) {
  const hiddenUnits = Math.max(1, Math.round(Number(params.hiddenUnits) * widthMultiplier));
  // The first weights are a function of the seed alone.
  const parameters = createParameters(seed);
  const initialiser = varianceScaling({ scale: 1, mode: 'fan-in' });
  // The places where lambda enters: declared here, used in `clean`.
  const entry = conditioning.blockInput(PIXELS, { first: true });
  const site = conditioning.site('hidden', hiddenUnits);
  const hidden = dense(parameters, 'hidden', { inputs: entry.channels, outputs: hiddenUnits, initialiser });
  const output = dense(parameters, 'output', { inputs: hiddenUnits, outputs: PIXELS, initialiser });
  return {
    /** `[batch, 64]` to `[batch, 64]`, each example with its own lambda. */
    clean(noisy: tf.Tensor2D, context: LambdaContext): tf.Tensor2D {
      const features = tf.leakyRelu(context.modulate(site, hidden(context.widen(entry, noisy))));
      return tf.sigmoid(output(features));
    },
    weights: parameters.all,
    dispose: parameters.dispose,
  };
}
