import { tf } from '../../tf.ts';
import { JOB } from '../jobs.ts';
import { sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

interface Inputs {
  dy: tf.TensorInfo;
  input: tf.TensorInfo;
  output: tf.TensorInfo;
}

interface PoolAttrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export const maxPoolGradient = defineKernel<Inputs, PoolAttrs>({
  kernelName: 'MaxPoolGrad',
  supports: ({ inputs: { dy, input, output } }) => allFloat(dy, input, output) && sizeOf(dy.shape) > 0,
  compute({ host, inputs: { dy, input, output }, attrs }) {
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const inputShape = input.shape as [number, number, number, number];
    const pool = tf.backend_util.computePool2DInfo(inputShape, filterSize, strides, 1, pad, dimRoundingMode);
    const dx = host.output(input.shape);
    const [x, y, gradient, out] = [input, output, dy, dx].map((tensor) => host.address(tensor));
    host.run(
      JOB.maxPoolGradient,
      [
        ...[x ?? 0, y ?? 0, gradient ?? 0, out ?? 0],
        ...[pool.inHeight, pool.inWidth, pool.outHeight, pool.outWidth, pool.inChannels],
        ...[pool.filterHeight, pool.filterWidth, pool.strideHeight, pool.strideWidth],
        ...[pool.padInfo.top, pool.padInfo.left],
      ],
      pool.batchSize,
      Math.max(1, Math.floor((host.tuning.chunkElements * pool.batchSize) / sizeOf(input.shape))),
    );
    return dx;
  },
});
