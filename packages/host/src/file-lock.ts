/** A lock on a file that the operating system itself releases when the process ends, however it ends. */
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AppError } from '@yoto/core';

/** The part of the native module that is used here; it comes without types. */
interface NativeLocks {
  tryLock(fileDescriptor: number): boolean;
}

const require = createRequire(import.meta.url);

export interface FileLock {
  release(): void;
}

/**
 * Locks `file` for this process alone and makes it where it is missing; undefined while another process holds it. The
 * file's content is left alone, and so is the file afterwards: removing it would let two processes lock two files.
 * @throws AppError `config_invalid` where the system or its file system has no locks; system errors of opening it.
 */
export function tryLockFile(file: string): FileLock | undefined {
  const { tryLock } = loadNativeLocks();
  const descriptor = openSync(file, 'a', 0o600);
  try {
    if (tryLock(descriptor)) return { release: () => closeSync(descriptor) };
  } catch (cause) {
    closeSync(descriptor);
    throw new AppError('config_invalid', `The file system of ${file} cannot lock files`, {
      cause,
      details: { fix: 'choose a folder on a disk of this machine: YOTO_STATE=DIR' },
    });
  }
  closeSync(descriptor);
  return undefined;
}

/** Loaded when first needed: most commands lock nothing, and must work on systems without the module as well. */
function loadNativeLocks(): NativeLocks {
  try {
    return require('fs-native-extensions') as NativeLocks;
  } catch (cause) {
    const system = `${process.platform}-${process.arch}`;
    throw new AppError('config_invalid', `File locks do not work on this system (${system})`, {
      cause,
      details: {
        fix: 'run `npm ci` again; systems other than Linux with glibc, macOS and Windows are not supported',
      },
    });
  }
}
