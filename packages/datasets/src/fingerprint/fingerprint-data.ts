/**
 * The fingerprint of a data set. Of files: the SHA-256 over one line per file, sorted by name, `NAME<tab>SIZE<tab>SHA-256`.
 * Up to `WHOLE_BYTES` in all, every file counts whole. Hashing more would hold up the start of a job, so in larger data
 * sets the hash of a file of more than 2 MiB is that of its first and last MiB: a file that was replaced, cut short
 * or grew is noticed, a byte changed in its middle is not, and `covers` says so. Of folders with very many files only a sample is
 * read, and one more line has the number and the hash of all names.
 * Of a generator: the SHA-256 of the JSON of its name, version and parameters.
 */
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { AppError, type DataFingerprint } from '@yoto/core';
import type { DataSource } from './data-source.ts';
import { hashFile } from './hash-file.ts';

/** About a second of hashing; the published files of CIFAR-10 (180 MB) and 3dshapes (250 MB) are below. */
const WHOLE_BYTES = 512 * 1024 * 1024;
const NAMES_SHOWN = 6;

type SourceFile = Extract<DataSource, { kind: 'files' }>['files'][number];
type FileWithStats = SourceFile & { stats: Stats };

/**
 * Equal for equal data, wherever it lies. Files are hashed once in the life of this process, unless their size or date
 * changes. Throws `data_missing` for a file that cannot be read.
 */
export async function fingerprintData(
  source: DataSource,
  { wholeBytes = WHOLE_BYTES }: { wholeBytes?: number } = {},
): Promise<DataFingerprint> {
  if (source.kind === 'generator') {
    const { name, version, parameters } = source;
    const sha256 = sha256Of(JSON.stringify([name, version, parameters]));
    return { sha256, covers: `the generator "${name}", version ${version}, and its parameters` };
  }
  const files = await Promise.all(source.files.map(withStats));
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const totalBytes = files.reduce((sum, { stats }) => sum + stats.size, 0);
  const isWhole = totalBytes <= wholeBytes;
  const hash = createHash('sha256');
  // One after the other: the disk is the bottleneck, and a folder may have more files than may be open.
  for (const { name, path, stats } of files) {
    const fileHash = await hashFile(path, stats, isWhole ? 'whole' : 'ends').catch(unreadable(name));
    hash.update(`${name}\t${stats.size}\t${fileHash}\n`);
  }
  const { listing } = source;
  if (listing) hash.update(`${listing.count} names\t${listing.sha256}\n`);
  const covers = coversText(files, totalBytes, isWhole);
  return {
    sha256: hash.digest('hex'),
    covers: listing ? `names of all ${listing.count} files, and of a sample ${covers}` : covers,
  };
}

async function withStats(file: SourceFile): Promise<FileWithStats> {
  return { ...file, stats: await stat(file.path).catch(unreadable(file.name)) };
}

function unreadable(name: string) {
  return (cause: NodeJS.ErrnoException): never => {
    const reason = cause.code ?? cause.message;
    throw new AppError('data_missing', `Cannot read ${name} (${reason}): it was there a moment ago`, {
      details: { file: name },
      cause,
    });
  };
}

function coversText(files: readonly FileWithStats[], totalBytes: number, isWhole: boolean): string {
  const named =
    files.length <= NAMES_SHOWN ? files.map(({ name }) => name).join(', ') : `${files.length} files`;
  const part = isWhole ? '' : ', those over 2 MiB by their first and last MiB';
  return `names, sizes and contents of ${named} (${totalBytes} bytes${part})`;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
