// Finds and compiles the build of our kernels that this machine can run.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { AppError } from '@yoto/core';
import { type WasmModule, webAssembly } from './web-assembly.ts';

export interface KernelModule {
  module: WasmModule;
  /** Whether it uses fused multiply-add (relaxed SIMD). */
  relaxed: boolean;
}

/** What asm/index.ts exports. Addresses and sizes are bytes. */
export interface KernelExports {
  run(job: number, descriptor: number, from: number, to: number, thread: number, chunk: number): void;
  packColumns(
    src: number,
    pitch: number,
    k: number,
    n: number,
    out: number,
    kOffset: number,
    kTotal: number,
  ): void;
  packRows(
    src: number,
    pitch: number,
    k: number,
    n: number,
    out: number,
    kOffset: number,
    kTotal: number,
  ): void;
  packLeft(src: number, pitch: number, k: number, m: number, out: number): void;
  transpose(src: number, out: number, rows: number, columns: number): void;
  rowsProduct(
    a: number,
    aStep: number,
    m: number,
    segments: number,
    segmentLength: number,
    segmentPitch: number,
    b: number,
    panel: number,
    n: number,
    out: number,
    outStep: number,
    bias: number,
    activation: number,
    alpha: number,
    accumulate: number,
  ): void;
  addTo(out: number, x: number, count: number): void;
  zero(address: number, bytes: number): void;
}

/**
 * The kernels for shared or plain memory: relaxed SIMD where V8 has it and it is wanted, else plain SIMD.
 * Throws `engine_unavailable` when the kernels are not built, or when this Node.js has no WebAssembly SIMD.
 */
export function loadKernelModule(shared: boolean, wantRelaxed: boolean): KernelModule {
  if (wantRelaxed) {
    // Node 20 has relaxed SIMD behind a flag; later versions have it without, and ignore the flag.
    setFlagsFromString('--experimental-wasm-relaxed-simd');
    const bytes = readKernels(shared, '-relaxed');
    if (webAssembly.validate(bytes)) return { module: new webAssembly.Module(bytes), relaxed: true };
  }
  const bytes = readKernels(shared, '');
  if (!webAssembly.validate(bytes)) {
    throw new AppError(
      'engine_unavailable',
      `The wasm engine needs 128-bit WebAssembly SIMD${shared ? ' and threads' : ''}, which Node.js ${process.version} does not have on this processor (${process.arch}): use Node.js 20.19 or newer without --jitless, or another engine`,
    );
  }
  return { module: new webAssembly.Module(bytes), relaxed: false };
}

function readKernels(shared: boolean, suffix: '' | '-relaxed'): Uint8Array<ArrayBuffer> {
  const file = new URL(`../../build/kernels-${shared ? 'shared' : 'plain'}${suffix}.wasm`, import.meta.url);
  try {
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw new AppError(
      'engine_unavailable',
      'The wasm engine is not built: run `npm run build -w @yoto/engine`',
      { cause, details: { file: file.pathname } },
    );
  }
}
