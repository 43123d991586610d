import { AppError } from '@yoto/core';

/** Throws `invalid_input` for an index that is no example of a part with `count` examples. */
export function checkIndex(index: number, count: number, part: string): void {
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new AppError('invalid_input', `${part} has examples 0 to ${count - 1}, not ${index}`);
  }
}
