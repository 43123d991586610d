/** Clipping by the norm of all gradients together (Pascanu et al. 2013), which keeps their direction. */
import { tf } from '@yoto/engine';

/** The sum of the squares of all gradients, a scalar. Call it within `tf.tidy`. */
export function squaredNorm(gradients: ReadonlyMap<string, tf.Tensor>): tf.Scalar {
  const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)));
  return squares.length === 0 ? tf.scalar(0) : (tf.sum(tf.stack(squares)) as tf.Scalar);
}

/**
 * Replaces gradients whose `norm` is above `maxNorm` by shorter ones, and disposes of those replaced. A norm that is
 * not finite cannot be shortened: the gradients stay, and the next loss tells.
 */
export function clipGradients(gradients: Map<string, tf.Tensor>, norm: number, maxNorm: number): void {
  if (!(norm > maxNorm) || norm === Number.POSITIVE_INFINITY) return;
  for (const [name, gradient] of gradients) {
    gradients.set(name, tf.mul(gradient, maxNorm / norm));
    gradient.dispose();
  }
}
