// Adam in three passes, where tfjs's operations take thirteen and upload five numbers. On a fast device a pass costs its
// dispatch.
import { tf } from '../tf.ts';
import type { AdamAttrs, AdamInputs } from '../wasm/kernels/adam.ts';
import { type Elementwise, runElementwise } from './elementwise-program.ts';
import type { WebgpuBackend } from './webgpu-backend.ts';

const FIRST: Elementwise = {
  name: 'adam_first',
  inputs: ['moment', 'gradient'],
  numbers: ['keep', 'take'],
  expression: 'keep * moment + take * gradient',
};
const SECOND: Elementwise = {
  name: 'adam_second',
  inputs: ['moment', 'gradient'],
  numbers: ['keep', 'take'],
  expression: 'keep * moment + take * gradient * gradient',
};
const UPDATE: Elementwise = {
  name: 'adam_update',
  inputs: ['parameter', 'first', 'second'],
  numbers: ['rate', 'correction', 'epsilon', 'decay'],
  expression: '(parameter - rate * first / (sqrt(second * correction) + epsilon)) * decay',
};

/** Makes `adamUpdate` use them. Outputs: parameter, first moment, second moment. */
export function registerAdam(): void {
  const backendName = 'webgpu';
  const kernelName = 'YotoAdam';
  tf.registerKernel({
    ...{ kernelName, backendName },
    kernelFunc({ backend, inputs, attrs }) {
      const { parameter, gradient, firstMoment, secondMoment } = inputs as unknown as AdamInputs;
      const { beta1, beta2, rate, correction, epsilon, decay } = attrs as unknown as AdamAttrs;
      const run = (kernel: Elementwise, operands: tf.TensorInfo[], numbers: number[]) =>
        runElementwise(backend as WebgpuBackend, kernel, operands, numbers);
      const first = run(FIRST, [firstMoment, gradient], [beta1, 1 - beta1]);
      const second = run(SECOND, [secondMoment, gradient], [beta2, 1 - beta2]);
      const updated = run(UPDATE, [parameter, first, second], [rate, correction, epsilon, decay]);
      return [updated, first, second];
    },
  });
}
