// tfjs's table of kernels, as the native engines change it: for one opening of the engine, since another may have fewer.
import { tf } from '../tf.ts';
import type { NativeBackend } from './native-operation.ts';

/** Attributes of a kernel perre not typed by tfjs; each kernel names its own. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Kernel = (backend: NativeBackend, inputs: any, attrs: any) => tf.Tensor | tf.Tensor[];

export interface MirrorPadAttrs {
  paddings: [number, number][];
  mode: 'reflect' | 'symmetric';
}

/** What was there before the first change; null where there was nothing. */
const originals = new Map<string, tf.KernelConfig | null>();

/** `make` gets the kernel of before. */
export function replaceKernel(kernelName: string, make: (stock: Kernel) => Kernel): void {
  const current = tf.getKernel(kernelName, 'tensorflow') ?? null;
  if (!originals.has(kernelName)) originals.set(kernelName, current);
  if (current !== null) tf.unregisterKernel(kernelName, 'tensorflow');
  const stock: Kernel = (backend, inputs, attrs) =>
    current?.kernelFunc({ backend, inputs, attrs }) as tf.Tensor | tf.Tensor[];
  const kernel = make(stock);
  tf.registerKernel({
    ...current,
    kernelName,
    backendName: 'tensorflow',
    kernelFunc: ({ backend, inputs, attrs }) => kernel(backend as NativeBackend, inputs, attrs),
  });
}

/** Takes every change back. */
export function restoreKernels(): void {
  for (const [kernelName, original] of originals) {
    tf.unregisterKernel(kernelName, 'tensorflow');
    if (original !== null) tf.registerKernel(original);
  }
  originals.clear();
}
