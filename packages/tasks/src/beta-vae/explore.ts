/** A trained beta-VAE to look at: reconstructions with their losses, and samples, the noise of both the same at every lambda. */
import type { tf } from '@yoto/engine';
import type { ExploreTask } from '@yoto/training';
import { architectureOf } from './architecture.ts';
import { vaeLosses } from './losses.ts';
import { meanPixels, modelPixels, reconstructionMetrics } from './metrics.ts';
import { createVae } from './model.ts';
import { SAMPLES, sampledPixels } from './pictures.ts';
import { betaVaeSpec } from './spec.ts';

export const exploreTask: ExploreTask = {
  spec: betaVaeSpec,
  open({ spec, conditioning }) {
    const architecture = architectureOf(spec.dataset.id, spec.widthMultiplier);
    const model = createVae(architecture, conditioning, spec.seed);
    return {
      weights: model.weights,
      inputs: [{ name: 'inputs', label: 'Inputs', side: architecture.imageSize }],
      results({ images: { inputs }, forwardContext }) {
        const images = modelPixels(inputs as tf.Tensor4D, model.likelihood);
        const output = model.forward({ images }, forwardContext('evaluate', images.shape[0]));
        return [
          {
            name: 'reconstructions',
            label: 'Reconstructions',
            images: meanPixels(output.pixels),
            values: { ...vaeLosses(output, images), ...reconstructionMetrics(output.pixels, images) },
          },
        ];
      },
      samples: ({ forwardContext }) => [
        {
          name: 'samples',
          label: 'Samples',
          images: meanPixels(sampledPixels(model, forwardContext('pictures', SAMPLES))),
        },
      ],
      dispose: model.dispose,
    };
  },
};
