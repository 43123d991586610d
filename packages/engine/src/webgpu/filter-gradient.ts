// tfjs gives every element of a filter's gradient one thread, which sums over all pixels of all images: a 3x3 filter of few
// channels leaves a large device idle for a tenth of a second.
import { tf } from '../tf.ts';
import { type PartialSums, runPartialSums } from './partial-sums.ts';
import type { WebgpuBackend } from './webgpu-backend.ts';

interface Attrs {
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: [number, number, number, number];
}

const CODE = `
          let o = index % uniforms.outputs;
          let i = (index / uniforms.outputs) % uniforms.inputs;
          let tap = index / (uniforms.outputs * uniforms.inputs);
          let top = tap / uniforms.filterWidth - uniforms.padTop;
          let left = tap % uniforms.filterWidth - uniforms.padLeft;
          for (var pixel = first; pixel < end; pixel++) {
            let column = (pixel % uniforms.outWidth) * uniforms.strideWidth + left;
            let line = pixel / uniforms.outWidth;
            let row = (line % uniforms.outHeight) * uniforms.strideHeight + top;
            if (row >= 0 && row < uniforms.inHeight && column >= 0 && column < uniforms.inWidth) {
              let image = line / uniforms.outHeight;
              let source = ((image * uniforms.inHeight + row) * uniforms.inWidth + column) * uniforms.inputs + i;
              total += Images[source] * Gradient[pixel * uniforms.outputs + o];
            }
          }`;

/** Takes the place of tfjs's kernel for images with their channels last. */
export function installFilterGradient(): void {
  const backendName = 'webgpu';
  const kernelName = 'Conv2DBackpropFilter';
  const theirs = tf.getKernel(kernelName, backendName);
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    ...theirs,
    kernelFunc(given) {
      const { x, dy } = given.inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
      const attrs = given.attrs as unknown as Attrs;
      if (attrs.dataFormat !== 'NHWC') return theirs.kernelFunc(given);
      return runPartialSums(given.backend as WebgpuBackend, sumsOf(x, attrs), [x, dy], attrs.filterShape);
    },
  });
}

function sumsOf(x: tf.TensorInfo, { strides, pad, dimRoundingMode, filterShape }: Attrs): PartialSums {
  const shape = x.shape as [number, number, number, number];
  const sizes = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = sizes;
  return {
    name: 'filter_gradient',
    operands: ['Images', 'Gradient'],
    sums: filterShape.reduce((product, length) => product * length, 1),
    terms: batchSize * outHeight * outWidth,
    numbers: {
      ...{ inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth },
      filterWidth: filterShape[1],
      inputs: filterShape[2],
      outputs: filterShape[3],
      padTop: sizes.padInfo.top,
      padLeft: sizes.padInfo.left,
    },
    code: CODE,
  };
}
