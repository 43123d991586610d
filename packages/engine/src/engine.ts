import type { EngineName } from '@yoto/core';

export interface EngineOptions {
  /** Compute threads; by default the processors available, at most 8. */
  threads?: number | undefined;
  /** Where installed native engines are looked up; by default `.yoto/engines` in the working directory. */
  nativeDir?: string | undefined;
  /** false: never use fused multiply-add on wasm, so that the last bits are the same on every machine. */
  relaxedSimd?: boolean | undefined;
  /** false: native TensorFlow without the operations of ours that its addon may have, as on a graphics card. */
  fusedKernels?: boolean | undefined;
}

/** An open engine: its backend is the one that every tfjs operation now runs on. One engine is open at a time. */
export interface Engine {
  name: EngineName;
  /** What it computes on, for people: the processor or graphics adapter. */
  device: string;
  /** Why `auto` chose it and why it did not choose the others, or that it was asked for. */
  reason: string;
  threads: number;
  /** Of the library that computes: TensorFlow, the npm package webgpu (Dawn), or tfjs-backend-wasm. */
  version: string;
  /** Whether the same operations on the same inputs give the same bits every time. */
  deterministic: boolean;
  /** Frees the backend, its tensors and threads. */
  dispose(): Promise<void>;
}

/** What is known of one engine on this machine. */
export interface EngineProbe {
  name: EngineName;
  available: boolean;
  version: string | null;
  device: string | null;
  /** Why it is available or not; what to do about it. */
  reason: string;
}
