/** What each feature network is made of. */
import type { Architecture, WeightLayout } from './architecture.ts';
import { foldNormalisation } from './inception/fold-normalisation.ts';
import { INCEPTION, INCEPTION_LAYOUTS } from './inception/inception-architecture.ts';
import { randomWeights } from './random-weights.ts';
import { SMALL_VGG, SMALL_VGG_LAYOUT, smallVggWeights } from './small-vgg/small-vgg.ts';
import type { FeatureNetworkId } from './specs.ts';
import { SQUEEZENET, SQUEEZENET_LAYOUTS } from './squeezenet/squeezenet-architecture.ts';
import {
  VGG16_BLOCKS,
  VGG19_BLOCKS,
  type VggBlocks,
  vggArchitecture,
  vggLayouts,
} from './vgg/vgg-architecture.ts';
import type { WeightsFile } from './weights/read-weights.ts';

interface NetworkParts {
  architecture: Architecture;
  /** The ways in which files store its weights. */
  layouts: readonly WeightLayout[];
  /** Brings what a file has to the architecture's weights, where it is more than a layout. */
  prepare?: (file: WeightsFile) => WeightsFile;
  /** Weights that need no file. */
  builtIn?: () => WeightsFile | Promise<WeightsFile>;
}

const vgg = (blocks: VggBlocks): NetworkParts => ({
  architecture: vggArchitecture(blocks),
  layouts: vggLayouts(blocks),
});

export const NETWORKS: Readonly<Record<FeatureNetworkId, NetworkParts>> = {
  vgg16: vgg(VGG16_BLOCKS),
  vgg19: vgg(VGG19_BLOCKS),
  'vgg19-blocks-1-3': vgg(VGG19_BLOCKS.slice(0, 3)),
  squeezenet1_1: { architecture: SQUEEZENET, layouts: SQUEEZENET_LAYOUTS },
  'inception-v3': { architecture: INCEPTION, layouts: INCEPTION_LAYOUTS, prepare: foldNormalisation },
  'small-vgg': { architecture: SMALL_VGG, layouts: [SMALL_VGG_LAYOUT], builtIn: () => smallVggWeights() },
  random: { architecture: SMALL_VGG, layouts: [SMALL_VGG_LAYOUT], builtIn: () => randomWeights(SMALL_VGG) },
};
