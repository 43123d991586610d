import type { tf } from '../tf.ts';
import { flatProgram } from './flat-program.ts';
import type { DeviceProgram, WebgpuBackend } from './webgpu-backend.ts';

/** A sum is cut into parts until so many threads have work: an H100 holds 270,000. */
const BUSY_THREADS = 65_536;
const MOST_PARTS = 256;

/** Into how many parts to cut sums of `terms` terms each, when there are so many sums. */
const partsOf = (sums: number, terms: number): number =>
  Math.max(1, Math.min(MOST_PARTS, Math.ceil(BUSY_THREADS / sums), terms));

/** Sums, each cut into parts that run side by side; the parts are added afterwards, always in the same order. */
export interface PartialSums {
  /** WGSL arrays of the operands' elements. */
  operands: readonly string[];
  /** Of the code. */
  name: string;
  sums: number;
  /** Of each sum. */
  terms: number;
  /** Integers that the code calls by these names. */
  numbers: Readonly<Record<string, number>>;
  /** WGSL that adds the terms `first` to `end` (exclusive) of the sum number `index` to `total`. */
  code: string;
}

/** The sums as a tensor of `shape`. */
export function runPartialSums(
  backend: WebgpuBackend,
  work: PartialSums,
  inputs: readonly tf.TensorInfo[],
  shape: number[],
): tf.TensorInfo {
  const parts = partsOf(work.sums, work.terms);
  const perPart = Math.ceil(work.terms / parts);
  const uniforms = { ...work.numbers, sums: work.sums, terms: work.terms, perPart };
  const run = (program: DeviceProgram, operands: readonly tf.TensorInfo[], values: Record<string, number>) =>
    backend.runWebGPUProgram(
      program,
      operands,
      'float32',
      Object.values(values).map((value) => ({ type: 'int32', data: [value] })),
    );
  if (parts === 1) return run(partProgram(work, shape, uniforms), inputs, uniforms);
  const partial = run(partProgram(work, [parts, work.sums], uniforms), inputs, uniforms);
  const total = run(additionProgram(shape), [partial], { parts, sums: work.sums });
  backend.disposeData(partial.dataId);
  return total;
}

function partProgram(
  { name, operands, code }: PartialSums,
  outputShape: number[],
  uniforms: Record<string, number>,
): DeviceProgram {
  return {
    ...flatProgram(outputShape),
    variableNames: [...operands],
    uniforms: members(uniforms),
    shaderKey: `yoto_${name}`,
    getUserCode: () => `
      fn main(place : i32) {
        if (place < uniforms.size) {
          let index = place % uniforms.sums;
          let first = (place / uniforms.sums) * uniforms.perPart;
          let end = min(first + uniforms.perPart, uniforms.terms);
          var total = 0.0;
          ${code}
          result[place] = total;
        }
      }`,
  };
}

const additionProgram = (outputShape: number[]): DeviceProgram => ({
  ...flatProgram(outputShape),
  variableNames: ['Parts'],
  uniforms: members({ parts: 0, sums: 0 }),
  shaderKey: 'yoto_add_parts',
  getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          var total = 0.0;
          for (var part = 0; part < uniforms.parts; part++) {
            total += Parts[part * uniforms.sums + index];
          }
          result[index] = total;
        }
      }`,
});

const members = (uniforms: Record<string, number>): string =>
  Object.keys(uniforms)
    .map((name) => `${name} : i32,`)
    .join(' ');
