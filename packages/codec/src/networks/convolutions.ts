import { type FeatureMap, filledMap } from './feature-map.ts';
import { checkKernel, type Kernel } from './kernel.ts';

/**
 * tfjs' `conv2d` with stride 1 and padding `same`: `output[y, x] = bias + sum_{u, v} input[y + u - p, x + v - q]
 * kernel[u, v]` with p = floor((kernel height - 1) / 2), and q likewise. Sums over u, v, then input channels, in rising order.
 *
 * @param kernel `[height, width, in, out]`.
 * @param bias [out]
 * @returns a map of the same height and width.
 * @throws AppError `invalid_input` when the sizes do not fit.
 */
export function convolve(input: FeatureMap, kernel: Kernel, bias?: ArrayLike<number>): FeatureMap {
  const [kernelHeight, kernelWidth, inChannels, outChannels] = kernel.shape;
  checkKernel(kernel, inChannels, input.channels);
  const { height, width } = input;
  const output = filledMap(height, width, outChannels, bias);
  const pixels = sparsePixels(input);
  const rows = new Float64Array(inChannels * outChannels);
  const above = (kernelHeight - 1) >> 1;
  const left = (kernelWidth - 1) >> 1;
  // The tap is the outer loop, so that its weights stay in the cache, as float64, which saves converting each in the inner loop.
  for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
    const down = Math.floor(tap / kernelWidth) - above;
    const right = (tap % kernelWidth) - left;
    rows.set(kernel.values.subarray(tap * rows.length, (tap + 1) * rows.length));
    for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
      for (let x = Math.max(0, -right); x < Math.min(width, width - right); x++) {
        const at = (y * width + x) * outChannels;
        addProducts(output.values, at, outChannels, rows, pixels, (y + down) * width + x + right);
      }
    }
  }
  return output;
}

/**
 * tfjs' `conv2dTranspose` with padding `same` to `stride` times the height and width: the gradient of a `same` convolution of
 * that stride, so input pixel (i, j) adds `input[i, j] kernel[u, v]` to output pixel (stride i + u - p, stride j + v - q). That
 * convolution pads max(kernel - stride, 0) in all and the smaller half, p and q, before. Sums over u, v, then input
 * channels, in rising order.
 *
 * @param kernel `[height, width, out, in]`.
 * @param bias [out]
 * @throws AppError `invalid_input` when the sizes do not fit.
 */
export function convolveTransposed(
  input: FeatureMap,
  kernel: Kernel,
  stride: number,
  bias?: ArrayLike<number>,
): FeatureMap {
  const [kernelHeight, kernelWidth, outChannels, inChannels] = kernel.shape;
  checkKernel(kernel, inChannels, input.channels);
  const output = filledMap(input.height * stride, input.width * stride, outChannels, bias);
  const pixels = sparsePixels(input);
  const above = Math.max(kernelHeight - stride, 0) >> 1;
  const left = Math.max(kernelWidth - stride, 0) >> 1;
  for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
    const down = Math.floor(tap / kernelWidth) - above;
    const right = (tap % kernelWidth) - left;
    const rows = inputMajor(kernel, tap);
    for (let pixel = 0; pixel < input.height * input.width; pixel++) {
      const y = Math.floor(pixel / input.width) * stride + down;
      const x = (pixel % input.width) * stride + right;
      if (y < 0 || y >= output.height || x < 0 || x >= output.width) continue;
      addProducts(output.values, (y * output.width + x) * outChannels, outChannels, rows, pixels, pixel);
    }
  }
  return output;
}

/** The weights of one tap as `[in, out]`: one input channel's weights side by side. */
function inputMajor({ shape: [, , outChannels, inChannels], values }: Kernel, tap: number): Float64Array {
  const rows = new Float64Array(inChannels * outChannels);
  const start = tap * rows.length;
  for (let o = 0; o < outChannels; o++) {
    for (let i = 0; i < inChannels; i++) {
      rows[i * outChannels + o] = values[start + o * inChannels + i]!;
    }
  }
  return rows;
}

/** Rows that one pass over the output adds: fewer loads and stores of it, in the same order of additions. */
const ROWS = 8;

/**
 * `output[at + o] += sum_c input[pixel, c] * rows[c * width + o]` for o in [0, width), summed over rising c from left to
 * right, skipping zeros: one tap of a kernel for one pixel. Nearly all the time of a network is spent here.
 */
function addProducts(
  output: Float64Array,
  at: number,
  width: number,
  rows: Float64Array,
  { starts, channels, values }: SparsePixels,
  pixel: number,
): void {
  const end = starts[pixel + 1]!;
  let i = starts[pixel]!;
  for (; i + ROWS <= end; i += ROWS) {
    const [v0, r0] = [values[i]!, channels[i]! * width];
    const [v1, r1] = [values[i + 1]!, channels[i + 1]! * width];
    const [v2, r2] = [values[i + 2]!, channels[i + 2]! * width];
    const [v3, r3] = [values[i + 3]!, channels[i + 3]! * width];
    const [v4, r4] = [values[i + 4]!, channels[i + 4]! * width];
    const [v5, r5] = [values[i + 5]!, channels[i + 5]! * width];
    const [v6, r6] = [values[i + 6]!, channels[i + 6]! * width];
    const [v7, r7] = [values[i + 7]!, channels[i + 7]! * width];
    for (let o = 0; o < width; o++) {
      const first = output[at + o]! + v0 * rows[r0 + o]! + v1 * rows[r1 + o]! + v2 * rows[r2 + o]!;
      const middle = first + v3 * rows[r3 + o]! + v4 * rows[r4 + o]! + v5 * rows[r5 + o]!;
      output[at + o] = middle + v6 * rows[r6 + o]! + v7 * rows[r7 + o]!;
    }
  }
  for (; i < end; i++) {
    const [value, row] = [values[i]!, channels[i]! * width];
    for (let o = 0; o < width; o++) output[at + o] = output[at + o]! + value * rows[row + o]!;
  }
}

/** The values of a map that are not zero, by pixel: latents and what comes out of a ReLU are mostly zero. */
interface SparsePixels {
  /** By pixel, where its values start; one more entry for the end. */
  readonly starts: Int32Array;
  readonly channels: Int32Array;
  readonly values: Float64Array;
}

function sparsePixels({ height, width, channels, values }: FeatureMap): SparsePixels {
  const pixels = height * width;
  const starts = new Int32Array(pixels + 1);
  const ownChannels = new Int32Array(values.length);
  const ownValues = new Float64Array(values.length);
  let count = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[pixel * channels + channel]!;
      if (value !== 0) {
        ownChannels[count] = channel;
        ownValues[count++] = value;
      }
    }
    starts[pixel + 1] = count;
  }
  return { starts, channels: ownChannels, values: ownValues };
}
