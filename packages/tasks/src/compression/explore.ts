/** A trained compression model to look at: decoded pictures with the size that their files would have. */
import { tf } from '@yoto/engine';
import type { ExploreTask } from '@yoto/training';
import { networkSizes } from './architecture/network-sizes.ts';
import { bitsPerPixel } from './losses.ts';
import { decodedPixels, peakSignalToNoiseRatio } from './metrics.ts';
import { createCompressionModel } from './model.ts';
import { LARGEST_CROP } from './pictures.ts';
import { type CompressionParams, compressionSpec } from './spec.ts';

const BITS = 8;

export const exploreTask: ExploreTask = {
  spec: compressionSpec,
  open({ spec, conditioning }) {
    const sizes = networkSizes(spec.task.params as CompressionParams, spec.widthMultiplier);
    const model = createCompressionModel(sizes, conditioning, spec.seed);
    return {
      weights: model.weights,
      inputs: [{ name: 'originals', label: 'Originals', side: LARGEST_CROP }],
      measures: [
        { name: 'bytes', label: 'Size (estimated)', unit: 'bytes' },
        { name: 'bpp', label: 'Bits per pixel (estimated)', unit: 'bpp' },
      ],
      results({ images: { originals }, forwardContext }) {
        const images = originals as tf.Tensor4D;
        const [count, height, width] = images.shape;
        const output = model.forward({ images }, forwardContext('evaluate', count));
        const decoded = decodedPixels(output.reconstruction);
        const bpp = bitsPerPixel(output);
        const bytes = tf.ceil(tf.mul<tf.Tensor1D>(bpp, (height * width) / BITS));
        return [
          {
            name: 'reconstructions',
            label: 'Reconstructions',
            images: decoded,
            values: { bytes, bpp, psnr: peakSignalToNoiseRatio(decoded, images) },
            captions: ['bytes', 'bpp', 'psnr'],
          },
        ];
      },
      dispose: model.dispose,
    };
  },
};
