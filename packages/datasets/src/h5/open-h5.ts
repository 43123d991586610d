/** Opens HDF5 files. The library that reads them is loaded by the first one only: it takes 600 MB of memory. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@yoto/core';
import type { File } from 'h5wasm/node';

const SIGNATURE = '\x89HDF\r\n\x1a\n';

/** What is thrown for a file that cannot be read; `why` is a clause. */
export type UnreadableH5 = (why: string, cause?: unknown) => Error;

/** Whether these are the first bytes of an HDF5 file. */
export const isH5 = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, SIGNATURE.length)).toString('latin1') === SIGNATURE;

/** The caller closes the file. Throws `data_missing` where it cannot be read, and `unreadable` where it is no HDF5 file. */
export async function openH5(path: string, unreadable: UnreadableH5): Promise<File> {
  await checkSignature(path, unreadable);
  const { default: h5wasm } = await import('h5wasm/node');
  const library = await h5wasm.ready;
  // Else the library prints pages about a file that has been cut off, and goes on.
  library.activate_throwing_error_handler();
  try {
    return new h5wasm.File(path, 'r');
  } catch (cause) {
    throw unreadable('the HDF5 library cannot open it: it has been cut off or damaged', cause);
  } finally {
    library.deactivate_throwing_error_handler();
  }
}

/** The HDF5 library prints pages about a file that is none, so look before it does. */
async function checkSignature(path: string, unreadable: UnreadableH5): Promise<void> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('data_missing', `Cannot read ${basename(path)} (${error.code})`, { cause: error });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SIGNATURE.length), 0, SIGNATURE.length, 0);
    if (!isH5(buffer.subarray(0, bytesRead))) throw unreadable('it is not an HDF5 file');
  } finally {
    await handle.close();
  }
}
