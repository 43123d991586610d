// The wasm engine: tfjs-backend-wasm with our training kernels and threads.
import { availableParallelism } from 'node:os';
import { AppError } from '@yoto/core';
import type { EngineOptions } from '../engine.ts';
import type { OpenEngine } from '../engine-module.ts';
import { version_wasm } from '../load-tensorflow.mjs';
import { processorName } from '../processor-name.ts';
import { tf } from '../tf.ts';
import { attachHost } from './host-of.ts';
import { installKernels } from './install-kernels.ts';
import { KernelHost, type Tuning } from './kernel-host.ts';

/** More threads than this bring little: the steps are too short. */
const MAX_DEFAULT_THREADS = 8;
const MAX_THREADS = 64;

/** Opens it and makes its backend the current one; `tuning` is for tests. */
export async function openWasm(options: EngineOptions, tuning: Partial<Tuning> = {}): Promise<OpenEngine> {
  const threads = options.threads ?? Math.min(availableParallelism(), MAX_DEFAULT_THREADS);
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new AppError(
      'invalid_input',
      `threads must be a whole number from 1 to ${MAX_THREADS}, not ${threads}`,
    );
  }
  const host = await KernelHost.open({ threads, relaxedSimd: options.relaxedSimd ?? true, tuning });
  installKernels();
  attachHost(host);
  if (tf.findBackendFactory('wasm') !== null) tf.removeBackend('wasm');
  tf.registerBackend('wasm', () => host.backend, 0);
  await tf.setBackend('wasm');
  return {
    backendName: 'wasm',
    device: `${processorName()}, WebAssembly ${host.relaxed ? 'relaxed ' : ''}SIMD`,
    threads,
    version: version_wasm,
    deterministic: true,
    stop: () => host.stop(),
  };
}
