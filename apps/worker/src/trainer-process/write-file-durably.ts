import { open, rename } from 'node:fs/promises';

/** The file is there in full under its name, also after a power cut, or not at all. */
export async function writeFileDurably(file: string, content: Uint8Array): Promise<void> {
  const temporary = `${file}.writing`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
