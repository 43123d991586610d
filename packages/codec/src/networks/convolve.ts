import { addProducts } from './add-products.ts';
import { type FeatureMap, filledMap } from './feature-map.ts';
import { checkKernel, type Kernel } from './kernel.ts';
import { sparsePixels } from './sparse-pixels.ts';

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
