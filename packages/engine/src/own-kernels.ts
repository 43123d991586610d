// Kernels that are not tfjs's: which engines have them, and how to run one.
import { tf } from './tf.ts';
import { hostOf } from './wasm/host-of.ts';

/** Whether the current backend has this kernel of ours. */
export function hasOwnKernel(kernelName: string): boolean {
  const backendName = tf.getBackend();
  if (backendName === 'wasm' && hostOf(tf.backend()) === undefined) return false;
  return (tf.getKernel(kernelName, backendName) ?? null) !== null;
}

type Attrs = Record<string, unknown>;

/** Runs a kernel with one result. */
export function runOwnKernel(
  kernelName: string,
  inputs: Record<string, tf.Tensor>,
  attrs: Attrs = {},
): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;
}

/** Runs a kernel with several results. */
export function runOwnKernels(
  kernelName: string,
  inputs: Record<string, tf.Tensor>,
  attrs: Attrs = {},
): tf.Tensor[] {
  return tf.engine().runKernel(kernelName, inputs, attrs as tf.NamedAttrMap) as tf.Tensor[];
}
