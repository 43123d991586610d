// A kernel of ours that takes the place of a stock one of tfjs-backend-wasm, or is new to it.
import { tf } from '../tf.ts';
import { hostOf } from './host-of.ts';
import type { KernelHost } from './kernel-host.ts';

export interface KernelCall<Inputs, Attrs> {
  host: KernelHost;
  inputs: Inputs;
  attrs: Attrs;
}

export interface KernelOverride<Inputs = unknown, Attrs = unknown> {
  kernelName: string;
  /** false: the stock kernel takes the call. */
  supports(call: KernelCall<Inputs, Attrs>): boolean;
  compute(call: KernelCall<Inputs, Attrs>): tf.TensorInfo | tf.TensorInfo[];
}

/** Gives the inputs and attributes of an override their types; the registry below has them untyped. */
export function defineKernel<Inputs, Attrs = Record<string, never>>(
  override: KernelOverride<Inputs, Attrs>,
): KernelOverride {
  return override as unknown as KernelOverride;
}

const registered = new Set<string>();

/** Registers an override for 'wasm', once a process. Backends without a host of ours keep the stock kernel. */
export function registerOverride(override: KernelOverride): void {
  const { kernelName } = override;
  if (registered.has(kernelName)) return;
  registered.add(kernelName);
  const stock = tf.getKernel(kernelName, 'wasm');
  if (stock !== undefined && stock !== null) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...stock,
    kernelName,
    backendName: 'wasm',
    kernelFunc(call) {
      const host = hostOf(call.backend);
      const { inputs, attrs } = call;
      if (host !== undefined && override.supports({ host, inputs, attrs })) {
        return override.compute({ host, inputs, attrs });
      }
      if (stock === undefined || stock === null)
        throw new Error(`The wasm engine has no ${kernelName} for these inputs`);
      return stock.kernelFunc(call);
    },
  });
}

export function allFloat(...tensors: tf.TensorInfo[]): boolean {
  return tensors.every((tensor) => tensor.dtype === 'float32');
}
