// Gradients of convolutions without padding (stride 1), as convolutions: on processors TensorFlow's own operations for them
// take up to ten times as long as its forward convolution, most where one side has few channels (docs/benchmarks.md). The
// convolutions of style transfer are of this kind, because they pad by reflection.
import { tf } from '../tf.ts';
import { type Kernel, replaceKernel } from './kernel-registry.ts';

interface GradientAttrs {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | [number, number][];
  dataFormat: 'NHWC' | 'NCHW';
}

interface FilterGradientInputs {
  x: tf.Tensor4D;
  dy: tf.Tensor4D;
}

interface InputGradientInputs {
  dy: tf.Tensor4D;
  filter: tf.Tensor4D;
}

type FilterShape = [height: number, width: number, inputs: number, outputs: number];

const isPlain = ({ strides, pad, dataFormat }: GradientAttrs, [height, width]: FilterShape) =>
  pad === 'valid' && dataFormat === 'NHWC' && [strides].flat().every((s) => s === 1) && height * width > 1;

/** Channels as images, `dy` as the filter: the result is `[inputs, height, width, outputs]`. */
function filterGradient({ x, dy }: FilterGradientInputs): tf.Tensor4D {
  return tf.tidy(() => {
    const images = tf.transpose(x, [3, 1, 2, 0]);
    const gradient = tf.conv2d(images, tf.transpose(dy, [1, 2, 0, 3]), 1, 'valid');
    return tf.transpose(gradient, [1, 2, 0, 3]);
  });
}

/** `dy` between zeros, with the filter turned around and its channels exchanged. */
function inputGradient({ dy, filter }: InputGradientInputs): tf.Tensor4D {
  const [height, width] = filter.shape;
  const rows: [number, number] = [height - 1, height - 1];
  const columns: [number, number] = [width - 1, width - 1];
  return tf.tidy(() => {
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    return tf.conv2d(tf.pad(dy, [[0, 0], rows, columns, [0, 0]]), turned, 1, 'valid');
  });
}

/** For processors. What is not of this kind stays with TensorFlow's operations. */
export function installConvolutionGradients(): void {
  replaceKernel('Conv2DBackpropFilter', (stock): Kernel => {
    return (backend, inputs: FilterGradientInputs, attrs: GradientAttrs & { filterShape: FilterShape }) =>
      isPlain(attrs, attrs.filterShape) ? filterGradient(inputs) : stock(backend, inputs, attrs);
  });
  replaceKernel('Conv2DBackpropInput', (stock): Kernel => {
    return (backend, inputs: InputGradientInputs, attrs: GradientAttrs) => {
      const [height, width, channels, outputs] = inputs.filter.shape;
      // With more outputs than inputs the zeros around dy cost more than is won.
      const isOurs = isPlain(attrs, [height, width, channels, outputs]) && outputs < channels;
      return isOurs ? inputGradient(inputs) : stock(backend, inputs, attrs);
    };
  });
}
