// Kernels of ours on TensorFlow: gradients that it has as one operation and tfjs composes from several, and layers in as
// few passes over their features as its operations allow.
import { mirroredIndex, padsImages } from '../pixel-index.ts';
import { tf } from '../tf.ts';
import { BINARY } from '../wasm/elementwise-operations.ts';
import { type Kernel, type MirrorPadAttrs, replaceKernel, restoreKernels } from './kernel-registry.ts';
import { nativeAdam } from './native-adam.ts';
import { film, filmGradient, instanceNorm, instanceNormGradient } from './native-layers.ts';
import { runNative } from './native-operation.ts';

type Inputs = Record<string, tf.Tensor>;

/** The operation for a gradient, from dy and the operand or result that was saved. */
const UNARY_GRADIENTS: Record<number, { name: string; dyFirst: boolean }> = {
  [BINARY.sigmoidGradient]: { name: 'SigmoidGrad', dyFirst: false },
  [BINARY.hyperbolicTangentGradient]: { name: 'TanhGrad', dyFirst: false },
  [BINARY.softplusGradient]: { name: 'SoftplusGrad', dyFirst: true },
  [BINARY.squareRootGradient]: { name: 'SqrtGrad', dyFirst: false },
  [BINARY.reciprocalRootGradient]: { name: 'RsqrtGrad', dyFirst: false },
};

const unaryGradient: Kernel = (backend, { saved, dy }: Inputs, { kind }: { kind: number }) => {
  const gradient = UNARY_GRADIENTS[kind];
  if (gradient === undefined || !saved || !dy) throw new Error(`TensorFlow has no gradient ${kind}`);
  return runNative(backend, gradient.name, gradient.dyFirst ? [dy, saved] : [saved, dy]);
};

const leakyReluGradient: Kernel = (backend, { x, dy }, { alpha }: { alpha: number }) => {
  if (alpha === 0) return runNative(backend, 'ReluGrad', [dy, x]);
  const slope = { name: 'alpha', type: backend.binding.TF_ATTR_FLOAT, value: alpha };
  return runNative(backend, 'LeakyReluGrad', [dy, x], [slope]);
};

const mirrorPadGradient: Kernel = (backend, { dy }, { paddings, mode }: MirrorPadAttrs) => {
  const { TF_ATTR_TYPE, TF_INT32, TF_ATTR_STRING } = backend.binding;
  const attrs = [
    { name: 'Tpaddings', type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: 'mode', type: TF_ATTR_STRING, value: mode.toUpperCase() },
  ];
  const table = tf.tensor2d(paddings, [paddings.length, 2], 'int32');
  const dx = runNative(backend, 'MirrorPadGrad', [dy, table], attrs);
  table.dispose();
  return dx;
};

/** Two gathers, of rows and of columns: TensorFlow's own MirrorPad takes twice as long, on one thread. */
function mirrorPadImages({ x }: { x: tf.Tensor }, { paddings, mode }: MirrorPadAttrs): tf.Tensor {
  return tf.tidy(() =>
    [1, 2].reduce((padded, axis) => {
      const index = mirroredIndex(x.shape[axis] ?? 1, paddings[axis] ?? [0, 0], mode);
      return tf.gather(padded, tf.tensor1d(index, 'int32'), axis);
    }, x),
  );
}

const broadcastTo: Kernel = (backend, { x }, { shape }: { shape: number[] }) => {
  const { TF_ATTR_TYPE, TF_INT32 } = backend.binding;
  const wanted = tf.tensor1d(shape, 'int32');
  const output = runNative(
    backend,
    'BroadcastTo',
    [x, wanted],
    [{ name: 'Tidx', type: TF_ATTR_TYPE, value: TF_INT32 }],
  );
  wanted.dispose();
  return output;
};

const KERNELS: Record<string, Kernel> = {
  YotoUnaryGrad: unaryGradient,
  YotoLeakyReluGrad: leakyReluGradient,
  YotoMirrorPadGrad: mirrorPadGradient,
  YotoBroadcastTo: broadcastTo,
  YotoFilm: (_, inputs, attrs) => film(inputs, attrs),
  YotoFilmGrad: (_, inputs, attrs) => filmGradient(inputs, attrs),
  YotoInstanceNorm: (_, inputs, attrs) => instanceNorm(inputs, attrs),
  YotoInstanceNormGrad: (_, inputs) => instanceNormGradient(inputs),
  YotoAdam: nativeAdam,
};

/** At every opening of the engine: in place of what an earlier one has left. */
export function installNativeKernels(): void {
  restoreKernels();
  for (const [name, kernel] of Object.entries(KERNELS)) replaceKernel(name, () => kernel);
  // For borders of images, which are the ones of the tasks.
  replaceKernel(
    'MirrorPad',
    (stock) => (backend, inputs: { x: tf.Tensor }, attrs: MirrorPadAttrs) =>
      padsImages(inputs.x.shape, attrs.paddings)
        ? mirrorPadImages(inputs, attrs)
        : stock(backend, inputs, attrs),
  );
}
