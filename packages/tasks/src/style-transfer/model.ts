/**
 * Arbitrary style transfer (Ghiasi et al. 2017) told the loss weights (paper, appendix A.3):
 *
 *     style image -> frozen network -> means -> bottleneck (100) --+
 *     log-weights -> MLP (512) ------------------------- (100) ----+--> per site: MLP (256) -> scale and shift
 *                                                                                   | 13 sites
 *     content image -> contract (3) -> residual blocks (5 x 2) ------------------> expand (2) -> picture (1)
 */
import { instanceNorm, tf } from '@yoto/engine';
import {
  type Conditioning,
  createParameters,
  dense,
  type LambdaContext,
  type NamedVariables,
  type Parameters,
  varianceScaling,
} from '@yoto/training';
import { createModulations, type Modulation, type ModulationSite } from './modulations.ts';
import { cropTo, padToMultiple, reflectedConvolution, trainedNorm, upsample } from './transformer-layers.ts';

export interface StyleModelSizes {
  /** Of the transformer's first layer, 32 in the paper; the next has twice as many, the residual blocks four times. */
  channels: number;
  /** Of the vector that a frozen network makes of a style image. */
  styleFeatures: number;
}

export interface StyleModel {
  /**
   * Content images `[batch, height, width, 3]` in [0, 1] (sides of 16 pixels or more), each in the style of a row of
   * `styleVectors`, `[batch, styleFeatures]`: pictures of the same size, in (0, 1).
   */
  stylise(
    contents: tf.Tensor4D,
    styleVectors: tf.Tensor2D,
    lambda: LambdaContext,
    /** Each layer is freed as soon as the next is there: large pictures take a quarter of the memory, and have no gradient. */
    options?: { freesLayers: boolean },
  ): tf.Tensor4D;
  weights(): NamedVariables;
  dispose(): void;
}

/** Units of the style's bottleneck, and of what joins it of lambda. */
const EMBEDDING_UNITS = 100;
const RESIDUAL_BLOCKS = 5;
const IMAGE_CHANNELS = 3;
/** Slopes below zero. */
const RELU = 0;
const LINEAR = 1;
/** The transformer halves a picture twice. */
const STRIDE = 4;

export function createStyleModel(
  sizes: StyleModelSizes,
  conditioning: Conditioning,
  seed: number,
): StyleModel {
  const parameters = createParameters(seed);
  const transformer = createTransformer(parameters, sizes.channels);
  const predict = createStylePredictor(parameters, conditioning, sizes.styleFeatures, transformer.sites);
  return {
    stylise: (contents, styleVectors, lambda, { freesLayers } = { freesLayers: false }) =>
      transformer.paint(contents, predict(styleVectors, lambda), freesLayers ? applyAndFree : apply),
    weights: parameters.all,
    dispose: parameters.dispose,
  };
}

/** From style and lambda to the scales and shifts of each site. */
function createStylePredictor(
  parameters: Parameters,
  conditioning: Conditioning,
  styleFeatures: number,
  sites: readonly ModulationSite[],
) {
  const bottleneck = dense(parameters, 'style/bottleneck', {
    inputs: styleFeatures,
    outputs: EMBEDDING_UNITS,
    initialiser: varianceScaling({ scale: 1, mode: 'fan-in' }),
  });
  const told = conditioning.vector('style', EMBEDDING_UNITS, { units: EMBEDDING_UNITS });
  const modulations = createModulations(parameters, sites, told.channels);
  return (styleVectors: tf.Tensor2D, lambda: LambdaContext): Modulation[] =>
    modulations(lambda.join(told, bottleneck(styleVectors)));
}

interface Transformer {
  sites: readonly ModulationSite[];
  paint(contents: tf.Tensor4D, modulations: readonly Modulation[], run: typeof apply): tf.Tensor4D;
}

type Layer = (x: tf.Tensor4D) => tf.Tensor4D;

const apply = (layers: readonly Layer[], input: tf.Tensor4D): tf.Tensor4D =>
  layers.reduce((x, layer) => layer(x), input);

function applyAndFree(layers: readonly Layer[], input: tf.Tensor4D): tf.Tensor4D {
  return layers.reduce((x, layer) => {
    const next = tf.tidy(() => layer(x));
    if (x !== input && x !== next) x.dispose();
    return next;
  }, input);
}

/** Ghiasi et al. 2017, table 3. Every convolution but the three that contract is followed by conditional instance normalisation. */
function createTransformer(parameters: Parameters, channels: number): Transformer {
  const [thin, middle, deep] = [channels, 2 * channels, 4 * channels];
  const sites: ModulationSite[] = [];
  const convolution = (name: string, inputs: number, outputs: number, size: 3 | 9, stride: 1 | 2 = 1) =>
    reflectedConvolution(parameters, name, { inputs, outputs, size, stride });
  const contract = (name: string, inputs: number, outputs: number, size: 3 | 9, stride: 1 | 2) => {
    const convolve = convolution(name, inputs, outputs, size, stride);
    const normalise = trainedNorm(parameters, `${name}/norm`, outputs);
    return (x: tf.Tensor4D) => normalise(convolve(x), { slope: RELU });
  };
  const modulated = (name: string, inputs: number, outputs: number, size: 3 | 9, slope: number) => {
    const convolve = convolution(name, inputs, outputs, size);
    const site = sites.push({ name, channels: outputs }) - 1;
    return (x: tf.Tensor4D, modulations: readonly Modulation[]) => {
      const { scale, shift } = modulations[site] as Modulation;
      return instanceNorm(convolve(x), scale, shift, { slope });
    };
  };
  const contracts = [
    contract('contract1', IMAGE_CHANNELS, thin, 9, 1),
    contract('contract2', thin, middle, 3, 2),
    contract('contract3', middle, deep, 3, 2),
  ];
  const blocks = Array.from({ length: RESIDUAL_BLOCKS }, (_, index) => {
    const first = modulated(`residual${index + 1}/conv1`, deep, deep, 3, RELU);
    const second = modulated(`residual${index + 1}/conv2`, deep, deep, 3, LINEAR);
    return (x: tf.Tensor4D, modulations: readonly Modulation[]) =>
      tf.add<tf.Tensor4D>(x, second(first(x, modulations), modulations));
  });
  const expand1 = modulated('expand1', deep, middle, 3, RELU);
  const expand2 = modulated('expand2', middle, thin, 3, RELU);
  const picture = modulated('picture', thin, IMAGE_CHANNELS, 9, LINEAR);
  return {
    sites,
    paint(contents, modulations, run) {
      const [, height, width] = contents.shape;
      const layers: Layer[] = [
        (x) => padToMultiple(x, STRIDE),
        ...contracts,
        ...blocks.map(
          (block): Layer =>
            (x) =>
              block(x, modulations),
        ),
        (x) => expand1(upsample(x), modulations),
        (x) => expand2(upsample(x), modulations),
        (x) => cropTo(tf.sigmoid(picture(x, modulations)), height, width),
      ];
      return run(layers, contents);
    },
  };
}
