/** The rate of real files: every evaluation picture is coded as `yoto compress` would. */
import { AppError } from '@yoto/core';
import type { Conditioning, HostArray, HostMetrics, TrainedModel } from '@yoto/training';
import type { NetworkSizes } from './architecture/network-sizes.ts';
import { createEntropyCoder } from './codec/entropy-coder.ts';
import { asIntegers, latentShapes } from './codec/latents.ts';
import { lambdaLimits } from './codec/limits.ts';
import { pictureWriter } from './codec/picture-writer.ts';
import type { CompressionOutput } from './model.ts';

/** As long as a job's: files differ in nothing else of one model. */
const IDENTITY = { modelId: '00000000-0000-0000-0000-000000000000', fingerprint: '0'.repeat(64) };

/** `file-bpp` of the spec; NaN for a picture that cannot be coded because training has diverged. */
export function fileRate(
  { spec, weights }: TrainedModel,
  sizes: NetworkSizes,
  conditioning: Conditioning,
): HostMetrics<CompressionOutput> {
  const { term } = lambdaLimits(spec);
  const siteNames = conditioning.modulatedSites().map(({ name }) => name);
  const entropy = createEntropyCoder({ spec, weights, term, siteNames });
  const write = pictureWriter({ entropy, term, identity: IDENTITY });
  return {
    inputs: ({ latents, hyperLatents }) => ({ latents, hyperLatents }),
    async measure(inputs, batch, lambda) {
      const [count = 0, height = 0, width = 0] = (batch.images as HostArray).shape;
      const shapes = latentShapes({ height, width }, sizes);
      const bitsPerPixel = (example: number): number => {
        const [latents, hyperLatents] = [inputs.latents, inputs.hyperLatents].map((all) =>
          asIntegers(exampleOf(all as HostArray, example, count)),
        ) as [Int32Array, Int32Array];
        const { file } = write({ latents, hyperLatents }, { width, height }, shapes, lambda[term] as number);
        return (8 * file.length) / (width * height);
      };
      return {
        'file-bpp': Array.from({ length: count }, (_, example) => orNaN(() => bitsPerPixel(example))),
      };
    },
  };
}

/** One row of a batch. */
function exampleOf({ data }: HostArray, example: number, count: number): Float32Array {
  const size = data.length / count;
  return Float32Array.from(data.subarray(example * size, (example + 1) * size));
}

function orNaN(measure: () => number): number {
  try {
    return measure();
  } catch (error) {
    if (error instanceof AppError && error.code === 'diverged') return Number.NaN;
    throw error;
  }
}
