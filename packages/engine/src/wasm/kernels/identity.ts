// The stock kernels copy; sharing the buffer is what the other backends do (no kernel here writes into an input).
import type { tf } from '../../tf.ts';
import { defineKernel } from '../kernel-override.ts';

interface Inputs {
  x: tf.TensorInfo;
}

export const identity = defineKernel<Inputs>({
  kernelName: 'Identity',
  supports: ({ inputs }) => inputs.x.dtype !== 'string',
  compute: ({ host, inputs }) => host.share(inputs.x),
});

export const cast = defineKernel<Inputs, { dtype: tf.DataType }>({
  kernelName: 'Cast',
  supports: ({ inputs, attrs }) => inputs.x.dtype === attrs.dtype && attrs.dtype !== 'string',
  compute: ({ host, inputs }) => host.share(inputs.x),
});
