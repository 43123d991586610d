/** The files of a command: read whole, written whole or not at all, with errors for people. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import type { CommandFiles } from '@yoto/training';
import { writeFileDurably } from '../trainer-process/write-file-durably.ts';

export const commandFiles: CommandFiles = {
  async read(file) {
    try {
      return await readFile(file);
    } catch (cause) {
      const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
      const problem = isMissing ? `There is no file ${file}` : `${file} cannot be read (${String(cause)})`;
      throw new AppError('invalid_input', problem, { cause });
    }
  },
  write: (file, content) => write(file, content, 'name a file that you may write'),
};

/** Makes the folder of the file where it is missing. `fix` is for a file that cannot be written. */
export async function writeWithFolder(file: string, content: Uint8Array, fix: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true }).catch((cause: unknown) => {
    throw cannotBeWritten(file, cause, fix);
  });
  await write(file, content, fix);
}

async function write(file: string, content: Uint8Array, fix: string): Promise<void> {
  try {
    await writeFileDurably(file, content);
  } catch (cause) {
    await rm(`${file}.writing`, { force: true }).catch(() => undefined);
    throw cannotBeWritten(file, cause, fix);
  }
}

function cannotBeWritten(file: string, cause: unknown, fix: string): AppError {
  const error = toAppError(cause);
  if (error.code !== 'internal') return error;
  const message = `${file} cannot be written (${error.message})`;
  return new AppError('invalid_input', message, { cause, details: { fix } });
}
