import type { tf } from '../../tf.ts';
import { convolveFilterGradient } from '../convolution-filter-gradient.ts';
import { type ConvolutionAttrs, convolutionShape, isPlainConvolution } from '../convolution-shape.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

interface Inputs {
  x: tf.TensorInfo;
  dy: tf.TensorInfo;
}

/** The gradient of a convolution's filter, which the stock backend does not have. */
export const conv2dBackpropFilter = defineKernel<Inputs, ConvolutionAttrs & { filterShape: number[] }>({
  kernelName: 'Conv2DBackpropFilter',
  supports: ({ inputs, attrs }) => isPlainConvolution(attrs) && allFloat(inputs.x, inputs.dy),
  compute({ host, inputs: { x, dy }, attrs }) {
    const shape = convolutionShape(x.shape, attrs.filterShape, attrs);
    const out = host.output(shape.filterShape);
    convolveFilterGradient(host, shape, host.address(x), host.address(dy), host.address(out));
    return out;
  },
});
