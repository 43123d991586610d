// What initdb and postgres say when they fail, in this product's words.
import { AppError, toAppError } from '@yoto/core';

/** A failure of initdb or postgres; `output` is what the program wrote and goes to the end of the message. */
export function programFailure(what: string, output: string, cause?: unknown): AppError {
  if (/no space left on device|disk quota exceeded/i.test(output)) {
    return new AppError('disk_full', `${what}: the disk is full. Free some space and retry.\n${output}`, {
      cause,
    });
  }
  return new AppError(
    'database_unavailable',
    `${what}. Repair what it complains about, or set DATABASE_URL to an existing PostgreSQL. It said:\n${output}`,
    { cause },
  );
}

/** An error of the file system in `dir`: a full disk keeps its meaning, the rest says which folder to look at. */
export function folderFailure(dir: string, error: unknown): AppError {
  const appError = toAppError(error);
  if (appError.code !== 'internal') return appError;
  return new AppError(
    'database_unavailable',
    `The database folder ${dir} cannot be used (${appError.message}): choose a folder you can write, ` +
      'or set DATABASE_URL to an existing PostgreSQL',
    { cause: error },
  );
}
