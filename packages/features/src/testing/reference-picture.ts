/** The picture of reference-activations.py: `[1, height, width, 3]`, RGB in [0, 1]. */
import { tf } from '@yoto/engine';

export function referencePicture(height: number, width: number): tf.Tensor4D {
  const values = Array.from({ length: height * width * 3 }, (_, index) => {
    const [y, x, c] = [Math.floor(index / (width * 3)), Math.floor(index / 3) % width, index % 3];
    return 0.5 + 0.25 * Math.sin(0.7 * x + 1.3 * c) + 0.25 * Math.cos(0.4 * y * (c + 1) + 0.1 * x);
  });
  return tf.tensor4d(values, [1, height, width, 3]);
}
