// Unpacks a Python wheel, which is a zip file: Node.js has no unzip of its own, and not every machine has the program.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { AppError } from '@yoto/core';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

export type ZipEntry = Entry;

/**
 * The files in an archive. Throws `data_corrupt` when it is not a whole zip file, and for names that lead out of the folder
 * it is unpacked in.
 */
export async function listZip(file: string): Promise<ZipEntry[]> {
  return withZip(file, async (zip) => {
    const entries: ZipEntry[] = [];
    for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry);
    return entries;
  });
}

/** Writes entries of `listZip` below `folder`. Throws `data_corrupt` when one is damaged. */
export async function extractZip(file: string, entries: ZipEntry[], folder: string): Promise<void> {
  await withZip(file, async (zip) => {
    for (const entry of entries) {
      const target = join(folder, entry.fileName);
      await mkdir(dirname(target), { recursive: true });
      const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
      const packed = await zip.openReadStreamPromise(entry);
      await pipeline(packed, checksum(entry), createWriteStream(target, { mode }));
    }
  });
}

/** One small entry as text. Throws `data_corrupt` when it is damaged. */
export async function readZipText(file: string, entry: ZipEntry): Promise<string> {
  return withZip(file, async (zip) =>
    pipeline(await zip.openReadStreamPromise(entry), checksum(entry), text),
  );
}

/** yauzl compares sizes; that the bytes are the ones that were packed is for us to check. */
function checksum(entry: ZipEntry): Transform {
  let crc = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      crc = crc32(part, crc);
      done(null, part);
    },
    flush: (done) =>
      done(crc === entry.crc32 ? null : new Error(`the checksum of ${entry.fileName} differs`)),
  });
}

async function withZip<T>(file: string, use: (zip: ZipFile) => Promise<T>): Promise<T> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(file, { autoClose: false, strictFileNames: true });
    return await use(zip);
  } catch (error) {
    // Errors of the system have codes; yauzl's and a wrong checksum have none.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && !code.startsWith('Z_')) throw error;
    throw new AppError('data_corrupt', `${file} is not a whole wheel (zip file): download it again`, {
      cause: error,
    });
  } finally {
    zip?.close();
  }
}
