/** What jobs are computed with. */
import { z } from 'zod';

/** The engines, fastest first: the order in which `auto` tries them. */
export const ENGINE_NAMES = ['tensorflow-gpu', 'webgpu', 'tensorflow', 'wasm'] as const;
export const EngineName = z.enum(ENGINE_NAMES);
export type EngineName = z.infer<typeof EngineName>;

/** One of them, or the fastest that works on the machine. */
export const EngineChoice = z.enum(['auto', ...ENGINE_NAMES]);
export type EngineChoice = z.infer<typeof EngineChoice>;

/** Where an engine computes: on the processor or on a graphics card. */
export const EngineClass = z.enum(['cpu', 'gpu']);
export type EngineClass = z.infer<typeof EngineClass>;
export const engineClass = (engine: EngineName): EngineClass =>
  engine === 'tensorflow-gpu' || engine === 'webgpu' ? 'gpu' : 'cpu';

/** What computed, for people: `wasm 4.22.0`. Attempts older than the recording of versions have none. */
export function engineLabel(engine: string | null, version: string | null): string {
  if (engine === null) return 'unknown';
  return version === null ? `${engine}, version not recorded` : `${engine} ${version}`;
}
