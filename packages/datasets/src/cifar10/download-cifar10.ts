/** Fetches the official CIFAR-10 archive, checks it and puts it in place in one step. */
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '@yoto/core';
import { extract } from 'tar';
import { downloadFile, type PublishedFile } from '../download-file.ts';
import { CIFAR10_URL } from './find-cifar10.ts';

/** Published beside the archive. */
const CIFAR10_MD5 = 'c32a1d4ab5d03f1284b67883e8d87530';
/** The folder that the archive holds. */
const ARCHIVE_FOLDER = 'cifar-10-batches-bin';

/**
 * Downloads and unpacks CIFAR-10 into `<dataDir>/cifar-10-batches-bin`; returns that folder. A failure leaves
 * nothing behind: `data_missing` where the network fails, `data_corrupt` where the checksum differs.
 */
export async function downloadCifar10(
  dataDir: string,
  source: PublishedFile = { url: CIFAR10_URL, md5: CIFAR10_MD5 },
): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const workFolder = await mkdtemp(join(dataDir, '.cifar-10-download-'));
  try {
    const archive = join(workFolder, 'archive.tar.gz');
    await downloadFile(source, archive, "unpack it in the worker's data folder");
    await extract({ file: archive, cwd: workFolder });
    return await moveIntoPlace(join(workFolder, ARCHIVE_FOLDER), join(dataDir, ARCHIVE_FOLDER));
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** A folder that another process put in place meanwhile is as good: it was checked in the same way. */
async function moveIntoPlace(from: string, to: string): Promise<string> {
  try {
    await rename(from, to);
  } catch (error) {
    const there = await stat(join(to, 'data_batch_1.bin')).catch(() => undefined);
    if (!there) throw error;
  }
  return to;
}
