import { tf } from '../tf.ts';
import { runPartialSums } from './partial-sums.ts';
import type { WebgpuBackend } from './webgpu-backend.ts';

/** Registers `YotoChannelSum`: [..., channels] -> [channels], where tfjs transposes first. */
export function registerChannelSum(): void {
  tf.registerKernel({
    kernelName: 'YotoChannelSum',
    backendName: 'webgpu',
    kernelFunc({ backend, inputs }) {
      const { x } = inputs as { x: tf.TensorInfo };
      const channels = x.shape.at(-1) ?? 1;
      const rows = tf.util.sizeFromShape(x.shape) / channels;
      const sums = {
        name: 'channel_sum',
        operands: ['Values'],
        sums: channels,
        terms: rows,
        numbers: {},
        code: 'for (var row = first; row < end; row++) { total += Values[row * uniforms.sums + index]; }',
      };
      return runPartialSums(backend as WebgpuBackend, sums, [x], [channels]);
    },
  });
}
