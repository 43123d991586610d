import type { tf } from '@yoto/engine';
import type { Task } from '@yoto/training';
import { architectureOf } from './architecture.ts';
import { openPictures } from './data.ts';
import { interpolateOutputs } from './interpolate-outputs.ts';
import { vaeLosses } from './losses.ts';
import { reconstructionMetrics } from './metrics.ts';
import { createVae, type VaeOutput } from './model.ts';
import { vaePictures } from './pictures.ts';
import { betaVaeSpec } from './spec.ts';

export const betaVaeTask: Task<VaeOutput> = {
  spec: betaVaeSpec,
  async setup(context) {
    const { dataset, widthMultiplier, conditioning, seed } = context;
    const architecture = architectureOf(dataset.id, widthMultiplier);
    const pictures = await openPictures(context);
    const model = createVae(architecture, conditioning, seed);
    return {
      data: pictures,
      model,
      lossTerms: (output, batch) => vaeLosses(output, batch.images as tf.Tensor4D),
      metrics: ({ pixels }, batch) => reconstructionMetrics(pixels, batch.images as tf.Tensor4D),
      interpolate: interpolateOutputs,
      pictures: (pictures) => vaePictures(model, pictures),
      async dispose() {
        model.dispose();
        await pictures.close();
      },
    };
  },
};
