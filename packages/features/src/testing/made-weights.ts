/** Weights of Inception v3 by a formula, the same as in reference-activations.py, as a file of Keras names them. */
import type { HostTensor } from '@yoto/training';
import { INCEPTION } from '../inception/inception-architecture.ts';

/** The first convolution is `conv2d_<firstNumber>`. */
export function madeInceptionWeights(firstNumber: number): Map<string, HostTensor> {
  const tensors = new Map<string, HostTensor>();
  const filters = [...INCEPTION.weights.values()].filter((shape) => shape.length === 4);
  for (const [place, shape] of filters.entries()) {
    const [rows = 0, columns = 0, inputs = 0, outputs = 0] = shape;
    const fanIn = rows * columns * inputs;
    const number = place + firstNumber;
    const suffix = number === 0 ? '' : `_${number}`;
    const scale = Math.sqrt(24 / fanIn);
    const kernel = made(4 * place, fanIn * outputs).map((value) => value * scale);
    tensors.set(`conv2d${suffix}/kernel`, { shape, values: kernel });
    const part = (name: string, index: number, of: (value: number) => number) =>
      tensors.set(`batch_normalization${suffix}/${name}`, {
        shape: [outputs],
        values: made(4 * place + index, outputs).map(of),
      });
    part('beta', 1, (value) => value * 0.4);
    part('moving_mean', 2, (value) => value * 0.4);
    part('moving_variance', 3, (value) => value + 1);
  }
  return tensors;
}

/** Numbers in [-0.5, 0.5) that a hash makes of the place and the stream. */
function made(stream: number, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => {
    let hash = (Math.imul(index, 2654435761) + stream * 40503 + 1) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 13), 3266489917) >>> 0;
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 - 0.5;
  });
}
