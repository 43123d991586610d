// Transposed convolutions of stock tfjs-backend-wasm are plain loops, which take several times as long as its convolutions. So
// here each is a convolution: the outputs between two inputs are channels of it, which are spread over rows and columns after.
import { tf } from '../tf.ts';

interface Attrs {
  strides: number | [number, number];
  pad: 'same' | 'valid' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  inputShape: [number, number, number, number];
}

const KERNEL = 'Conv2DBackpropInput';

/** Takes the place of the stock kernel of 'wasm', whose tensors are `[batch, height, width, channels]`. */
export function installTransposedConvolution(): void {
  const stock = tf.getKernel(KERNEL, 'wasm');
  tf.unregisterKernel(KERNEL, 'wasm');
  tf.registerKernel({
    ...stock,
    kernelFunc({ inputs, attrs }) {
      const [dy, filter] = [inputs.dy as tf.Tensor4D, inputs.filter as tf.Tensor4D];
      return tf.tidy(() => transposedConvolution(dy, filter, attrs as unknown as Attrs));
    },
  });
}

/**
 * x `[batch, h, w, inputs]`, filter `[rows, columns, outputs, inputs]`. Row s * q + r of the outputs before padding is cut off
 * is the sum over t of row q - t of x times row s * t + r of the filter: a convolution for each r below the stride s.
 */
function transposedConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, attrs: Attrs): tf.Tensor4D {
  const { strides, pad, dimRoundingMode, inputShape } = attrs;
  const shape = filter.shape;
  const info = tf.backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode);
  const { batchSize, inChannels: outputs, padInfo } = info;
  const rows = alongAxis(info.strideHeight, info.filterHeight, x.shape[1], info.inHeight, padInfo.top);
  const columns = alongAxis(info.strideWidth, info.filterWidth, x.shape[2], info.inWidth, padInfo.left);
  const kernel = phases(filter, rows, columns);
  const together = tf.conv2d(x, kernel, 1, [[0, 0], rows.padding, columns.padding, [0, 0]]);
  const [, height, width] = together.shape;
  const apart = together.reshape([batchSize * height, width, rows.stride, columns.stride * outputs]);
  const whole = [batchSize, height * rows.stride, width * columns.stride, outputs] as const;
  const spread = tf.transpose(apart, [0, 2, 1, 3]).reshape<tf.Tensor4D>([...whole]);
  if (info.inHeight === whole[1] && info.inWidth === whole[2]) return spread;
  return tf.slice(spread, [0, rows.start, columns.start, 0], inputShape);
}

interface Axis {
  stride: number;
  /** Of the filter of one phase. */
  taps: number;
  /** Zeros before and after x. */
  padding: [number, number];
  /** Of the outputs that are wanted, among those that the convolution gives. */
  start: number;
}

function alongAxis(stride: number, size: number, length: number, outLength: number, cutOff: number): Axis {
  const taps = Math.ceil(size / stride);
  const first = Math.floor(cutOff / stride);
  const last = Math.floor((cutOff + outLength - 1) / stride);
  const padding: [number, number] = [taps - 1 - first, last - (length - 1)];
  return { stride, taps, padding, start: cutOff - stride * first };
}

/** By the data of the filters, which are used again and again. */
const prepared = new WeakMap<object, Float32Array>();

/** `[taps, taps, inputs, strides * strides * outputs]`, the taps the other way round. */
function phases(filter: tf.Tensor4D, rows: Axis, columns: Axis): tf.Tensor4D {
  const [, , outputs, inputs] = filter.shape;
  // On the host: the transpositions of six dimensions would take longer than the convolution.
  const values = prepared.get(filter.dataId) ?? arranged(filter, rows, columns);
  prepared.set(filter.dataId, values);
  return tf.tensor4d(values, [rows.taps, columns.taps, inputs, rows.stride * columns.stride * outputs]);
}

function arranged(filter: tf.Tensor4D, rows: Axis, columns: Axis): Float32Array {
  const [height, width, outputs, inputs] = filter.shape;
  const values = (tf.backend() as tf.KernelBackend).readSync(filter.dataId) as Float32Array;
  const channels = rows.stride * columns.stride * outputs;
  const found = new Float32Array(rows.taps * columns.taps * inputs * channels);
  let from = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const phase = (row % rows.stride) * columns.stride + (column % columns.stride);
      const tapRow = rows.taps - 1 - Math.floor(row / rows.stride);
      const tapColumn = columns.taps - 1 - Math.floor(column / columns.stride);
      const to = (tapRow * columns.taps + tapColumn) * inputs * channels + phase * outputs;
      for (let output = 0; output < outputs; output++)
        for (let input = 0; input < inputs; input++)
          found[to + input * channels + output] = values[from++] as number;
    }
  }
  return found;
}
