// Registers our kernels for 'wasm', and the gradients that use them.
import { installGradients } from '../gradients.ts';
import { registerOverride } from './kernel-override.ts';
import { adam } from './kernels/adam.ts';
import { binaryKernels } from './kernels/binary.ts';
import { conv2d, fusedConv2d } from './kernels/conv2d.ts';
import { conv2dBackpropFilter } from './kernels/conv2d-backprop-filter.ts';
import { biasedConv2dTranspose, conv2dBackpropInput } from './kernels/conv2d-backprop-input.ts';
import { film, filmGradient } from './kernels/film.ts';
import { cast, identity } from './kernels/identity.ts';
import { instanceNorm, instanceNormGradient } from './kernels/instance-norm.ts';
import { batchMatMul, fusedMatMul } from './kernels/matmul.ts';
import { maxPoolGradient } from './kernels/max-pool-gradient.ts';
import { mirrorPad, mirrorPadGradient, resizeNearest, resizeNearestGradient } from './kernels/pixels.ts';
import { concat, slice, splitV } from './kernels/rows.ts';
import { meanKernel, sumKernel } from './kernels/sum.ts';
import { transpose } from './kernels/transpose.ts';
import { unaryKernels } from './kernels/unary.ts';

const KERNELS = [
  ...[conv2d, fusedConv2d, conv2dBackpropInput, conv2dBackpropFilter, batchMatMul, fusedMatMul],
  ...[...unaryKernels, ...binaryKernels, sumKernel, meanKernel],
  ...[splitV, concat, slice, identity, cast, film, filmGradient, adam],
  ...[mirrorPad, mirrorPadGradient, resizeNearest, resizeNearestGradient, maxPoolGradient, transpose],
  ...[instanceNorm, instanceNormGradient, biasedConv2dTranspose],
];

let installed = false;

/** Once a process; other backends are not touched. */
export function installKernels(): void {
  if (installed) return;
  installed = true;
  for (const kernel of KERNELS) registerOverride(kernel);
  installGradients();
}
