import type { tf } from '../../tf.ts';
import { JOB } from '../jobs.ts';
import { floatBits, sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

export interface AdamInputs {
  parameter: tf.TensorInfo;
  gradient: tf.TensorInfo;
  firstMoment: tf.TensorInfo;
  secondMoment: tf.TensorInfo;
}

export interface AdamAttrs {
  beta1: number;
  beta2: number;
  /** learning rate / (1 - beta1^step) */
  rate: number;
  /** 1 / (1 - beta2^step) */
  correction: number;
  epsilon: number;
  /** What the new parameter is multiplied by. */
  decay: number;
}

/** Outputs: parameter, first moment, second moment, all in buffers of their own. */
export const adam = defineKernel<AdamInputs, AdamAttrs>({
  kernelName: 'YotoAdam',
  supports: ({ inputs }) =>
    allFloat(inputs.parameter, inputs.gradient, inputs.firstMoment, inputs.secondMoment),
  compute({ host, inputs, attrs }) {
    const { parameter, gradient, firstMoment, secondMoment } = inputs;
    const outputs = [parameter, firstMoment, secondMoment].map(({ shape }) => host.output(shape));
    const addresses = [parameter, gradient, firstMoment, secondMoment, ...outputs].map((tensor) =>
      host.address(tensor),
    );
    const { beta1, beta2, rate, correction, epsilon, decay } = attrs;
    const numbers = [beta1, beta2, rate, correction, epsilon, decay].map(floatBits);
    host.run(JOB.adam, [...addresses, ...numbers], sizeOf(parameter.shape), host.tuning.chunkElements);
    return outputs;
  },
});
