// Runs our kernels in the memory of an open tfjs-backend-wasm: addresses, scratch memory, descriptors, chunks, threads.
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../tf.ts';
import { type BackendModule, loadBackend } from './backend-module.ts';
import { detachHost } from './host-of.ts';
import { type KernelExports, loadKernelModule } from './kernel-module.ts';
import { ThreadPool } from './thread-pool.ts';
import { webAssembly } from './web-assembly.ts';

/** How work is cut up. Tests make the pieces small, to reach every path with small tensors. */
export interface Tuning {
  /** Least floating-point operations worth a chunk of its own. */
  chunkFlops: number;
  /** Elements of a chunk of an elementwise operation or a sum. */
  chunkElements: number;
  /** Bytes of padded input rows that one unit of a convolution may use: they should stay in the second-level cache. */
  paddedBytes: number;
  /** Output channels from which a filter gradient packs its operands. */
  packChannels: number;
  /** Input and output channels, and output positions, from which saving products is worth its detour. */
  winogradChannels: number;
  winogradPositions: number;
  /** Tiles whose products a filter gradient sums at once: panels of 4 and of 8 channels stay in the first-level cache. */
  winogradTiles: number;
}

const DEFAULT_TUNING: Tuning = {
  chunkFlops: 4e6,
  chunkElements: 32_768,
  paddedBytes: 262_144,
  packChannels: 24,
  winogradChannels: 24,
  winogradPositions: 16,
  winogradTiles: 256,
};
const MAX_CHUNKS = 64;
/** The pool counts chunks in 16 bits. */
const MOST_CHUNKS_OF_A_JOB = 60_000;
const DESCRIPTOR_BYTES = 4096;

const floatView = new Float32Array(1);
const floatWord = new Int32Array(floatView.buffer);

/** The word that holds a float in a descriptor. */
export function floatBits(value: number): number {
  floatView[0] = value;
  return floatWord[0] ?? 0;
}

/** Rounded up to 64 bytes, a cache line. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

export class KernelHost {
  readonly backend: BackendWasm;
  readonly kernels: KernelExports;
  readonly relaxed: boolean;
  readonly threads: number;
  readonly tuning: Tuning;
  private readonly module: BackendModule;
  private readonly pool: ThreadPool | null;
  private readonly descriptor: number;
  private scratchAddress = 0;
  private scratchBytes = 0;

  private constructor(backend: BackendWasm, module: BackendModule, options: KernelHostOptions) {
    const memory = module.wasmMemory ?? module.asm.memory;
    if (memory === undefined) throw new Error('tfjs-backend-wasm exposes no memory');
    const compiled = loadKernelModule(options.threads > 1, options.relaxedSimd);
    this.backend = backend;
    this.module = module;
    this.relaxed = compiled.relaxed;
    this.threads = options.threads;
    this.tuning = { ...DEFAULT_TUNING, ...options.tuning };
    this.kernels = new webAssembly.Instance(compiled.module, { env: { memory } })
      .exports as unknown as KernelExports;
    this.descriptor = module._malloc(DESCRIPTOR_BYTES);
    const control = aligned(module._malloc(256));
    const parts = { memory, module: compiled.module, control, run: this.kernels.run };
    this.pool = options.threads > 1 ? new ThreadPool(parts, options.threads) : null;
  }

  static async open(options: KernelHostOptions): Promise<KernelHost> {
    const { backend, module } = await loadBackend(options.threads > 1);
    return new KernelHost(backend, module, options);
  }

  /** Size of the whole memory: it grows and never shrinks. */
  get memoryBytes(): number {
    return this.module.HEAP32.byteLength;
  }

  /** Address of a tensor's values. Valid until the tensor is disposed of. */
  address(tensor: tf.TensorInfo): number {
    return this.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new tensor with arbitrary contents. */
  output(shape: number[], dtype: tf.DataType = 'float32'): tf.TensorInfo {
    return this.backend.makeOutput(shape, dtype);
  }

  /** The same values under another shape, without a copy. */
  share(tensor: tf.TensorInfo, shape: number[] = tensor.shape): tf.TensorInfo {
    this.backend.incRef(tensor.dataId);
    return { dataId: tensor.dataId, shape, dtype: tensor.dtype };
  }

  /** Working memory, valid until the next call. */
  scratch(bytes: number): number {
    if (bytes > this.scratchBytes) {
      if (this.scratchAddress !== 0) this.module._free(this.scratchAddress);
      this.scratchAddress = 0;
      this.scratchBytes = 0;
      const wanted = Math.ceil((bytes * 1.2) / 65_536) * 65_536;
      this.scratchAddress = this.module._malloc(wanted + 64);
      this.scratchBytes = wanted;
    }
    return aligned(this.scratchAddress);
  }

  /** Writes 32-bit whole numbers. */
  writeWords(address: number, values: number[]): void {
    this.module.HEAP32.set(values, address >>> 2);
  }

  /** Runs a job on all its units, in chunks; `words` are its descriptor, in the order that the job's comment in asm/ says. */
  run(job: number, words: Record<string, number> | number[], units: number, chunkUnits: number): void {
    const values = Array.isArray(words) ? words : Object.values(words);
    this.writeWords(this.descriptor, values);
    chunkUnits = Math.max(chunkUnits, Math.ceil(units / MOST_CHUNKS_OF_A_JOB));
    if (this.pool !== null && units > chunkUnits) {
      this.pool.run(job, this.descriptor, units, chunkUnits);
      return;
    }
    for (let from = 0, chunk = 0; from < units; from += chunkUnits, chunk++) {
      this.kernels.run(job, this.descriptor, from, Math.min(units, from + chunkUnits), 0, chunk);
    }
  }

  /** Units a chunk, from the work in one unit. Depends on the shapes only, never on the number of threads. */
  chunkUnits(units: number, flopsPerUnit: number): number {
    const worthwhile = Math.ceil(this.tuning.chunkFlops / flopsPerUnit);
    return Math.max(1, Math.min(units, Math.max(worthwhile, Math.ceil(units / MAX_CHUNKS))));
  }

  /** Stops the threads. The memory goes with the backend. */
  async stop(): Promise<void> {
    detachHost(this.backend);
    await this.pool?.stop();
  }
}

export interface KernelHostOptions {
  threads: number;
  relaxedSimd: boolean;
  tuning?: Partial<Tuning>;
}

/** Elements of a shape. */
export const sizeOf = (shape: number[]): number => tf.util.sizeFromShape(shape);
