// Registers our kernels for 'wasm', and the gradients that use them.
import { tf } from '../tf.ts';
import { broadcastLoops } from './broadcast.ts';
import { hostOf } from './kernel-host.ts';
import { registerOverride } from './kernel-override.ts';
import { adam } from './kernels/adam.ts';
import { binaryKernels } from './kernels/binary.ts';
import { conv2d, fusedConv2d } from './kernels/conv2d.ts';
import { conv2dBackpropFilter } from './kernels/conv2d-backprop-filter.ts';
import { conv2dBackpropInput } from './kernels/conv2d-backprop-input.ts';
import { film, filmGradient } from './kernels/film.ts';
import { cast, identity } from './kernels/identity.ts';
import { batchMatMul, fusedMatMul } from './kernels/matmul.ts';
import { concat, slice, splitV } from './kernels/rows.ts';
import { meanKernel, sumKernel } from './kernels/sum.ts';
import { unaryKernels } from './kernels/unary.ts';

const KERNELS = [
  ...[conv2d, fusedConv2d, conv2dBackpropInput, conv2dBackpropFilter, batchMatMul, fusedMatMul],
  ...[...unaryKernels, ...binaryKernels, sumKernel, meanKernel],
  ...[splitV, concat, slice, identity, cast, film, filmGradient, adam],
];

let installed = false;

/** Once a process; other backends are not touched. */
export function installKernels(): void {
  if (installed) return;
  installed = true;
  for (const kernel of KERNELS) registerOverride(kernel);
  replaceGradient('LeakyRelu', (dy, [x], { alpha }) => reluGradient(dy, x, alpha as number));
  replaceGradient('Relu', (dy, [x]) => reluGradient(dy, x, 0));
  replaceGradient('Sum', (dy, [x], { axis }) => spread(dy, x, axis as number | number[], false));
  replaceGradient('Mean', (dy, [x], { axis }) => spread(dy, x, axis as number | number[], true));
}

type OneInputGradient = (
  dy: tf.Tensor,
  saved: tf.Tensor[],
  attrs: Record<string, unknown>,
) => tf.Tensor | null;

/**
 * Gives a kernel with the one input x, which it saves, another gradient on our engine; null falls back to the stock
 * one, as other backends do.
 */
function replaceGradient(kernelName: string, gradient: OneInputGradient): void {
  const stock = tf.getGradient(kernelName);
  tf.registerGradient({
    ...stock,
    inputsToSave: ['x'],
    gradFunc(dy, saved, attrs) {
      const first = Array.isArray(dy) ? dy[0] : dy;
      const ours =
        first?.dtype === 'float32' && saved[0]?.dtype === 'float32' && hostOf(tf.backend()) !== undefined;
      if (!ours || first === undefined) return stock.gradFunc(dy, saved, attrs);
      return { x: () => gradient(first, saved, attrs as Record<string, unknown>) ?? stockGradient() };
      function stockGradient(): tf.Tensor {
        const x = stock.gradFunc(dy, saved, attrs).x;
        if (x === undefined) throw new Error(`${kernelName} has no gradient`);
        return x();
      }
    },
  });
}

function run(kernelName: string, inputs: Record<string, tf.Tensor>, attrs: object): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;
}

function reluGradient(dy: tf.Tensor, x: tf.Tensor | undefined, alpha: number): tf.Tensor | null {
  if (x === undefined || !tf.util.arraysEqual(x.shape, dy.shape)) return null;
  return run('YotoLeakyReluGrad', { x, dy }, { alpha });
}

/** The gradient of a sum or mean: dy repeated along the summed axes, without the multiplication by ones. */
function spread(
  dy: tf.Tensor,
  x: tf.Tensor | undefined,
  axis: number | number[],
  isMean: boolean,
): tf.Tensor | null {
  if (x === undefined) return null;
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const kept = x.shape.map((size, index) => (axes.includes(index) ? 1 : size));
  if (broadcastLoops(kept, [], x.shape) === null) return null;
  const scaled = isMean ? tf.div(dy, x.size / dy.size) : dy;
  const inner = tf.reshape(scaled, kept);
  return tf.util.arraysEqual(kept, x.shape)
    ? inner
    : run('YotoBroadcastTo', { x: inner }, { shape: x.shape });
}
