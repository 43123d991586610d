// Gradients that tfjs has wrong or not at all, on every backend: that of mirrored borders forgets what the border mirrors,
// those of maximum and minimum do not sum over what was broadcast, and most comparisons have none, so that the condition
// of tf.where stops the whole gradient.
import { installBiasedGradients } from './biased-convolution.ts';
import { hasOwnKernel, runOwnKernel } from './own-kernels.ts';
import { padsImages } from './pixel-index.ts';
import { tf } from './tf.ts';
import { broadcastLoops } from './wasm/broadcast.ts';
import { BINARY } from './wasm/elementwise-operations.ts';
import { hostOf } from './wasm/host-of.ts';

interface MirrorPadAttrs {
  paddings: [number, number][];
  mode: 'reflect' | 'symmetric';
}

/** To be called again when other code may have registered tfjs's own: the second time does the same. */
export function correctGradients(): void {
  installBiasedGradients();
  tf.registerGradient({
    kernelName: 'MirrorPad',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => mirrorPadGradient(dy as tf.Tensor, (x as tf.Tensor).shape, attrs as unknown as MirrorPadAttrs),
    }),
  });
  for (const comparison of ['Greater', 'Less', 'LessEqual']) stopGradient(comparison);
  chooseGradient('Maximum', BINARY.atLeast, (a, b) => tf.greaterEqual(a, b));
  chooseGradient('Minimum', BINARY.atMost, (a, b) => tf.lessEqual(a, b));
}

/** A comparison does not react to small changes. */
function stopGradient(kernelName: string): void {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (_dy, [a, b]) => ({
      a: () => tf.zerosLike(a as tf.Tensor),
      b: () => tf.zerosLike(b as tf.Tensor),
    }),
  });
}

/** dy goes to `a` where it was chosen, else to `b`; `kind` compares on our engine, and `isFirst` elsewhere. */
function chooseGradient(
  kernelName: string,
  kind: number,
  isFirst: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): void {
  const mask = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
    if (hostOf(tf.backend()) === undefined) return tf.cast(isFirst(a, b), 'float32');
    const compare = (left: tf.Tensor, right: tf.Tensor) =>
      tf.engine().runKernel('YotoCompare', { a: left, b: right }, { kind }) as tf.Tensor;
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    return broadcastLoops(a.shape, b.shape, shape) === null
      ? compare(tf.sub(a, b), tf.scalar(0))
      : compare(a, b);
  };
  tf.registerGradient({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc(dy, saved) {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const chosen = () => tf.mul(dy as tf.Tensor, mask(a, b));
      return {
        a: () => summedTo(chosen(), a.shape),
        b: () => summedTo(tf.sub(dy as tf.Tensor, chosen()), b.shape),
      };
    },
  });
}

function summedTo(x: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, x.shape);
  return tf.reshape(axes.length === 0 ? x : tf.sum(x, axes), shape);
}

function mirrorPadGradient(dy: tf.Tensor, shape: number[], attrs: MirrorPadAttrs): tf.Tensor {
  const { paddings, mode } = attrs;
  if (hasOwnKernel('YotoMirrorPadGrad') && padsImages(shape, paddings)) {
    return runOwnKernel('YotoMirrorPadGrad', { dy }, { ...attrs, shape });
  }
  const edge = mode === 'reflect' ? 1 : 0;
  return paddings.reduce((gradient, padding, axis) => foldAxis(gradient, axis, padding, edge), dy);
}

/** Folds both borders of one axis back onto what they mirror. */
function foldAxis(dy: tf.Tensor, axis: number, [before, after]: [number, number], edge: number): tf.Tensor {
  const size = (dy.shape[axis] ?? 0) - before - after;
  let sum = cut(dy, axis, before, size);
  if (before > 0) sum = tf.add(sum, placed(tf.reverse(cut(dy, axis, 0, before), axis), axis, edge, size));
  if (after > 0) {
    const border = tf.reverse(cut(dy, axis, before + size, after), axis);
    sum = tf.add(sum, placed(border, axis, size - after - edge, size));
  }
  return sum;
}

function cut(x: tf.Tensor, axis: number, begin: number, size: number): tf.Tensor {
  const begins = x.shape.map((_, index) => (index === axis ? begin : 0));
  return tf.slice(x, begins, x.shape.with(axis, size));
}

/** x between zeros, from `begin` on along an axis of `size`. */
function placed(x: tf.Tensor, axis: number, begin: number, size: number): tf.Tensor {
  const end = size - begin - (x.shape[axis] ?? 0);
  const paddings = x.shape.map((_, index): [number, number] => (index === axis ? [begin, end] : [0, 0]));
  return tf.pad(x, paddings);
}
