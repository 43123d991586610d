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
import { blurredCopy } from './blurred-copy.ts';
import { createModulations, type Modulation, type ModulationSite } from './modulations.ts';
import {
  cropTo,
  padToMultiple,
  type ReflectedConvolution,
  reflectedConvolution,
  trainedNorm,
  upsample,
} from './transformer-layers.ts';

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
/** What each of them adds, relative to what it is added to: together they do not drown it at the start. */
const RESIDUAL_SHARE = 0.2;
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
  const contract = (name: string, convolution: ReflectedConvolution) => {
    const convolve = reflectedConvolution(parameters, name, convolution);
    const { outputs } = convolution;
    const normalise = trainedNorm(parameters, `${name}/norm`, outputs);
    return (x: tf.Tensor4D) => normalise(convolve(x), { slope: RELU });
  };
  const modulated = (
    name: string,
    convolution: ReflectedConvolution,
    { slope, share = 1 }: { slope: number; share?: number },
  ) => {
    const convolve = reflectedConvolution(parameters, name, convolution);
    const site = sites.push({ name, channels: convolution.outputs, share }) - 1;
    return (x: tf.Tensor4D, modulations: readonly Modulation[]) => {
      const { scale, shift } = modulations[site] as Modulation;
      return instanceNorm(convolve(x), scale, shift, { slope });
    };
  };
  const [seen, carried, shown] = [blurredCopy('first'), blurredCopy('middle'), blurredCopy('last')];
  const contracts = [
    contract('contract1', { inputs: IMAGE_CHANNELS, outputs: thin, size: 9, stride: 1, initialiser: seen }),
    contract('contract2', { inputs: thin, outputs: middle, size: 3, stride: 2, initialiser: carried }),
    contract('contract3', { inputs: middle, outputs: deep, size: 3, stride: 2, initialiser: carried }),
  ];
  const blocks = Array.from({ length: RESIDUAL_BLOCKS }, (_, index) => {
    const within = { inputs: deep, outputs: deep, size: 3, stride: 1 } as const;
    const first = modulated(`residual${index + 1}/conv1`, within, { slope: RELU });
    const second = modulated(`residual${index + 1}/conv2`, within, { slope: LINEAR, share: RESIDUAL_SHARE });
    return (x: tf.Tensor4D, modulations: readonly Modulation[]) =>
      tf.add<tf.Tensor4D>(x, second(first(x, modulations), modulations));
  });
  const expand = (name: string, inputs: number, outputs: number) =>
    modulated(name, { inputs, outputs, size: 3, stride: 1, initialiser: carried }, { slope: RELU });
  const expand1 = expand('expand1', deep, middle);
  const expand2 = expand('expand2', middle, thin);
  const last = { inputs: thin, outputs: IMAGE_CHANNELS, size: 9, stride: 1, initialiser: shown } as const;
  const picture = modulated('picture', last, { slope: LINEAR });
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
