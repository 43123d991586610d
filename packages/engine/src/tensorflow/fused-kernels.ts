// Kernels that are operations of ours, in ../../native, compiled into the addon where TensorFlow's headers allowed it.
import { padsImages } from '../pixel-index.ts';
import { tf } from '../tf.ts';
import type { AdamAttrs, AdamInputs } from '../wasm/kernels/adam.ts';
import { type Kernel, type MirrorPadAttrs, replaceKernel } from './kernel-registry.ts';
import { type NativeAttr, type NativeBackend, runOwnNative } from './native-operation.ts';

/** There, and harmless, in an addon whose operations are the ones that this file runs: see kernels.cc. */
const MARK = 'YotoKernels1';

/** Whether the loaded addon has our operations; they are for the processor only. */
export function hasFusedKernels({ isUsingGpuDevice, binding }: NativeBackend): boolean {
  if (isUsingGpuDevice) return false;
  try {
    binding.executeOp(MARK, [], [], 0);
    return true;
  } catch {
    return false;
  }
}

type Inputs = Record<string, tf.Tensor>;

const floatAttr = ({ binding }: NativeBackend, name: string, value: number): NativeAttr => ({
  ...{ name, type: binding.TF_ATTR_FLOAT, value },
});
const flagAttr = ({ binding }: NativeBackend, name: string, value: boolean): NativeAttr => ({
  ...{ name, type: binding.TF_ATTR_BOOL, value },
});
const numbersAttr = ({ binding }: NativeBackend, name: string, value: number[]): NativeAttr => ({
  ...{ name, type: binding.TF_ATTR_INT, value },
});

/** A kernel that runs the operation of the same name: its inputs in order, its attributes, its number of results. */
function operation(
  name: string,
  inputNames: string[],
  attrsOf: (backend: NativeBackend, attrs: never) => NativeAttr[] = () => [],
  outputs = 1,
): Kernel {
  return (backend, inputs: Inputs, attrs) => {
    const ordered = inputNames.map((input) => inputs[input] as tf.Tensor);
    const results = runOwnNative(backend, name, ordered, attrsOf(backend, attrs as never), outputs);
    return outputs === 1 ? (results[0] as tf.Tensor) : results;
  };
}

type Slope = { slope: number };
const slopeOf = (backend: NativeBackend, { slope }: Slope) => [floatAttr(backend, 'slope', slope)];
const normOf = (backend: NativeBackend, { slope, epsilon }: Slope & { epsilon: number }) => [
  ...[floatAttr(backend, 'slope', slope), floatAttr(backend, 'epsilon', epsilon)],
];
const filmOf = (biased: boolean) => (backend: NativeBackend, attrs: Slope) => [
  ...[...slopeOf(backend, attrs), flagAttr(backend, 'biased', biased)],
];
const inverseOf = (backend: NativeBackend, { inverse }: { inverse: boolean }) => [
  flagAttr(backend, 'inverse', inverse),
];
const bordersOf = (backend: NativeBackend, { paddings, mode }: MirrorPadAttrs) => [
  numbersAttr(backend, 'paddings', paddings.slice(1, 3).flat()),
  flagAttr(backend, 'symmetric', mode === 'symmetric'),
];

/** The last result, the gradient of a bias, is empty without one. */
const plainFilmGradient: Kernel = (backend, inputs: Inputs, attrs) => {
  const filmGradient = operation('YotoFilmGrad', ['x', 'scale', 'scale', 'y', 'dy'], filmOf(false), 4);
  const [dx, dScale, dShift, none] = filmGradient(backend, inputs, attrs) as tf.Tensor[];
  none?.dispose();
  return [dx, dScale, dShift] as tf.Tensor[];
};

const transposedConvolution: Kernel = (backend, { dy, filter, bias }: Inputs, attrs) =>
  biasedKernel(backend, 'Conv2DBackpropInput', { dy, filter } as Inputs, bias as tf.Tensor, attrs);

/** A kernel, and a bias added to its result in place. */
function biasedKernel(
  backend: NativeBackend,
  kernelName: string,
  inputs: Inputs,
  bias: tf.Tensor,
  attrs: object,
): tf.Tensor {
  // Not through tfjs's engine, which would count it as a kernel of its own.
  const { kernelFunc } = tf.getKernel(kernelName, 'tensorflow');
  const convolved = kernelFunc({ backend, inputs, attrs: attrs as tf.NamedAttrMap }) as tf.Tensor;
  const [biased] = runOwnNative(backend, 'YotoBiasAdd', [convolved, bias]);
  convolved.dispose();
  return biased as tf.Tensor;
}

interface FusedConvolutionAttrs {
  activation: string;
  dataFormat: 'NHWC' | 'NCHW';
}

interface PoolAttrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const maxPoolGradient: Kernel = (backend, { dy, input }: Inputs, attrs: PoolAttrs) => {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const shape = input?.shape as [number, number, number, number];
  const pool = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const window = [
    ...[pool.filterHeight, pool.filterWidth, pool.strideHeight, pool.strideWidth],
    ...[Math.max(0, pool.padInfo.top), Math.max(0, pool.padInfo.left)],
  ];
  const given = [input, dy] as tf.Tensor[];
  const [dx] = runOwnNative(backend, 'YotoMaxPoolGrad', given, [numbersAttr(backend, 'window', window)]);
  return dx as tf.Tensor;
};

/** The numbers of the last update, as a tensor: those of one step are the same for every parameter. */
const lastNumbers = new WeakMap<NativeBackend, { values: number[]; tensor: tf.Tensor }>();

const adam: Kernel = (backend, inputs: AdamInputs, attrs: AdamAttrs) => {
  const { beta1, beta2, rate, correction, epsilon, decay } = attrs;
  const values = [beta1, beta2, rate, correction, epsilon, decay];
  let last = lastNumbers.get(backend);
  if (last === undefined || values.some((value, index) => value !== last?.values[index])) {
    last?.tensor.dispose();
    last = { values, tensor: tf.keep(tf.tensor1d(values)) };
    lastNumbers.set(backend, last);
  }
  const { parameter, gradient, firstMoment, secondMoment } = inputs as unknown as Inputs;
  const given = [parameter, gradient, firstMoment, secondMoment, last.tensor] as tf.Tensor[];
  return runOwnNative(backend, 'YotoAdam', given, [], 3);
};

const KERNELS: Record<string, Kernel> = {
  YotoFilm: operation('YotoFilm', ['x', 'scale', 'shift', 'shift'], filmOf(false)),
  YotoFilmGrad: plainFilmGradient,
  YotoBiasedFilm: operation('YotoFilm', ['x', 'scale', 'shift', 'bias'], filmOf(true)),
  YotoBiasedFilmGrad: operation('YotoFilmGrad', ['x', 'scale', 'bias', 'y', 'dy'], filmOf(true), 4),
  YotoActivatedNorm: operation('YotoInstanceNorm', ['x', 'scale', 'shift'], normOf, 3),
  YotoActivatedNormGrad: operation(
    'YotoInstanceNormGrad',
    ['x', 'y', 'dy', 'scale', 'mean', 'inverse'],
    slopeOf,
    3,
  ),
  YotoMirrorPadGrad: operation('YotoMirrorPadGrad', ['dy'], bordersOf),
  YotoConv2DTranspose: transposedConvolution,
  YotoChannelSum: operation('YotoChannelSum', ['x']),
  YotoSquareGrad: operation('YotoSquareGrad', ['x', 'dy']),
  YotoRootScale: operation('YotoRootScale', ['x', 'norm'], inverseOf),
  YotoRootScaleGrad: operation('YotoRootScaleGrad', ['x', 'norm', 'dy'], inverseOf, 2),
  YotoAdam: adam,
};

/** In place of the composed ones, and of some of tfjs-node's. */
export function installFusedKernels(): void {
  for (const [name, kernel] of Object.entries(KERNELS)) replaceKernel(name, () => kernel);
  const mirrorPad = operation('YotoMirrorPad', ['x'], bordersOf);
  replaceKernel('MirrorPad', (stock) => (backend, inputs: Inputs, attrs: MirrorPadAttrs) => {
    const x = inputs.x as tf.Tensor;
    const isOurs = x.dtype === 'float32' && padsImages(x.shape, attrs.paddings);
    return (isOurs ? mirrorPad : stock)(backend, inputs, attrs);
  });
  replaceKernel('FusedConv2D', (stock) => (backend, inputs: Inputs, attrs: FusedConvolutionAttrs) => {
    const { x, filter, bias, preluActivationWeights } = inputs;
    const isPlain = attrs.activation === 'linear' && attrs.dataFormat === 'NHWC' && !preluActivationWeights;
    if (!isPlain || bias?.rank !== 1 || x?.dtype !== 'float32') return stock(backend, inputs, attrs);
    return biasedKernel(backend, 'Conv2D', { x, filter } as Inputs, bias, attrs);
  });
  replaceKernel('MaxPoolGrad', (stock) => (backend, inputs: Inputs, attrs) => {
    const isOurs = inputs.input?.dtype === 'float32' && inputs.dy?.dtype === 'float32';
    return (isOurs ? maxPoolGradient : stock)(backend, inputs, attrs);
  });
}
