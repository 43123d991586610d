// Gradients in one pass where tfjs composes them from several operations; other backends keep tfjs's.
import { tf } from '../tf.ts';
import { broadcastLoops } from './broadcast.ts';
import { BINARY } from './elementwise-operations.ts';
import { hostOf } from './kernel-host.ts';

type OneInputGradient = (dy: tf.Tensor, saved: tf.Tensor, attrs: Record<string, unknown>) => tf.Tensor | null;

/** Once a process. What is saved (the operand, or for sigmoid and tanh the result) stays as tfjs has it. */
export function installGradients(): void {
  replaceGradient('LeakyRelu', (dy, x, { alpha }) => reluGradient(dy, x, alpha as number));
  replaceGradient('Relu', (dy, x) => reluGradient(dy, x, 0));
  replaceGradient('Sum', (dy, x, { axis }) => spread(dy, x, axis as number | number[], false));
  replaceGradient('Mean', (dy, x, { axis }) => spread(dy, x, axis as number | number[], true));
  replaceGradient('Sigmoid', (dy, y) => unaryGradient(BINARY.sigmoidGradient, y, dy));
  replaceGradient('Tanh', (dy, y) => unaryGradient(BINARY.hyperbolicTangentGradient, y, dy));
  replaceGradient('Softplus', (dy, x) => unaryGradient(BINARY.softplusGradient, x, dy));
  replaceGradient('Square', (dy, x) => unaryGradient(BINARY.squareGradient, x, dy));
  replaceGradient('Erf', (dy, x) => unaryGradient(BINARY.errorFunctionGradient, x, dy));
  replaceGradient('Rsqrt', (dy, x) => unaryGradient(BINARY.reciprocalRootGradient, tf.rsqrt(x), dy));
}

/** Gives a kernel with the one input x another gradient on our engine; null falls back to the stock one. */
function replaceGradient(kernelName: string, gradient: OneInputGradient): void {
  const stock = tf.getGradient(kernelName);
  tf.registerGradient({
    ...stock,
    gradFunc(dy, saved, attrs) {
      const first = Array.isArray(dy) ? dy[0] : dy;
      const [kept] = saved;
      const isFloat = first?.dtype === 'float32' && kept?.dtype === 'float32';
      if (!isFloat || hostOf(tf.backend()) === undefined) return stock.gradFunc(dy, saved, attrs);
      return { x: () => gradient(first, kept, attrs as Record<string, unknown>) ?? stockGradient() };
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

function unaryGradient(kind: number, saved: tf.Tensor, dy: tf.Tensor): tf.Tensor | null {
  return tf.util.arraysEqual(saved.shape, dy.shape) ? run('YotoUnaryGrad', { saved, dy }, { kind }) : null;
}

function reluGradient(dy: tf.Tensor, x: tf.Tensor, alpha: number): tf.Tensor | null {
  if (!tf.util.arraysEqual(x.shape, dy.shape)) return null;
  return run('YotoLeakyReluGrad', { x, dy }, { alpha });
}

/** The gradient of a sum or mean: dy repeated along the summed axes, without the multiplication by ones. */
function spread(dy: tf.Tensor, x: tf.Tensor, axis: number | number[], isMean: boolean): tf.Tensor | null {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const kept = x.shape.map((size, index) => (axes.includes(index) ? 1 : size));
  if (broadcastLoops(kept, [], x.shape) === null) return null;
  const scaled = isMean ? tf.div(dy, x.size / dy.size) : dy;
  const inner = tf.reshape(scaled, kept);
  return tf.util.arraysEqual(kept, x.shape)
    ? inner
    : run('YotoBroadcastTo', { x: inner }, { shape: x.shape });
}
