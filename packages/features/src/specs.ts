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
  /** The published file with its weights, one of `files`; none where it has to be placed by hand. */
  published?: PublishedWeights;
}

export interface PublishedWeights {
  file: string;
  url: string;
  /** As Keras publishes it. */
  md5: string;
}

export const FEATURE_NETWORK_IDS = [
  'vgg16',
  'vgg19',
  'vgg19-blocks-1-3',
  'squeezenet1_1',
  'inception-v3',
  'small-vgg',
  'random',
] as const;
export const featureNetworkIdSchema = z.enum(FEATURE_NETWORK_IDS);
export type FeatureNetworkId = z.infer<typeof featureNetworkIdSchema>;

const VGG_LICENCE = 'K. Simonyan and A. Zisserman, CC BY 4.0.';
const BLOCKS_1_TO_4 = ['block1_conv2', 'block2_conv2', 'block3_conv3', 'block4_conv3'] as const;
const BLOCKS_1_TO_3 = ['block1_conv2', 'block2_conv2', 'block3_conv3', 'block3_conv4'] as const;

const keras = (folder: string, name: string, md5: string): PublishedWeights => {
  const file = `${name}_weights_tf_dim_ordering_tf_kernels_notop.h5`;
  return { file, url: `https://storage.googleapis.com/tensorflow/keras-applications/${folder}/${file}`, md5 };
};
const VGG16 = keras('vgg16', 'vgg16', '6d6bbae143d832006294945121d1f1fc');
const VGG19 = keras('vgg19', 'vgg19', '253f8cb515780f3b799900260a226db6');
const INCEPTION = keras('inception_v3', 'inception_v3', 'bcbd6486424b2319ff4ef7d526e38f63');

export const FEATURE_NETWORKS: readonly FeatureNetworkSpec[] = [
  {
    id: 'vgg16',
    title: 'VGG16',
    description: `The network of the paper: 13 convolutions, trained on ImageNet. ${VGG_LICENCE}`,
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_4,
    files: ['vgg16.safetensors', VGG16.file],
    published: VGG16,
  },
  {
    id: 'vgg19',
    title: 'VGG19',
    description: `VGG16 with one more convolution in each of the blocks 3 to 5, trained on ImageNet. ${VGG_LICENCE}`,
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_4,
    files: ['vgg19.safetensors', VGG19.file],
    published: VGG19,
  },
  {
    id: 'vgg19-blocks-1-3',
    title: 'VGG19, blocks 1 to 3',
    description:
      'The first 8 convolutions of VGG19. The fourth style layer is one of block 3, block3_conv4, because the file ends ' +
      `there: style is judged at smaller scales than with the whole network. ${VGG_LICENCE}`,
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_3,
    files: ['vgg19_block1-3.safetensors', 'vgg19.safetensors', VGG19.file],
    published: VGG19,
  },
  {
    id: 'squeezenet1_1',
    title: 'SqueezeNet 1.1',
    description:
      'A small network trained on ImageNet, a quarter of the work of VGG19 (F. Iandola et al., Apache-2.0). Its layers are ' +
      'coarser: the first halves height and width.',
    contentLayer: 'fire2',
    styleLayers: ['conv1', 'fire3', 'fire4', 'fire5'],
    files: ['squeezenet1_1.safetensors'],
  },
  {
    id: 'inception-v3',
    title: 'Inception v3',
    description:
      'Trained on ImageNet (C. Szegedy et al., Apache-2.0), to the layer Mixed_6e with its 768 channels, whose mean over the ' +
      'picture tells what a style is like. For style features, rather than for losses.',
    contentLayer: 'Mixed_5d',
    styleLayers: ['Conv2d_2b_3x3', 'Conv2d_4a_3x3', 'Mixed_5d', 'Mixed_6e'],
    files: ['inception_v3.safetensors', INCEPTION.file],
    published: INCEPTION,
  },
  {
    id: 'small-vgg',
    title: 'Small VGG',
    description:
      'A network of this project that needs no download: the first three blocks of VGG19 with a quarter of the channels, trained ' +
      `to see what VGG19 sees. The fourth style layer is one of block 3. From VGG19 by ${VGG_LICENCE}`,
    contentLayer: 'block3_conv3',
    styleLayers: BLOCKS_1_TO_3,
    files: [],
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
