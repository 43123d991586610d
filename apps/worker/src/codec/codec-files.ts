/** The files of the codec: read whole, written whole or not at all, with errors for people. */
import { readFile, rm } from 'node:fs/promises';
import { AppError, toAppError } from '@yoto/core';
import { writeFileDurably } from '../trainer-process/write-file-durably.ts';

/** Throws `invalid_input` when it cannot be read. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isMissing ? `There is no file ${file}` : `${file} cannot be read (${String(cause)})`;
    throw new AppError('invalid_input', problem, { cause });
  }
}

/** Throws `disk_full`, `invalid_input` when it cannot be written. */
export async function writeOutput(file: string, content: Uint8Array): Promise<void> {
  try {
    await writeFileDurably(file, content);
  } catch (thrown) {
    await rm(`${file}.writing`, { force: true }).catch(() => undefined);
    const error = toAppError(thrown);
    if (error.code !== 'internal') throw error;
    throw new AppError(
      'invalid_input',
      `${file} cannot be written (${error.message}): choose another --out`,
      {
        cause: thrown,
      },
    );
  }
}
