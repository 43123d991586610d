/** Takes from a file exactly what an architecture needs, in our layout and with the input's scale and order folded in. */
import type { HostTensor } from '@yoto/training';
import type { Architecture, InputPreparation, WeightLayout } from '../architecture.ts';
import { unusableWeights, type WeightsFile } from './read-weights.ts';

export interface FittedWeights {
  /** By the architecture's names, in its shapes, all finite. */
  tensors: ReadonlyMap<string, HostTensor>;
  /** What is left to do to the images: to subtract the mean of red, green and blue. */
  mean: readonly [number, number, number];
}

/** Throws `data_corrupt` naming the first tensor that is missing, has another shape or is not finite. */
export function fitWeights(
  file: WeightsFile,
  architecture: Architecture,
  layouts: readonly WeightLayout[],
): FittedWeights {
  const layout = layoutOf(file, architecture, layouts);
  const tensors = new Map<string, HostTensor>();
  for (const [name, shape] of architecture.weights) {
    const stored = checkedTensor(file, layout.nameInFile(name), storedShape(shape, layout));
    tensors.set(name, { shape, values: shape.length === 4 ? inOurOrder(stored, layout) : stored.values });
  }
  const first = tensors.get(architecture.firstFilter) as HostTensor;
  tensors.set(architecture.firstFilter, withInput(first, layout.input));
  return { tensors, mean: layout.input.mean };
}

/** The one that knows the first filter's name; else the first, for its message. */
function layoutOf(
  { tensors }: WeightsFile,
  { firstFilter }: Architecture,
  layouts: readonly WeightLayout[],
): WeightLayout {
  const known = layouts.find(({ nameInFile }) => tensors.has(nameInFile(firstFilter)));
  return known ?? (layouts[0] as WeightLayout);
}

/** The tensor with this name in the file. Throws `data_corrupt` where it is missing, has another shape or is not finite. */
export function checkedTensor(
  { name: file, tensors }: WeightsFile,
  name: string,
  shape: readonly number[],
): HostTensor {
  const tensor = tensors.get(name);
  const expected = `"${name}" of shape [${shape.join(', ')}]`;
  if (tensor === undefined) throw unusableWeights(file, `it has no tensor ${expected}`);
  if (tensor.shape.join() !== shape.join()) {
    throw unusableWeights(file, `it has [${tensor.shape.join(', ')}] where ${expected} is expected`);
  }
  if (!tensor.values.every(Number.isFinite))
    throw unusableWeights(file, `"${name}" has values that are not finite`);
  return tensor;
}

function storedShape(shape: readonly number[], { filters }: WeightLayout): readonly number[] {
  const [rows, columns, inputs, outputs] = shape;
  const isFilter = shape.length === 4 && filters === 'oihw';
  return isFilter ? [outputs as number, inputs as number, rows as number, columns as number] : shape;
}

function inOurOrder({ shape, values }: HostTensor, { filters }: WeightLayout): Float32Array {
  if (filters === 'hwio') return values;
  const [outputs = 0, inputs = 0, rows = 0, columns = 0] = shape;
  const taps = rows * columns;
  const ordered = new Float32Array(values.length);
  let at = 0;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let tap = 0; tap < taps; tap++)
        ordered[(tap * inputs + input) * outputs + output] = values[at++] as number;
    }
  }
  return ordered;
}

/** The first filter for images in RGB and [0, 1], from which only the mean has to be taken. */
function withInput({ shape, values }: HostTensor, { scale, order }: InputPreparation): HostTensor {
  const [, , inputs = 0, outputs = 0] = shape;
  const folded = values.map((_, index) => {
    const channel = Math.floor(index / outputs) % inputs;
    const source = order === 'bgr' ? index + (inputs - 1 - 2 * channel) * outputs : index;
    return (values[source] as number) * (scale[channel] as number);
  });
  return { shape, values: folded };
}
