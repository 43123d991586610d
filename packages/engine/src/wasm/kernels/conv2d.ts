import type { tf } from '../../tf.ts';
import { ACTIVATION, NO_EPILOGUE } from '../activation.ts';
import { convolveForward } from '../convolution-forward.ts';
import { type ConvolutionAttrs, convolutionShape, isPlainConvolution } from '../convolution-shape.ts';
import { sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

interface Conv2DInputs {
  x: tf.TensorInfo;
  filter: tf.TensorInfo;
}

export const conv2d = defineKernel<Conv2DInputs, ConvolutionAttrs>({
  kernelName: 'Conv2D',
  supports: ({ inputs, attrs }) => isPlainConvolution(attrs) && allFloat(inputs.x, inputs.filter),
  compute({ host, inputs: { x, filter }, attrs }) {
    const shape = convolutionShape(x.shape, filter.shape, attrs);
    const out = host.output(shape.outShape);
    convolveForward(host, shape, host.address(x), host.address(filter), host.address(out), NO_EPILOGUE);
    return out;
  },
});

interface FusedInputs extends Conv2DInputs {
  bias?: tf.TensorInfo;
  preluActivationWeights?: tf.TensorInfo;
}

interface FusedAttrs extends ConvolutionAttrs {
  activation?: string;
  leakyreluAlpha?: number;
}

/** tfjs's default slope. */
const LEAKY_RELU_ALPHA = 0.2;

export const fusedConv2d = defineKernel<FusedInputs, FusedAttrs>({
  kernelName: 'FusedConv2D',
  supports({ inputs: { x, filter, bias, preluActivationWeights }, attrs }) {
    const perChannel = bias === undefined || sizeOf(bias.shape) === filter.shape[3];
    const known = (attrs.activation ?? 'linear') in ACTIVATION && preluActivationWeights === undefined;
    return isPlainConvolution(attrs) && known && perChannel && allFloat(x, filter);
  },
  compute({ host, inputs: { x, filter, bias }, attrs }) {
    const shape = convolutionShape(x.shape, filter.shape, attrs);
    const out = host.output(shape.outShape);
    convolveForward(host, shape, host.address(x), host.address(filter), host.address(out), {
      bias: bias === undefined ? 0 : host.address(bias),
      activation: ACTIVATION[attrs.activation ?? 'linear'] ?? 0,
      alpha: attrs.leakyreluAlpha ?? LEAKY_RELU_ALPHA,
    });
    return out;
  },
});
