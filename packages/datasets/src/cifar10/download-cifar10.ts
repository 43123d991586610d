/** Fetches the official CIFAR-10 archive, checks it and puts it in place in one step. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AppError, toAppError } from '@yoto/core';
import { extract } from 'tar';
import { CIFAR10_URL } from './find-cifar10.ts';

/** Published beside the archive. */
const CIFAR10_MD5 = 'c32a1d4ab5d03f1284b67883e8d87530';
/** The folder that the archive holds. */
const ARCHIVE_FOLDER = 'cifar-10-batches-bin';
const DOWNLOAD_TIMEOUT_MS = 60 * 60 * 1000;

export interface ArchiveSource {
  url: string;
  md5: string;
}

/**
 * Downloads and unpacks CIFAR-10 into `<dataDir>/cifar-10-batches-bin`; returns that folder. A failure leaves
 * nothing behind: `data_missing` where the network fails, `data_corrupt` where the checksum differs.
 */
export async function downloadCifar10(
  dataDir: string,
  source: ArchiveSource = { url: CIFAR10_URL, md5: CIFAR10_MD5 },
): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const workFolder = await mkdtemp(join(dataDir, '.cifar-10-download-'));
  try {
    const archive = join(workFolder, 'archive.tar.gz');
    await downloadFile(source.url, archive);
    const md5 = await md5Of(archive);
    if (md5 !== source.md5) {
      throw new AppError(
        'data_corrupt',
        `${source.url} was not downloaded whole: its md5 is ${md5}, expected ${source.md5}. Try again, or download it by other means and unpack it in the worker's data folder`,
        { details: { md5, expected: source.md5 } },
      );
    }
    await extract({ file: archive, cwd: workFolder });
    return await moveIntoPlace(join(workFolder, ARCHIVE_FOLDER), join(dataDir, ARCHIVE_FOLDER));
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function downloadFile(url: string, file: string): Promise<void> {
  const unreachable = (reason: string, cause?: unknown) =>
    new AppError(
      'data_missing',
      `Cannot download ${url} (${reason}): check the network, or download it elsewhere and unpack it in the worker's data folder`,
      { details: { url }, cause },
    );
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  } catch (error) {
    throw unreachable(reasonOf(error), error);
  }
  if (!response.ok || !response.body) throw unreachable(`the server answered ${response.status}`);
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  try {
    await pipeline(body, createWriteStream(file));
  } catch (error) {
    const known = toAppError(error);
    throw known.code === 'disk_full' ? known : unreachable(reasonOf(error), error);
  }
}

/** What `fetch` hides in its cause: the system's own words. */
function reasonOf(error: unknown): string {
  const cause = (error as { cause?: unknown }).cause;
  return cause instanceof Error && cause.message !== '' ? cause.message : toAppError(error).message;
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
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
