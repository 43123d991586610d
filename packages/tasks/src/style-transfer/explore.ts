/** A trained stylisation model to look at: a picture in one of the data set's styles, at any weights. */
import { tf } from '@yoto/engine';
import type { ExploreTask } from '@yoto/training';
import { createStyleModel } from './model.ts';
import { type StyleTransferParams, styleTransferSpec, transformerChannels } from './spec.ts';
import { styleChoices } from './style-choices.ts';

export const exploreTask: ExploreTask = {
  spec: styleTransferSpec,
  open({ spec, conditioning, tensors }) {
    const { vectors, ...choices } = styleChoices(tensors);
    const channels = transformerChannels(spec.task.params as StyleTransferParams, spec.widthMultiplier);
    const styleFeatures = vectors[0]?.length ?? 0;
    const model = createStyleModel({ channels, styleFeatures }, conditioning, spec.seed);
    const { imageSize } = spec.dataset.params as { imageSize: number };
    return {
      weights: model.weights,
      inputs: [{ name: 'contents', label: 'Content', side: imageSize, isOne: true }],
      choices: [
        {
          name: 'style',
          label: 'Style',
          note: 'The styles are those of the data set: the network that describes a style stays with the worker. The command “yoto stylize” takes any style.',
          ...choices,
        },
      ],
      results({ images, chosen: { style = 0 }, forwardContext }) {
        const contents = images.contents as tf.Tensor4D;
        const [count] = contents.shape;
        const vector = tf.tensor2d(vectors[style] as Float32Array, [1, styleFeatures]);
        const told = forwardContext('evaluate', count);
        const stylised = model.stylise(contents, tf.tile(vector, [count, 1]), told);
        return [{ name: 'stylised', label: 'Stylised', images: stylised }];
      },
      dispose: model.dispose,
    };
  },
};
