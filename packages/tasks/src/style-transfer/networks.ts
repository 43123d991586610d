/** The frozen networks of a job: one judges content and style, one tells the style predictor what a style image is like. */
import { tf } from '@yoto/engine';
import { type FeatureNetwork, openFeatureNetwork } from '@yoto/features';
import { type FeatureNetworkId, featureNetworkSpec } from '@yoto/features/specs';
import type { FrozenWeights, TaskContext } from '@yoto/training';
import type { StyleTransferParams } from './spec.ts';

/** Where content and style are compared. All images are `[batch, height, width, 3]` in [0, 1]. */
interface LossNetwork {
  content(images: tf.Tensor4D): tf.Tensor4D;
  /** Of the four style layers, fine to coarse. */
  styles(images: tf.Tensor4D): tf.Tensor4D[];
  /** Both in one pass. */
  both(images: tf.Tensor4D): { content: tf.Tensor4D; styles: tf.Tensor4D[] };
}

/** What the style predictor is told of style images. */
export interface StyleDescriber {
  /**
   * `[batch, vectorSize]`. `styles` are what the loss network makes of the same images, where the caller has them.
   */
  describe(images: tf.Tensor4D, styles?: readonly tf.Tensor4D[]): tf.Tensor2D;
  vectorSize: number;
  frozen: readonly FrozenWeights[];
  dispose(): void;
}

export interface StyleNetworks extends StyleDescriber {
  loss: LossNetwork;
}

/** Inception's layer of Ghiasi et al. 2017. */
const INCEPTION_LAYER = 'Mixed_6e';
/** The least side that every network takes. */
const PROBE_SIDE = 96;

type WeightsLocation = Pick<TaskContext, 'dataDir' | 'dataFolders'>;

/** Throws what `openFeatureNetwork` throws for weights that are missing or broken. */
export async function openStyleNetworks(
  params: StyleTransferParams,
  location: WeightsLocation,
): Promise<StyleNetworks> {
  const judge = await openNetwork(params.featureNetwork, params.featureWeights, params, location);
  const loss = lossNetwork(judge, featureNetworkSpec(params.featureNetwork));
  if (params.styleNetwork === 'feature-network') {
    const describe: Describe = (images, styles = loss.styles(images)) => spatialMeans(styles);
    return { loss, ...describerOf(judge, describe) };
  }
  try {
    const describer = await openStyleDescriber(params, location);
    return {
      loss,
      ...describer,
      frozen: [judge.frozen, ...describer.frozen],
      dispose() {
        judge.dispose();
        describer.dispose();
      },
    };
  } catch (error) {
    judge.dispose();
    throw error;
  }
}

/** All that a trained model needs to paint: the loss network is opened only where it describes styles as well. */
export async function openStyleDescriber(
  params: StyleTransferParams,
  location: WeightsLocation,
): Promise<StyleDescriber> {
  if (params.styleNetwork === 'feature-network') return openStyleNetworks(params, location);
  const inception = await openNetwork(params.styleNetwork, params.styleWeights, params, location);
  return describerOf(inception, (images) =>
    spatialMeans([inception.layers(images, [INCEPTION_LAYER])[INCEPTION_LAYER]]),
  );
}

const openNetwork = (
  id: FeatureNetworkId,
  file: string | undefined,
  { download }: Pick<StyleTransferParams, 'download'>,
  { dataDir, dataFolders }: WeightsLocation,
): Promise<FeatureNetwork> =>
  openFeatureNetwork(id, {
    dataDir,
    ...(dataFolders && { dataFolders }),
    ...(download && { download }),
    ...(file !== undefined && { file }),
  });

type Describe = StyleDescriber['describe'];

function describerOf({ frozen, dispose }: FeatureNetwork, describe: Describe): StyleDescriber {
  const vectorSize = tf.tidy(() => describe(tf.zeros([1, PROBE_SIDE, PROBE_SIDE, 3])).shape[1]);
  return { describe, vectorSize, frozen: [frozen], dispose };
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
