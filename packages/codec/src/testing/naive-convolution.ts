/** Convolutions from TensorFlow's definition, one product at a time: what the fast ones must equal to the last bit. */
import type { FeatureMap } from '../networks/feature-map.ts';
import type { Kernel } from '../networks/kernel.ts';

/** Two pixels that a tap of the kernel connects: of a convolution's input (large) and of its output (small). */
interface Link {
  tap: number;
  large: number;
  small: number;
}

/** The links of a `same` convolution of a `height` x `width` image, tap by tap. */
function* links(height: number, width: number, kernel: Kernel, stride: number): Generator<Link> {
  const [kernelHeight, kernelWidth] = kernel.shape;
  const [smallHeight, smallWidth] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const top = padBefore(height, kernelHeight, stride);
  const left = padBefore(width, kernelWidth, stride);
  for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
    for (let small = 0; small < smallHeight * smallWidth; small++) {
      const y = Math.floor(small / smallWidth) * stride + Math.floor(tap / kernelWidth) - top;
      const x = (small % smallWidth) * stride + (tap % kernelWidth) - left;
      if (y >= 0 && y < height && x >= 0 && x < width) yield { tap, large: y * width + x, small };
    }
  }
}

/** TensorFlow pads max((outputs - 1) stride + kernel - inputs, 0) in all, the smaller half before. */
function padBefore(size: number, kernel: number, stride: number): number {
  return Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0) / 2);
}

/** Stride 1: `output[small] += input[large] kernel[tap]`. */
export function naiveConvolution(input: FeatureMap, kernel: Kernel, bias: number[]): number[] {
  const [, , inputs, outputs] = kernel.shape;
  const result = filled(input.height * input.width, bias);
  for (const { tap, large, small } of links(input.height, input.width, kernel, 1)) {
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) {
        const weight = kernel.values[(tap * inputs + i) * outputs + o]!;
        result[small * outputs + o]! += input.values[large * inputs + i]! * weight;
      }
    }
  }
  return result;
}

/** The gradient of that with respect to its input, every product the way that it came: `output[large] += input[small] ...`. */
export function naiveTransposed(input: FeatureMap, kernel: Kernel, stride: number, bias: number[]): number[] {
  const [, , outputs, inputs] = kernel.shape;
  const [height, width] = [input.height * stride, input.width * stride];
  const result = filled(height * width, bias);
  for (const { tap, large, small } of links(height, width, kernel, stride)) {
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) {
        const weight = kernel.values[(tap * outputs + o) * inputs + i]!;
        result[large * outputs + o]! += input.values[small * inputs + i]! * weight;
      }
    }
  }
  return result;
}

const filled = (pixels: number, bias: number[]) => Array.from({ length: pixels }, () => bias).flat();
