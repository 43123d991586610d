/** Files that are there in full under their names, also after a power cut, or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '@yoto/core';

/** Throws the error of the system. The folder has to be there. */
export async function writeFileDurably(file: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * For a file that a person named: makes its folder where it is missing, and replaces a file that was there. Throws
 * `disk_full`, or `invalid_input` with `fix`, what to do where it cannot be written.
 */
export async function writeWhole(
  file: string,
  content: Uint8Array | string,
  fix = 'name a file that you may write',
): Promise<void> {
  try {
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await writeFileDurably(file, content);
  } catch (cause) {
    const error = toAppError(cause);
    if (error.code !== 'internal') throw error;
    const message = `${file} cannot be written (${error.message})`;
    throw new AppError('invalid_input', message, { cause, details: { fix } });
  }
}
