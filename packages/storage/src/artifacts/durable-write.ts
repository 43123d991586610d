/** A file that is either there in full, even after a power cut, or not there at all. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { StoredFile } from './artifact-store.ts';

/** Permission bits of new files and of the folders made for them, whatever the umask says. */
export interface Modes {
  file: number;
  folder: number;
}

/**
 * Writes to a temporary file beside `file`, makes it durable, and only then gives it its name.
 * @param modes undefined: as the umask says
 */
export async function writeDurably(
  file: string,
  content: Uint8Array | { path: string },
  modes?: Modes,
): Promise<StoredFile> {
  const folder = path.dirname(file);
  const firstMade = await mkdir(folder, { recursive: true });
  if (modes && firstMade !== undefined) await openFolders(folder, firstMade, modes.folder);
  const temporary = path.join(folder, `.${path.basename(file).slice(0, 100)}.${randomUUID()}`);
  try {
    const stored = await writeNew(temporary, content, modes?.file);
    await rename(temporary, file);
    await syncFolders(folder, firstMade);
    return stored;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function openFolders(last: string, first: string, mode: number): Promise<void> {
  for (let folder = last; ; folder = path.dirname(folder)) {
    await chmod(folder, mode);
    if (folder === first) return;
  }
}

async function writeNew(
  file: string,
  content: Uint8Array | { path: string },
  mode: number | undefined,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of chunksOf(content)) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await writeAll(handle, chunk);
    }
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** A stream is opened only once it is read: its errors before that would have no one to catch them. */
async function* chunksOf(content: Uint8Array | { path: string }): AsyncIterable<Uint8Array> {
  if (content instanceof Uint8Array) yield content;
  else yield* createReadStream(content.path) as AsyncIterable<Uint8Array>;
}

/** One `write` may be short: a disk that fills up takes the first part and refuses the rest. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength; ) {
    offset += (await handle.write(chunk, offset)).bytesWritten;
  }
}

/** A new name is durable once its folder is, and a new folder once its parent is. */
async function syncFolders(folder: string, firstMade: string | undefined): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const last = firstMade === undefined ? folder : path.dirname(firstMade);
  for (let current = folder; ; current = path.dirname(current)) {
    const handle = await open(current, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (current === last) return;
  }
}
