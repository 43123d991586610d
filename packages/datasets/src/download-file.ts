/** Fetches published files and checks that they are whole. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AppError, toAppError } from '@yoto/core';

const DOWNLOAD_TIMEOUT_MS = 60 * 60 * 1000;

export interface PublishedFile {
  url: string;
  /** As it is published beside the file. */
  md5: string;
}

/**
 * Writes the file at `url` to `file`, which the caller puts in place or removes. `byHand` says what to do with a file that was
 * downloaded by other means. Throws `data_missing` where the network fails, `data_corrupt` where the checksum differs.
 */
export async function downloadFile({ url, md5 }: PublishedFile, file: string, byHand: string): Promise<void> {
  await fetchInto(url, file, byHand);
  const found = await md5Of(file);
  if (found === md5) return;
  throw new AppError(
    'data_corrupt',
    `${url} was not downloaded whole: its md5 is ${found}, expected ${md5}. Try again, or download it by other means and ${byHand}`,
    { details: { md5: found, expected: md5 } },
  );
}

async function fetchInto(url: string, file: string, byHand: string): Promise<void> {
  const unreachable = (reason: string, cause?: unknown) =>
    new AppError(
      'data_missing',
      `Cannot download ${url} (${reason}): check the network, or download it elsewhere and ${byHand}`,
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
