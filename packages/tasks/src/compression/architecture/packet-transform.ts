/**
 * Where the image transforms start: an orthonormal Walsh-Hadamard packet transform of blocks of 16 x 16 pixels, spread over the
 * four layers, and its transpose. Random kernels start as random projections that first have to learn what a mean is; these
 * start as a coarse transform coder (measured: docs/results/compression.md).
 */
import type { RandomStream } from '@yoto/core';
import { elementCount, type Initialiser } from '@yoto/training';

/** A kernel of a layer that halves both sides: 2 x 2 of its 5 x 5 taps, those of the block that becomes one position. */
const SIDE = 5;
/** With 'same' padding an output position's own block begins at the second row and column of taps. */
const FIRST_TAP = 1;
const BLOCK = 2;

/** Orthonormal: brightness, and two differences of colours. */
const COLOURS = [
  [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)],
  [1 / Math.SQRT2, 0, -1 / Math.SQRT2],
  [1 / Math.sqrt(6), -2 / Math.sqrt(6), 1 / Math.sqrt(6)],
] as const;
/** Their variances in photographs, roughly; only their order with those of other packets matters. */
const COLOUR_VARIANCES = [2.6, 0.3, 0.1] as const;
/** Correlation of neighbouring pixels in photographs. */
const CORRELATION = 0.95;

/** Standard deviation of all taps that are not of the transform: small beside its 1/2, so that they can learn different things. */
const PERTURBATION = 0.003;
/** Variance of the kernels of channels that no packet is left for, relative to what would keep the variance of their inputs. */
const SPARE_VARIANCE = 0.2;

/** What a channel measures of its block: an outer product of two patterns, of one colour. */
interface Packet {
  colour: number;
  vertical: readonly number[];
  horizontal: readonly number[];
}

interface SplitPacket extends Packet {
  /** Expected in photographs, up to a factor. */
  variance: number;
  /** The channel it is made from. */
  input: number;
  /** Of the 2 x 2 taps, row by row. */
  taps: readonly number[];
}

/** One layer: `[outputs]`, fewer where channels are left over. */
type Layer = readonly SplitPacket[];

/**
 * Layers of analysis with so many outputs. Each splits every channel into four, of sums and differences of its 2 x 2
 * positions, and keeps those with the greatest variance.
 */
export function packetLayers(widths: readonly number[]): Layer[] {
  let packets: readonly Packet[] = COLOURS.map((_, colour) => ({ colour, vertical: [1], horizontal: [1] }));
  return widths.map((width) => {
    const split = packets.flatMap(splitPacket);
    const kept = split.toSorted((a, b) => b.variance - a.variance).slice(0, width);
    packets = kept;
    return kept;
  });
}

function splitPacket({ colour, vertical, horizontal }: Packet, input: number): SplitPacket[] {
  const signs = [1, -1];
  return signs.flatMap((below) =>
    signs.map((right) => {
      const packet = { colour, vertical: halves(vertical, below), horizontal: halves(horizontal, right) };
      const taps = [1, right, below, below * right].map((sign) => sign / 2);
      return { ...packet, input, taps, variance: varianceOf(packet) };
    }),
  );
}

/** The pattern, and again with this sign; of unit norm if the pattern is. */
const halves = (pattern: readonly number[], sign: number): number[] =>
  [...pattern, ...pattern.map((value) => sign * value)].map((value) => value / Math.SQRT2);

const varianceOf = ({ colour, vertical, horizontal }: Packet): number =>
  (COLOUR_VARIANCES[colour] ?? 0) * patternVariance(vertical) * patternVariance(horizontal);

const patternVariance = (pattern: readonly number[]): number =>
  pattern.reduce(
    (sum, a, i) => sum + pattern.reduce((row, b, j) => row + a * b * CORRELATION ** Math.abs(i - j), 0),
    0,
  );

/** Standard deviation of the pixels of photographs in [0, 1]. */
const PIXEL_DEVIATION = 0.25;

/** How wide each channel of a layer is expected to be, `[outputs]`; those that no packet is left for as the narrowest. */
export const packetDeviations =
  (layer: Layer): Initialiser =>
  (shape) =>
    Float32Array.from({ length: elementCount(shape) }, (_, channel) => {
      const variance = (layer[channel] ?? layer.at(-1))?.variance ?? 1;
      return PIXEL_DEVIATION * Math.sqrt(variance);
    });

/** For `[5, 5, inputs, outputs]`; inputs beyond the packets' (planes of lambda) are not listened to at first. */
export function analysisKernel(layers: readonly Layer[], index: number): Initialiser {
  return (shape, random) => kernel(layers, index, shape, random, { isTransposed: false });
}

/** The transpose of the same layer of analysis, for the kernel of a transposed convolution, `[5, 5, outputs, inputs]`. */
export function synthesisKernel(layers: readonly Layer[], index: number): Initialiser {
  return (shape, random) => kernel(layers, index, shape, random, { isTransposed: true });
}

function kernel(
  layers: readonly Layer[],
  index: number,
  shape: readonly number[],
  random: RandomStream,
  { isTransposed }: { isTransposed: boolean },
): Float32Array {
  const layer = layers[index] as Layer;
  const [, , inner = 0, outer = 0] = shape;
  const spare = Math.sqrt(SPARE_VARIANCE / (SIDE * SIDE * inner));
  const values = Float32Array.from({ length: elementCount(shape) }, (_, at) => {
    const isSpare = !isTransposed && at % outer >= layer.length;
    return random.normal() * (isSpare ? spare : PERTURBATION);
  });
  // Both kinds of kernel have the channels nearer to the picture third and the others last.
  const add = (tap: number, near: number, far: number, value: number) => {
    const row = FIRST_TAP + Math.floor(tap / BLOCK);
    const column = FIRST_TAP + (tap % BLOCK);
    const at = ((row * SIDE + column) * inner + near) * outer + far;
    values[at] = (values[at] as number) + value;
  };
  for (const [channel, { input, taps }] of layer.entries()) {
    // Packets of the first layer are of colours, which are sums of red, green and blue.
    const inputs =
      index === 0 ? (COLOURS[input] ?? []).map((part, near) => ({ near, part })) : [{ near: input, part: 1 }];
    for (const { near, part } of inputs) {
      for (const [tap, value] of taps.entries()) add(tap, near, channel, part * value);
    }
  }
  return values;
}
