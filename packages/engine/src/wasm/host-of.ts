// Which wasm backends have kernels of ours. Apart from the host itself, so that operations can ask without Node's modules:
// they run in browsers too.
import type { KernelHost } from './kernel-host.ts';

const hosts = new WeakMap<object, KernelHost>();

/** Makes the kernels registered for 'wasm' use this host for its backend. */
export function attachHost(host: KernelHost): void {
  hosts.set(host.backend, host);
}

export function detachHost(backend: object): void {
  hosts.delete(backend);
}

export function hostOf(backend: unknown): KernelHost | undefined {
  return hosts.get(backend as object);
}
