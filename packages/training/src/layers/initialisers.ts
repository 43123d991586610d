/** Where weights start. Every initialiser draws from the stream it is given, so a weight is a function of its name and the seed. */
import type { RandomStream } from '@yoto/core';

/** Fills a variable of `shape` (row-major). */
export type Initialiser = (shape: readonly number[], random: RandomStream) => Float32Array;

export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((count, size) => count * size, 1);

export const zeros: Initialiser = (shape) => new Float32Array(elementCount(shape));

export const constant =
  (value: number): Initialiser =>
  (shape) =>
    new Float32Array(elementCount(shape)).fill(value);

/** Standard deviation of a standard normal truncated to (-2, 2). */
const TRUNCATED_STD = 0.87962566103423978;

/**
 * Normal draws truncated at two standard deviations, of variance `scale / n`, where n is the fan-in or the mean of
 * fan-in and fan-out (He et al. 2015; Glorot & Bengio 2010). The last two dimensions of a kernel perre taken as its
 * inputs and outputs, those before as its receptive field, as Keras does (also for transposed convolutions).
 */
export function varianceScaling(options: { scale: number; mode: 'fan-in' | 'fan-average' }): Initialiser {
  return (shape, random) => {
    const receptiveField = elementCount(shape.slice(0, -2));
    const fanIn = receptiveField * (shape.at(-2) ?? 1);
    const fanOut = receptiveField * (shape.at(-1) ?? 1);
    const fan = options.mode === 'fan-in' ? fanIn : (fanIn + fanOut) / 2;
    const deviation = Math.sqrt(options.scale / fan) / TRUNCATED_STD;
    return Float32Array.from({ length: elementCount(shape) }, () => truncatedNormal(random) * deviation);
  };
}

function truncatedNormal(random: RandomStream): number {
  for (;;) {
    const draw = random.normal();
    if (Math.abs(draw) < 2) return draw;
  }
}
