// Unpacks a Python wheel, which is a zip file: Node.js has no unzip of its own, and not every machine has the program.
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '@yoto/core';

export interface ZipEntry {
  name: string;
  method: number;
  crc: number;
  compressedBytes: number;
  bytes: number;
  /** Unix permissions; 0 when the archive has none. */
  mode: number;
  offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const LOCAL_HEADER_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

/** The files in an archive. Throws `data_corrupt` when it is not a whole zip file. */
export async function listZip(file: string): Promise<ZipEntry[]> {
  const handle = await open(file);
  try {
    return readEntries(await readDirectory(handle, file), file);
  } finally {
    await handle.close();
  }
}

/** The bytes of the central directory, which lists the files. */
async function readDirectory(handle: FileHandle, file: string): Promise<Buffer> {
  const { size } = await handle.stat();
  const tail = Buffer.alloc(Math.min(size, LONGEST_COMMENT + END_BYTES));
  await handle.read(tail, 0, tail.length, size - tail.length);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    const directory = Buffer.alloc(tail.readUInt32LE(at + 12));
    const { bytesRead } = await handle.read(directory, 0, directory.length, tail.readUInt32LE(at + 16));
    if (bytesRead === directory.length) return directory;
  }
  throw damaged(file);
}

function readEntries(directory: Buffer, file: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at < directory.length; ) {
    if (directory.length - at < 46 || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw damaged(file);
    const nameBytes = directory.readUInt16LE(at + 28);
    const entry: ZipEntry = {
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      offset: directory.readUInt32LE(at + 42),
    };
    if (!entry.name.endsWith('/')) entries.push(entry);
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Writes the entries below `folder`. Throws `data_corrupt` when one is damaged or would land outside. */
export async function extractZip(file: string, entries: ZipEntry[], folder: string): Promise<void> {
  for (const entry of entries) {
    const target = resolve(folder, entry.name);
    if (!target.startsWith(resolve(folder) + sep)) throw damaged(file);
    await mkdir(dirname(target), { recursive: true });
    await extractEntry(file, entry, createWriteStream(target, { mode: entry.mode || 0o644 }));
  }
}

/** One small entry as text. */
export async function readZipText(file: string, entry: ZipEntry): Promise<string> {
  const out = new PassThrough();
  const parts: Buffer[] = [];
  out.on('data', (part: Buffer) => parts.push(part));
  await extractEntry(file, entry, out);
  return Buffer.concat(parts).toString('utf8');
}

async function extractEntry(file: string, entry: ZipEntry, out: NodeJS.WritableStream): Promise<void> {
  if (entry.method !== STORED && entry.method !== DEFLATED) throw damaged(file);
  const start = await dataStart(file, entry);
  const source =
    entry.compressedBytes === 0
      ? new PassThrough().end()
      : createReadStream(file, { start, end: start + entry.compressedBytes - 1 });
  let crc = 0;
  const check = new Transform({
    transform(part: Buffer, _encoding, done) {
      crc = crc32(part, crc);
      done(null, part);
    },
  });
  try {
    await pipeline(source, entry.method === DEFLATED ? createInflateRaw() : new PassThrough(), check, out);
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw damaged(file, error);
    throw error;
  }
  if (crc !== entry.crc) throw damaged(file);
}

/** The local header has a name and extra fields of its own, in front of the data. */
async function dataStart(file: string, { offset }: ZipEntry): Promise<number> {
  const handle = await open(file);
  try {
    const header = Buffer.alloc(LOCAL_HEADER_BYTES);
    await handle.read(header, 0, header.length, offset);
    return offset + header.length + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}

function damaged(file: string, cause?: unknown): AppError {
  return new AppError('data_corrupt', `${file} is not a whole wheel (zip file): download it again`, {
    cause,
  });
}
