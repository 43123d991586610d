/** Tensors by name, from the engine to the host and back. */
import { AppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { NamedVariables } from '../task.ts';
import type { HostTensors } from './checkpoint.ts';
import type { HostTensor } from './safetensors.ts';

export async function downloadTensors(tensors: ReadonlyMap<string, tf.Tensor>): Promise<HostTensors> {
  const downloaded = new Map<string, HostTensor>();
  for (const [name, tensor] of tensors) {
    downloaded.set(name, { shape: tensor.shape, values: (await tensor.data()) as Float32Array });
  }
  return downloaded;
}

/** Gives every variable its stored value. Throws `checkpoint_corrupt`, saying what differs, before it changes any. */
export function uploadTensors(stored: HostTensors, variables: NamedVariables, what: string): void {
  const problems = tensorDifferences(stored, variables);
  if (problems.length > 0) {
    const more = problems.length > 3 ? ` (and ${problems.length - 3} more)` : '';
    throw new AppError(
      'checkpoint_corrupt',
      `The ${what} in the checkpoint do not fit the model: ${problems.slice(0, 3).join('; ')}${more}`,
    );
  }
  for (const [name, variable] of variables) {
    const { shape, values } = stored.get(name) as HostTensor;
    tf.tidy(() => variable.assign(tf.tensor(values, [...shape], 'float32')));
  }
}

function tensorDifferences(stored: HostTensors, variables: NamedVariables): string[] {
  const missing = [...variables.keys()]
    .filter((name) => !stored.has(name))
    .map((name) => `"${name}" is missing`);
  const others = [...stored].flatMap(([name, { shape }]) => {
    const variable = variables.get(name);
    if (!variable) return [`"${name}" is unknown`];
    if (String(variable.shape) === String(shape)) return [];
    return [`"${name}" has the shape [${shape}], not [${variable.shape}]`];
  });
  return [...missing, ...others];
}
