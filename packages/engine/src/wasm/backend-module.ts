// Loads the binaries of tfjs-backend-wasm in Node, with or without shared memory. The package's own initialisation
// never uses threads in Node; its pthreads are not used here either (thread-pool.ts is ours), so they get stand-ins.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '@yoto/core';
import { BackendWasm } from '../load-tensorflow.mjs';
import {
  type WasmImports,
  type WasmInstance,
  type WasmMemory,
  type WasmModule,
  webAssembly,
} from './web-assembly.ts';

/** What the emscripten glue gives; heap views are replaced when the memory grows, so never keep one. */
export interface BackendModule {
  HEAP32: Int32Array;
  HEAPF32: Float32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  asm: { malloc(bytes: number): number; memory?: WasmMemory };
  wasmMemory?: WasmMemory;
  cwrap(name: string, result: string | null, parameters: string[]): (...values: number[]) => number;
  tfjs: Record<string, (...values: number[]) => number>;
}

type Factory = (config: object) => Promise<BackendModule>;

/** Allocations must end below this: near 4 GB, where 32-bit addresses end, the stock code writes without checking. */
const MEMORY_LIMIT_BYTES = 3.75 * 2 ** 30;

/** A new backend in memory of its own. */
export async function loadBackend(shared: boolean): Promise<{ backend: BackendWasm; module: BackendModule }> {
  const module = await instantiate(shared);
  const { cwrap } = module;
  module.tfjs = {
    init: cwrap('init', null, []),
    initWithThreadsCount: cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: cwrap('get_threads_count', 'number', []),
    registerTensor: cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: cwrap('dispose_data', null, ['number']),
    dispose: cwrap('dispose', null, []),
  };
  refuseWhenFull(module);
  const backend = new BackendWasm(module as unknown as ConstructorParameters<typeof BackendWasm>[0]);
  return { backend, module };
}

/** The stock backend takes a failed allocation for address 0 and writes over the module's own data; this one throws. */
function refuseWhenFull(module: BackendModule): void {
  // Not module._malloc: that is a stand-in which replaces itself, and this wrapper with it, at its first call.
  const malloc = module.asm.malloc;
  module._malloc = (bytes) => {
    const address = bytes < MEMORY_LIMIT_BYTES ? malloc(bytes) >>> 0 : 0;
    if (address !== 0 && address + bytes <= MEMORY_LIMIT_BYTES) return address;
    if (address !== 0) module._free(address);
    if (bytes === 0) return 0;
    throw new AppError(
      'out_of_memory',
      `The wasm engine's memory is full (${Math.ceil(bytes / 2 ** 20)} MiB more were asked for; the limit is 3.75 GiB): use a smaller batch or a narrower model`,
      { details: { bytes } },
    );
  };
}

async function instantiate(shared: boolean): Promise<BackendModule> {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out');
  const factory = require(
    join(folder, shared ? 'tfjs-backend-wasm-threaded-simd.js' : 'tfjs-backend-wasm.js'),
  ) as Factory;
  const binary = readFileSync(
    join(folder, shared ? 'tfjs-backend-wasm-threaded-simd.wasm' : 'tfjs-backend-wasm-simd.wasm'),
  );
  return withoutSideEffects(() =>
    factory({
      locateFile: (name: string) => join(folder, name),
      instantiateWasm(imports: WasmImports, done: (instance: WasmInstance, module: WasmModule) => void) {
        if (imports.env !== undefined) imports.env.emscripten_num_logical_cores = () => 1;
        void webAssembly.instantiate(binary, imports).then((result) => done(result.instance, result.module));
        return {};
      },
    }),
  );
}

/** Runs the glue, which would start eight threads, set a global Worker and add handlers to the process. */
async function withoutSideEffects<T>(load: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = new Map(events.map((event) => [event, process.listeners(event as 'exit')]));
  const worker = Object.getOwnPropertyDescriptor(globalThis, 'Worker');
  Object.defineProperty(globalThis, 'Worker', { configurable: true, get: () => IdleWorker, set() {} });
  try {
    return await load();
  } finally {
    if (worker === undefined) Reflect.deleteProperty(globalThis, 'Worker');
    else Object.defineProperty(globalThis, 'Worker', worker);
    for (const [event, listeners] of before) {
      for (const listener of process.listeners(event as 'exit')) {
        if (!listeners.includes(listener)) process.removeListener(event, listener);
      }
    }
  }
}

/** Stands in for a pthread's worker: says that it is loaded, and is never given work. */
class IdleWorker {
  private readonly handlers: Record<string, (message: object) => void> = {};

  on(event: string, handler: (message: object) => void): void {
    this.handlers[event] = handler;
  }

  postMessage(message: { cmd: string }): void {
    if (message.cmd === 'load') setImmediate(() => this.handlers.message?.({ cmd: 'loaded' }));
  }

  ref(): void {}
  unref(): void {}
  terminate(): void {}
}
