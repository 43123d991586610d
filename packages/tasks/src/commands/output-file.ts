import { access } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@yoto/core';

/**
 * Where the result goes; `ending` in place of that of the first input unless it was named. Throws `invalid_input` if it is
 * there, or one of the inputs.
 */
export async function outputFile(
  inputs: readonly [string, ...string[]],
  ending: string,
  { out, force }: { out?: string | undefined; force: boolean },
): Promise<string> {
  const { dir, name } = path.parse(inputs[0]);
  const file = path.resolve(out ?? path.join(dir, `${name}${ending}`));
  if (inputs.some((input) => file === path.resolve(input))) {
    throw new AppError('invalid_input', `${file} is the file to read: name another with --out`);
  }
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists || force) return file;
  throw new AppError('invalid_input', `${file} exists already`, {
    details: { fix: 'name another file with --out, or replace it with --force' },
  });
}

/** As people would type it from where they are. */
export const shownPath = (file: string): string => path.relative(process.cwd(), file) || file;
