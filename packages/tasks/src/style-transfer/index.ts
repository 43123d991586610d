import { tf } from '@yoto/engine';
import type { Task } from '@yoto/training';
import { stylize } from './commands/stylize.ts';
import { openStyleData } from './data.ts';
import { lossUnits } from './loss-units.ts';
import { contentLoss, styleLoss, totalVariation } from './losses.ts';
import { createStyleModel } from './model.ts';
import { openStyleNetworks } from './networks.ts';
import { mixPictures, stylePictures } from './pictures.ts';
import { type StyleTransferParams, styleTransferSpec, transformerChannels } from './spec.ts';
import { styleTensors } from './style-choices.ts';

interface StyleOutput {
  /** `[batch, height, width, 3]` in (0, 1), as large as the contents. */
  stylised: tf.Tensor4D;
  /** What the loss network makes of the style images, layer by layer. */
  styles: readonly tf.Tensor4D[];
}

export const styleTransferTask: Task<StyleOutput> = {
  spec: styleTransferSpec,
  commands: { stylize },
  async setup(context) {
    const params = context.params as StyleTransferParams;
    const { widthMultiplier, conditioning, seed } = context;
    const data = await openStyleData(context);
    const networks = await openStyleNetworks(params, context).catch(async (error: unknown) => {
      await data.close();
      throw error;
    });
    const units = lossUnits(params.featureNetwork);
    const channels = transformerChannels(params, widthMultiplier);
    const model = createStyleModel({ channels, styleFeatures: networks.vectorSize }, conditioning, seed);
    return {
      data,
      frozen: networks.frozen,
      model: {
        weights: model.weights,
        forward(batch, lambda) {
          const [contents, images] = [batch.contents as tf.Tensor4D, batch.styles as tf.Tensor4D];
          const styles = networks.loss.styles(images);
          return { stylised: model.stylise(contents, networks.describe(images, styles), lambda), styles };
        },
      },
      lossTerms({ stylised, styles }, batch) {
        const features = networks.loss.both(stylised);
        const content = contentLoss(features.content, networks.loss.content(batch.contents as tf.Tensor4D));
        const [first, second, third, fourth] = features.styles.map((layer, index) =>
          tf.div(styleLoss(layer, styles[index] as tf.Tensor4D), units.styles[index] as number),
        ) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
        return {
          content: tf.div(content, units.content),
          'style-1': first,
          'style-2': second,
          'style-3': third,
          'style-4': fourth,
          tv: totalVariation(stylised),
        };
      },
      metrics: () => ({}),
      interpolate: (least, greatest, share) => ({
        stylised: mixPictures(least.stylised, greatest.stylised, share),
        styles: least.styles,
      }),
      examplePictures: {
        original: (batch) => batch.contents as tf.Tensor4D,
        result: ({ stylised }) => stylised,
      },
      pictures: (pictures) => stylePictures(model, networks, pictures),
      exploreTensors: async () => styleTensors(await data.choosableStyles(), networks),
      async dispose() {
        model.dispose();
        networks.dispose();
        await data.close();
      },
    };
  },
};
