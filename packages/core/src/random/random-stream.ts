/** Random numbers as a pure function of (seed, stream, step, position). */
import { philox4x32, type Words4 } from './philox.ts';

/** Deterministic draws of one stream at one step; every call moves on, a new object starts again. */
export interface RandomStream {
  /** An unsigned 32-bit integer. */
  uint32(): number;
  /** Uniform in the open interval (0, 1), 32 bits of resolution. */
  uniform(): number;
  /** An integer in [0, bound), without modulo bias worth noticing (bound < 2^21 or so). */
  integer(bound: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** `length` standard normals as float32. */
  normals(length: number): Float32Array;
  /** `length` uniforms in (0, 1) as float32. */
  uniforms(length: number): Float32Array;
}

/** FNV-1a over the name's UTF-16 units: streams are named, never numbered, so they cannot collide by accident. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/**
 * The draws of `(seed, stream, step)`. `seed` is an integer in [0, 2^32), `step` a non-negative safe integer.
 */
export function randomStream(seed: number, stream: string, step = 0): RandomStream {
  const key1 = hashName(stream);
  const counter: Words4 = [0, 0, step >>> 0, Math.floor(step / 2 ** 32) >>> 0];
  const block: Words4 = [0, 0, 0, 0];
  let used = 4;
  let spareNormal: number | undefined;

  function uint32(): number {
    if (used === 4) {
      philox4x32(counter, seed, key1, block);
      counter[0] = (counter[0] + 1) >>> 0;
      if (counter[0] === 0) counter[1] = (counter[1] + 1) >>> 0;
      used = 0;
    }
    return block[used++] as number;
  }
  const uniform = () => (uint32() + 0.5) / 2 ** 32;
  function normal(): number {
    if (spareNormal !== undefined) {
      const value = spareNormal;
      spareNormal = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
  const fill = (length: number, draw: () => number) => {
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++) values[i] = draw();
    return values;
  };
  return {
    uint32,
    uniform,
    integer: (bound) => Math.floor(uniform() * bound),
    normal,
    normals: (length) => fill(length, normal),
    uniforms: (length) => fill(length, uniform),
  };
}
