import type { tf } from '../../tf.ts';
import { type Epilogue, NO_EPILOGUE } from '../activation.ts';
import { convolveInputGradient } from '../convolution-input-gradient.ts';
import { type ConvolutionAttrs, convolutionShape, isPlainConvolution } from '../convolution-shape.ts';
import type { KernelHost } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

interface Inputs {
  dy: tf.TensorInfo;
  filter: tf.TensorInfo;
}

type Attrs = ConvolutionAttrs & { inputShape: number[] };

function compute(host: KernelHost, { dy, filter }: Inputs, attrs: Attrs, epilogue: Epilogue): tf.TensorInfo {
  const shape = convolutionShape(attrs.inputShape, filter.shape, attrs);
  const out = host.output(shape.inShape);
  convolveInputGradient(host, shape, host.address(dy), host.address(filter), host.address(out), epilogue);
  return out;
}

/** The gradient of a convolution's input; tf.conv2dTranspose runs it too. */
export const conv2dBackpropInput = defineKernel<Inputs, Attrs>({
  kernelName: 'Conv2DBackpropInput',
  supports: ({ inputs, attrs }) => isPlainConvolution(attrs) && allFloat(inputs.dy, inputs.filter),
  compute: ({ host, inputs, attrs }) => compute(host, inputs, attrs, NO_EPILOGUE),
});

/** A transposed convolution with a bias, [outputs]; the filter is at least as large as the stride. */
export const biasedConv2dTranspose = defineKernel<Inputs & { bias: tf.TensorInfo }, Attrs>({
  kernelName: 'YotoConv2DTranspose',
  supports: ({ inputs: { dy, filter, bias }, attrs }) =>
    isPlainConvolution(attrs) && allFloat(dy, filter, bias),
  compute: ({ host, inputs, attrs }) =>
    compute(host, inputs, attrs, { ...NO_EPILOGUE, bias: host.address(inputs.bias) }),
});
