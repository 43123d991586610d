// Gradients in one pass where tfjs composes them from several operations, on the engines that have kernels for it; other
// backends keep tfjs's.
import { hasOwnKernel, runOwnKernel } from './own-kernels.ts';
import { tf } from './tf.ts';
import { broadcastLoops } from './wasm/broadcast.ts';
import { BINARY } from './wasm/elementwise-operations.ts';
import { hostOf } from './wasm/host-of.ts';

/** null: the stock one must do it. */
type OneInputGradient = (
  dy: tf.Tensor,
  saved: tf.Tensor[],
  attrs: Record<string, unknown>,
) => tf.Tensor | null;

let installed = false;

/** Once a process. What tfjs saves (the operand, or for sigmoid and tanh the result) stays first. */
export function installGradients(): void {
  if (installed) return;
  installed = true;
  replaceGradient('LeakyRelu', (dy, [x], { alpha }) => reluGradient(dy, x, alpha as number));
  replaceGradient('Relu', (dy, [x]) => reluGradient(dy, x, 0));
  replaceGradient('Sum', (dy, [x], { axis }) => spread(dy, x, axis as number | number[], false));
  replaceGradient('Mean', (dy, [x], { axis }) => spread(dy, x, axis as number | number[], true));
  replaceGradient('Sigmoid', (dy, [y]) => unaryGradient(BINARY.sigmoidGradient, y, dy));
  replaceGradient('Tanh', (dy, [y]) => unaryGradient(BINARY.hyperbolicTangentGradient, y, dy));
  replaceGradient('Softplus', (dy, [x]) => unaryGradient(BINARY.softplusGradient, x, dy));
  replaceGradient('Square', (dy, [x]) => squareGradient(dy, x));
  replaceGradient('Erf', (dy, [x]) => onlyWasm(() => unaryGradient(BINARY.errorFunctionGradient, x, dy)));
  replaceGradient('Sqrt', (dy, [, y]) => unaryGradient(BINARY.squareRootGradient, y, dy), true);
  replaceGradient('Rsqrt', (dy, [, y]) => unaryGradient(BINARY.reciprocalRootGradient, y, dy), true);
}

/** Gives a kernel with the one input x another gradient; `needsResult` saves the result after what tfjs saves. */
function replaceGradient(kernelName: string, gradient: OneInputGradient, needsResult = false): void {
  const stock = tf.getGradient(kernelName);
  tf.registerGradient({
    ...stock,
    ...(needsResult ? { outputsToSave: [true] } : {}),
    gradFunc(dy, saved, attrs) {
      const first = Array.isArray(dy) ? dy[0] : dy;
      const isFloat = first?.dtype === 'float32' && saved.every(({ dtype }) => dtype === 'float32');
      if (!isFloat) return stock.gradFunc(dy, saved, attrs);
      return { x: () => gradient(first, saved, attrs as Record<string, unknown>) ?? stockGradient() };
      function stockGradient(): tf.Tensor {
        const x = stock.gradFunc(dy, saved, attrs).x;
        if (x === undefined) throw new Error(`${kernelName} has no gradient`);
        return x();
      }
    },
  });
}

function squareGradient(dy: tf.Tensor, x: tf.Tensor | undefined): tf.Tensor | null {
  if (x && hasOwnKernel('YotoSquareGrad')) return runOwnKernel('YotoSquareGrad', { x, dy });
  return onlyWasm(() => unaryGradient(BINARY.squareGradient, x, dy));
}

function onlyWasm(gradient: () => tf.Tensor | null): tf.Tensor | null {
  return hostOf(tf.backend()) === undefined ? null : gradient();
}

function unaryGradient(kind: number, saved: tf.Tensor | undefined, dy: tf.Tensor): tf.Tensor | null {
  if (!saved || !hasOwnKernel('YotoUnaryGrad') || !tf.util.arraysEqual(saved.shape, dy.shape)) return null;
  return runOwnKernel('YotoUnaryGrad', { saved, dy }, { kind });
}

function reluGradient(dy: tf.Tensor, x: tf.Tensor | undefined, alpha: number): tf.Tensor | null {
  if (!x || !hasOwnKernel('YotoLeakyReluGrad') || !tf.util.arraysEqual(x.shape, dy.shape)) return null;
  return runOwnKernel('YotoLeakyReluGrad', { x, dy }, { alpha });
}

/** The gradient of a sum or mean: dy repeated along the summed axes, without the multiplication by ones. */
function spread(
  dy: tf.Tensor,
  x: tf.Tensor | undefined,
  axis: number | number[],
  isMean: boolean,
): tf.Tensor | null {
  if (!x || !hasOwnKernel('YotoBroadcastTo')) return null;
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const kept = x.shape.map((size, index) => (axes.includes(index) ? 1 : size));
  if (hostOf(tf.backend()) !== undefined && broadcastLoops(kept, [], x.shape) === null) return null;
  const scaled = isMean ? tf.div(dy, x.size / dy.size) : dy;
  const inner = tf.reshape(scaled, kept);
  return tf.util.arraysEqual(kept, x.shape)
    ? inner
    : runOwnKernel('YotoBroadcastTo', { x: inner }, { shape: x.shape });
}
