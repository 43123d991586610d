/**
 * First weights with which the transformer paints a blurred copy of its content: the colours pass through six channels of every layer,
 * three as they are and three negated, so that a ReLU loses nothing. From random weights a network needs many thousands of steps until
 * the content is recognisable; the paper takes two million.
 */
import { type Initialiser, varianceScaling } from '@yoto/training';

const COLOURS = 3;
/** Channels that carry the picture: its colours, then their negatives. */
const CARRIERS = 2 * COLOURS;

const random = varianceScaling({ scale: 2, mode: 'fan-in' });
/** For the last layer, where all channels meet: the carried picture is heard above the others. */
const faint = varianceScaling({ scale: 0.05, mode: 'fan-in' });
/** Binomial: the blur of a layer that halves or doubles the picture. */
const BLUR = [-1, 0, 1].flatMap((row) =>
  [-1, 0, 1].map((column) => ({ row, column, weight: 1 / 4 / 2 ** (Math.abs(row) + Math.abs(column)) })),
);
const CENTRE = [{ row: 0, column: 0, weight: 1 }];

/** Carriers on either side of a layer, and where it looks for them. */
const PLACES = {
  /** Sees the colours. */
  first: { from: COLOURS, to: CARRIERS, taps: CENTRE },
  middle: { from: CARRIERS, to: CARRIERS, taps: BLUR },
  /** Makes the colours, from all channels. */
  last: { from: CARRIERS, to: COLOURS, taps: CENTRE },
};

/** Of a kernel `[size, size, inputs, outputs]`. Layers that are too narrow for the carriers start at random values. */
export function blurredCopy(place: keyof typeof PLACES): Initialiser {
  const { from, to, taps } = PLACES[place];
  return (shape, stream) => {
    const [size = 0, , inputs = 0, outputs = 0] = shape;
    const kernel = (place === 'last' ? faint : random)(shape, stream);
    if (inputs < from || outputs < to) return kernel;
    if (place !== 'last') silence(kernel, outputs, to);
    const centre = (size - 1) / 2;
    for (let input = 0; input < from; input++) {
      for (let output = input % COLOURS; output < to; output += COLOURS) {
        const sign = input < COLOURS === output < COLOURS ? 1 : -1;
        for (const { row, column, weight } of taps) {
          const position = (centre + row) * size + centre + column;
          kernel[(position * inputs + input) * outputs + output] = sign * weight;
        }
      }
    }
    return kernel;
  };
}

/** Sets all that the first outputs see to zero. */
function silence(kernel: Float32Array, outputs: number, count: number): void {
  for (let start = 0; start < kernel.length; start += outputs) kernel.fill(0, start, start + count);
}
