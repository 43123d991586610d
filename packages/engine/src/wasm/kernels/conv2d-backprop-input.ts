import type { tf } from '../../tf.ts';
import { NO_EPILOGUE } from '../activation.ts';
import { convolveInputGradient } from '../convolution-input-gradient.ts';
import { type ConvolutionAttrs, convolutionShape, isPlainConvolution } from '../convolution-shape.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

interface Inputs {
  dy: tf.TensorInfo;
  filter: tf.TensorInfo;
}

/** The gradient of a convolution's input; tf.conv2dTranspose runs it too. */
export const conv2dBackpropInput = defineKernel<Inputs, ConvolutionAttrs & { inputShape: number[] }>({
  kernelName: 'Conv2DBackpropInput',
  supports: ({ inputs, attrs }) => isPlainConvolution(attrs) && allFloat(inputs.dy, inputs.filter),
  compute({ host, inputs: { dy, filter }, attrs }) {
    const shape = convolutionShape(attrs.inputShape, filter.shape, attrs);
    const out = host.output(shape.inShape);
    convolveInputGradient(
      host,
      shape,
      host.address(dy),
      host.address(filter),
      host.address(out),
      NO_EPILOGUE,
    );
    return out;
  },
});
