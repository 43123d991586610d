/** The frozen networks of a job: one judges content and style, one tells the style predictor what a style image is like. */
import { tf } from '@yoto/engine';
import { type FeatureNetwork, openFeatureNetwork } from '@yoto/features';
import { type FeatureNetworkId, featureNetworkSpec } from '@yoto/features/specs';
import type { FrozenWeights, TaskContext } from '@yoto/training';
import type { StyleTransferParams } from './spec.ts';

/** Where content and style are compared. All images are `[batch, height, width, 3]` in [0, 1]. */
export interface LossNetwork {
  content(images: tf.Tensor4D): tf.Tensor4D;
  /** Of the four style layers, fine to coarse. */
  styles(images: tf.Tensor4D): tf.Tensor4D[];
  /** Both in one pass. */
  both(images: tf.Tensor4D): { content: tf.Tensor4D; styles: tf.Tensor4D[] };
}

export interface StyleNetworks {
  loss: LossNetwork;
  /**
   * What the style predictor is told of style images: `[batch, vectorSize]`. `styles` are what the loss network makes of
   * the same images, where the caller has them.
   */
  describe(images: tf.Tensor4D, styles?: readonly tf.Tensor4D[]): tf.Tensor2D;
  vectorSize: number;
  frozen: readonly FrozenWeights[];
  dispose(): void;
}

/** Inception's layer of Ghiasi et al. 2017. */
const INCEPTION_LAYER = 'Mixed_6e';
/** The least side that every network takes. */
const PROBE_SIDE = 96;

/** Throws what `openFeatureNetwork` throws for weights that are missing or broken. */
export async function openStyleNetworks(
  params: StyleTransferParams,
  context: Pick<TaskContext, 'dataDir' | 'dataFolders'>,
): Promise<StyleNetworks> {
  const options = {
    dataDir: context.dataDir,
    ...(context.dataFolders && { dataFolders: context.dataFolders }),
    ...(params.download && { download: true }),
  };
  const { featureNetwork, featureWeights, styleNetwork, styleWeights } = params;
  const judge = await openFeatureNetwork(featureNetwork, {
    ...options,
    ...(featureWeights && { file: featureWeights }),
  });
  try {
    const loss = lossNetwork(judge, featureNetworkSpec(featureNetwork));
    if (styleNetwork === 'feature-network') {
      const describe: Describe = (images, styles = loss.styles(images)) => spatialMeans(styles);
      return styleNetworks({ networks: [judge], loss, describe });
    }
    const inception = await openFeatureNetwork(styleNetwork as FeatureNetworkId, {
      ...options,
      ...(styleWeights && { file: styleWeights }),
    });
    const describe: Describe = (images) =>
      spatialMeans([inception.layers(images, [INCEPTION_LAYER])[INCEPTION_LAYER]]);
    return styleNetworks({ networks: [judge, inception], loss, describe });
  } catch (error) {
    judge.dispose();
    throw error;
  }
}

type Describe = StyleNetworks['describe'];

function styleNetworks({
  networks,
  loss,
  describe,
}: {
  networks: readonly FeatureNetwork[];
  loss: LossNetwork;
  describe: Describe;
}): StyleNetworks {
  const vectorSize = tf.tidy(() => describe(tf.zeros([1, PROBE_SIDE, PROBE_SIDE, 3])).shape[1]);
  return {
    loss,
    describe,
    vectorSize,
    frozen: networks.map(({ frozen }) => frozen),
    dispose: () => {
      for (const network of networks) network.dispose();
    },
  };
}

function lossNetwork(
  network: FeatureNetwork,
  { contentLayer, styleLayers }: { contentLayer: string; styleLayers: readonly string[] },
): LossNetwork {
  const stylesOf = (layers: Record<string, tf.Tensor4D>) =>
    styleLayers.map((name) => layers[name] as tf.Tensor4D);
  return {
    content: (images) => network.layers(images, [contentLayer])[contentLayer] as tf.Tensor4D,
    styles: (images) => stylesOf(network.layers(images, styleLayers)),
    both(images) {
      const layers = network.layers(images, [...new Set([contentLayer, ...styleLayers])]);
      return { content: layers[contentLayer] as tf.Tensor4D, styles: stylesOf(layers) };
    },
  };
}

/** Keeps means from dividing by zero. */
const EPSILON = 1e-6;

/** The mean of each channel over the positions, with the vector of each layer scaled to a root mean square of 1: `[batch, channels of all]`. */
function spatialMeans(layers: readonly tf.Tensor4D[]): tf.Tensor2D {
  const vectors = layers.map((features) => {
    const means = tf.mean<tf.Tensor2D>(features, [1, 2]);
    return tf.div<tf.Tensor2D>(means, tf.sqrt(tf.add(tf.mean(tf.square(means), 1, true), EPSILON)));
  });
  return tf.concat(vectors, 1);
}
