import type { tf } from '../tf.ts';
import { flatProgram } from './flat-program.ts';
import type { DeviceProgram, WebgpuBackend } from './webgpu-backend.ts';

/** A WGSL expression of its inputs' elements at one place and of some numbers. */
export interface Elementwise {
  name: string;
  /** What the expression calls the elements of its inputs. */
  inputs: readonly string[];
  /** What it calls the numbers. */
  numbers: readonly string[];
  expression: string;
}

/** Computes the expression for every element of `inputs`, which are float32 and of one shape. */
export function runElementwise(
  backend: WebgpuBackend,
  kernel: Elementwise,
  inputs: readonly tf.TensorInfo[],
  numbers: readonly number[],
): tf.TensorInfo {
  const uniforms = numbers.map((number) => ({ type: 'float32' as const, data: [number] }));
  const shape = inputs[0]?.shape ?? [];
  return backend.runWebGPUProgram(programOf(kernel, shape), inputs, 'float32', uniforms);
}

function programOf({ name, inputs, numbers, expression }: Elementwise, outputShape: number[]): DeviceProgram {
  const elements = inputs.map((input) => `let ${input} = ${arrayOf(input)}[index];`);
  const values = numbers.map((number) => `let ${number} = uniforms.${number};`);
  return {
    ...flatProgram(outputShape),
    variableNames: inputs.map(arrayOf),
    uniforms: numbers.map((number) => `${number} : f32,`).join(' '),
    shaderKey: `yoto_${name}`,
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          ${[...elements, ...values].join('\n          ')}
          result[index] = ${expression};
        }
      }`,
  };
}

/** tfjs wants names that begin with a capital or are its own; these are no word of WGSL either. */
const arrayOf = (input: string): string => `${input.charAt(0).toUpperCase()}${input.slice(1)}Values`;
