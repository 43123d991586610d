/** Opens a data set by its id, in a thread of its own unless told otherwise. */
import { AppError } from '@yoto/core';
import { OPENERS } from './dataset-openers.ts';
import type { ImageDataset } from './image-dataset.ts';
import type { DataLocation } from './readable-paths.ts';
import { openInThread } from './thread/open-in-thread.ts';

export interface OpenDatasetOptions extends DataLocation {
  /**
   * Read and augment in a worker thread (the default), so that pictures get ready while the caller's thread is
   * blocked by a tensor step. Either way gives the same pictures; a thread takes a third of a second to start.
   */
  ownThread?: boolean;
}

/**
 * Opens a data set with the parameters of its spec. Throws `not_found` for an unknown id, `data_missing` or
 * `data_corrupt` with what to do. Pictures that are asked for later fail with `crashed` when the thread has died.
 */
export async function openDataset(
  id: string,
  params: Readonly<Record<string, unknown>>,
  { dataDir, dataFolders = {}, ownThread = true }: OpenDatasetOptions,
): Promise<ImageDataset> {
  const opener = OPENERS[id];
  if (!opener) {
    const known = Object.keys(OPENERS).join(', ');
    throw new AppError('not_found', `No data set is called "${id}": choose one of ${known}`);
  }
  const location = { dataDir, dataFolders };
  if (!ownThread) return opener.open(params, location);
  await opener.preload?.();
  return openInThread({ id, params, location });
}
