/** The feature networks as data: what tasks offer as parameters. Loads no tensors. */
import { z } from 'zod';

export interface FeatureNetworkSpec {
  id: FeatureNetworkId;
  title: string;
  description: string;
  /** The layer whose activations stand for what a picture shows. */
  contentLayer: string;
  /** The layers whose Gram matrices stand for its style, from fine to coarse. */
  styleLayers: readonly [string, string, string, string];
  /** Weights files that it is looked for in, first to last; none where the weights are built in. */
  files: readonly string[];
}

export const FEATURE_NETWORK_IDS = ['vgg16', 'vgg19', 'vgg19-blocks-1-3', 'random'] as const;
export const featureNetworkIdSchema = z.enum(FEATURE_NETWORK_IDS);
export type FeatureNetworkId = z.infer<typeof featureNetworkIdSchema>;

const VGG_LICENCE = 'K. Simonyan and A. Zisserman, CC BY 4.0.';
const BLOCKS_1_TO_4 = ['block1_conv2', 'block2_conv2', 'block3_conv3', 'block4_conv3'] as const;
const BLOCKS_1_TO_3 = ['block1_conv2', 'block2_conv2', 'block3_conv3', 'block3_conv4'] as const;
const VGG16_FILES = ['vgg16.safetensors'];
const VGG19_FILES = ['vgg19.safetensors'];

export const FEATURE_NETWORKS: readonly FeatureNetworkSpec[] = [
  {
    id: 'vgg16',
    title: 'VGG16',
    description: `The network of the paper: 13 convolutions, trained on ImageNet. ${VGG_LICENCE}`,
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_4,
    files: VGG16_FILES,
  },
  {
    id: 'vgg19',
    title: 'VGG19',
    description: `VGG16 with one more convolution in each of the blocks 3 to 5, trained on ImageNet. ${VGG_LICENCE}`,
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_4,
    files: VGG19_FILES,
  },
  {
    id: 'vgg19-blocks-1-3',
    title: 'VGG19, blocks 1 to 3',
    description:
      'The first 8 convolutions of VGG19. The fourth style layer is one of block 3, block3_conv4, because the file ends ' +
      `there: style is judged at smaller scales than with the whole network. ${VGG_LICENCE}`,
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_3,
    files: ['vgg19_block1-3.safetensors', ...VGG19_FILES],
  },
  {
    id: 'random',
    title: 'Random features',
    description:
      'A small network of the same form with random weights, always the same: for tests, and to see what training adds. ' +
      'No meaningful style.',
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_3,
    files: [],
  },
];

/** The spec with this id. */
export function featureNetworkSpec(id: FeatureNetworkId): FeatureNetworkSpec {
  return FEATURE_NETWORKS.find((spec) => spec.id === id) as FeatureNetworkSpec;
}
