// Gradients in one pass that tfjs composes of several, or of ones that it uploads: what gradients.ts asks for.
import { tf } from '../tf.ts';
import { type Elementwise, runElementwise } from './elementwise-program.ts';
import { flatProgram } from './flat-program.ts';
import type { WebgpuBackend } from './webgpu-backend.ts';

const backendName = 'webgpu';

const LEAKY_RELU: Elementwise = {
  name: 'leaky_relu_gradient',
  inputs: ['x', 'dy'],
  numbers: ['alpha'],
  expression: 'select(alpha * dy, dy, x > 0.0)',
};
const SQUARE: Elementwise = {
  name: 'square_gradient',
  inputs: ['x', 'dy'],
  numbers: [],
  expression: '2.0 * x * dy',
};

export function registerGradientKernels(): void {
  registerElementwise('YotoLeakyReluGrad', LEAKY_RELU);
  registerElementwise('YotoSquareGrad', SQUARE);
  tf.registerKernel({
    ...{ kernelName: 'YotoBroadcastTo', backendName },
    kernelFunc({ backend, inputs, attrs }) {
      const { shape } = attrs as unknown as { shape: number[] };
      const program = {
        ...flatProgram(shape),
        variableNames: ['X'],
        shaderKey: 'yoto_broadcast',
        getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          result[index] = getXByOutputIndex(index);
        }
      }`,
      };
      return (backend as WebgpuBackend).runWebGPUProgram(program, [inputs.x as tf.TensorInfo], 'float32', []);
    },
  });
}

function registerElementwise(kernelName: string, kernel: Elementwise): void {
  tf.registerKernel({
    ...{ kernelName, backendName },
    kernelFunc({ backend, inputs, attrs }) {
      const operands = kernel.inputs.map((name) => inputs[name] as tf.TensorInfo);
      const numbers = kernel.numbers.map((name) => attrs?.[name] as number);
      return runElementwise(backend as WebgpuBackend, kernel, operands, numbers);
    },
  });
}
