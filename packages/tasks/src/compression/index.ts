import type { tf } from '@yoto/engine';
import type { Task } from '@yoto/training';
import { networkSizes } from './architecture/network-sizes.ts';
import { compress } from './commands/compress.ts';
import { decompress } from './commands/decompress.ts';
import { openPhotographs } from './data.ts';
import { fileRate } from './file-rate.ts';
import { bitsPerPixel, distortion } from './losses.ts';
import { measureClassicalCodec } from './measure-classical-codec.ts';
import { compressionMetrics, decodedPixels } from './metrics.ts';
import { type CompressionOutput, createCompressionModel } from './model.ts';
import { compressionPictures } from './pictures.ts';
import { type CompressionParams, compressionSpec } from './spec.ts';

export const compressionTask: Task<CompressionOutput> = {
  spec: compressionSpec,
  commands: { compress, decompress },
  async setup(context) {
    const photographs = await openPhotographs(context);
    const { params, widthMultiplier, conditioning, seed } = context;
    const sizes = networkSizes(params as CompressionParams, widthMultiplier);
    const model = createCompressionModel(sizes, conditioning, seed);
    return {
      data: photographs,
      model,
      lossTerms: (output, batch) => ({
        rate: bitsPerPixel(output),
        distortion: distortion(output.reconstruction, batch.images as tf.Tensor4D),
      }),
      metrics: (output, batch) => compressionMetrics(output, batch.images as tf.Tensor4D),
      hostMetrics: (trained) => fileRate(trained, sizes, conditioning),
      evaluateCodec: (codec) => measureClassicalCodec(photographs.evaluation, codec),
      examplePictures: {
        original: (batch) => batch.images as tf.Tensor4D,
        result: ({ reconstruction }) => decodedPixels(reconstruction),
      },
      pictures: (pictures) => compressionPictures(model, pictures),
      async dispose() {
        model.dispose();
        await photographs.close();
      },
    };
  },
};
