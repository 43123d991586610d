/** The folder in which a program keeps what outlives it: closed to other users, or an error that says what to choose. */
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError, toAppError } from '@yoto/core';

/** New files and folders of this process belong to its user alone. */
const PRIVATE_UMASK = 0o077;
const OWNER_ONLY = 0o700;
/** Everything that others could read, list or change; the right to pass is what a database of another account needs. */
const ACCESS_OF_OTHERS = 0o067;
const STICKY = 0o1000;

/**
 * Makes the folder where it is missing, closes it to other users, and lets this process make nothing from now on that
 * others may read. A folder that everybody shares (sticky, as /tmp is) or that belongs to somebody else keeps its mode.
 * @throws AppError `config_invalid` or `disk_full` when it cannot be written, with what to do about it
 */
export function openStateFolder(dir: string): void {
  try {
    makeFolder(dir, OWNER_ONLY);
    closeToOthers(dir);
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusable(dir, cause as NodeJS.ErrnoException);
  }
  keepFilesPrivate();
}

/** From now on this process and those that it starts make files and folders for their user alone. */
export function keepFilesPrivate(): void {
  process.umask(PRIVATE_UMASK);
}

/** Not Node's own `recursive`, which tries forever where the system says ENOENT of a folder that is there (/proc). */
function makeFolder(dir: string, mode?: number): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(dir);
  if (parent !== dir) makeFolder(parent);
  try {
    mkdirSync(dir, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function closeToOthers(dir: string): void {
  const { mode, uid } = statSync(dir);
  const isOurs = process.getuid === undefined || process.getuid() === uid;
  if (isOurs && (mode & STICKY) === 0 && (mode & ACCESS_OF_OTHERS) !== 0) chmodSync(dir, OWNER_ONLY);
}

function unusable(dir: string, cause: NodeJS.ErrnoException): AppError {
  const known = toAppError(cause);
  if (known.code === 'disk_full') return known;
  const reasons: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'its file system is read-only',
    ENOTDIR: 'a part of this path is a file',
    EEXIST: 'it is a file',
  };
  const reason = reasons[cause.code ?? ''] ?? cause.message;
  return new AppError('config_invalid', `The state folder ${dir} cannot be used: ${reason}`, {
    cause,
    details: {
      fix: 'choose a folder that you may write: YOTO_STATE=DIR (most commands also take --state DIR)',
    },
  });
}
