import { AppError } from '@yoto/core';
import type { tf } from '@yoto/engine';

/**
 * The tensors that a task returned, in the order of its spec. Throws `internal`, saying what the task must change,
 * unless there is one `[batch]` tensor for every declared name and no other.
 */
export function declaredValues(
  returned: Record<string, tf.Tensor1D>,
  declared: readonly { name: string }[],
  what: string,
  examples: number,
): tf.Tensor1D[] {
  const undeclared = Object.keys(returned).filter((name) => !declared.some((one) => one.name === name));
  if (undeclared.length > 0) {
    throw new AppError(
      'internal',
      `The task returned ${what} that its spec does not declare: ${undeclared.join(', ')}`,
    );
  }
  return declared.map(({ name }) => {
    const tensor = returned[name];
    if (!tensor)
      throw new AppError(
        'internal',
        `The task's spec declares "${name}" among its ${what}, but it was not returned`,
      );
    if (tensor.rank === 1 && tensor.shape[0] === examples) return tensor;
    throw new AppError(
      'internal',
      `"${name}" of the task's ${what} has the shape [${tensor.shape}]: one value per example is needed, [${examples}]`,
    );
  });
}
