/** The files of a command: read whole, written whole or not at all, with errors for people. */
import { readFile } from 'node:fs/promises';
import { AppError } from '@yoto/core';
import { writeWhole } from '@yoto/host';
import type { CommandFiles } from '@yoto/training';

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
  write: (file, content) => writeWhole(file, content),
};
