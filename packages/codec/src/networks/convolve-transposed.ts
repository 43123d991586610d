import { addProducts } from './add-products.ts';
import { type FeatureMap, filledMap } from './feature-map.ts';
import { checkKernel, type Kernel } from './kernel.ts';
import { sparsePixels } from './sparse-pixels.ts';

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
