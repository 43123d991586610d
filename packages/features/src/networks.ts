/** What each feature network is made of. */
import { createHash } from 'node:crypto';
import { randomStream } from '@yoto/core';
import { encodeSafetensors, type HostTensor, varianceScaling, zeros } from '@yoto/training';
import type { Architecture, WeightLayout } from './architecture.ts';
import type { FeatureNetworkId } from './specs.ts';
import {
  TORCHVISION_INPUT,
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
  /** Weights that need no file. */
  builtIn?: () => WeightsFile;
}

const SMALL_BLOCKS: VggBlocks = [
  [16, 16],
  [32, 32],
  [64, 64, 64, 64],
];
const SMALL_ARCHITECTURE = vggArchitecture(SMALL_BLOCKS);
const SMALL_LAYOUT: WeightLayout = { nameInFile: (name) => name, filters: 'hwio', input: TORCHVISION_INPUT };

const vgg = (blocks: VggBlocks): NetworkParts => ({
  architecture: vggArchitecture(blocks),
  layouts: vggLayouts(blocks),
});

export const NETWORKS: Readonly<Record<FeatureNetworkId, NetworkParts>> = {
  vgg16: vgg(VGG16_BLOCKS),
  vgg19: vgg(VGG19_BLOCKS),
  'vgg19-blocks-1-3': vgg(VGG19_BLOCKS.slice(0, 3)),
  random: { architecture: SMALL_ARCHITECTURE, layouts: [SMALL_LAYOUT], builtIn: randomWeights },
};

/** As many networks as runs would be as many losses. */
const RANDOM_SEED = 1;

/** He et al. 2015: activations keep their scale from layer to layer. */
function randomWeights(): WeightsFile {
  const he = varianceScaling({ scale: 2, mode: 'fan-in' });
  const tensors = new Map<string, HostTensor>();
  for (const [name, shape] of SMALL_ARCHITECTURE.weights) {
    const initialiser = shape.length === 4 ? he : zeros;
    tensors.set(name, { shape, values: initialiser(shape, randomStream(RANDOM_SEED, `weights/${name}`)) });
  }
  const bytes = encodeSafetensors({ tensors, metadata: {} });
  return { name: 'random', sha256: createHash('sha256').update(bytes).digest('hex'), tensors };
}
