import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { extractZip, listZip, readZipText, type ZipEntry } from './zip-archive.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yoto-zip-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface ZippedFile {
  name: string;
  text: string;
  stored?: boolean;
  mode?: number;
}

/** A zip file as any other program writes it. */
function zip(files: ZippedFile[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, stored = false, mode = 0o644 } of files) {
    const data = stored ? Buffer.from(text) : deflateRawSync(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(text), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(Buffer.byteLength(text), 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100000 | mode) * 65_536, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03'), fields, rest, Buffer.from(name));
    bodies.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listed, Buffer.from('PK\x05\x06'), end]);
}

async function zipFile(files: ZippedFile[]): Promise<string> {
  const file = join(folder, 'a.whl');
  await writeFile(file, zip(files));
  return file;
}

it('lists and extracts what is wanted, with its permissions', async () => {
  const long = 'lib '.repeat(50_000);
  const file = await zipFile([
    { name: 'tensorflow/lib.so.2', text: long, mode: 0o755 },
    { name: 'tensorflow/empty', text: '' },
    { name: 'x.dist-info/METADATA', text: 'Name: x', stored: true },
  ]);
  const entries = await listZip(file);
  expect(entries.map(({ fileName, uncompressedSize }) => [fileName, uncompressedSize])).toEqual([
    ['tensorflow/lib.so.2', long.length],
    ['tensorflow/empty', 0],
    ['x.dist-info/METADATA', 7],
  ]);
  await extractZip(file, entries.slice(0, 2), folder);
  const target = join(folder, 'tensorflow', 'lib.so.2');
  expect(await readFile(target, 'utf8')).toBe(long);
  expect((await stat(target)).mode & 0o777).toBe(0o755);
  expect(await readFile(join(folder, 'tensorflow', 'empty'), 'utf8')).toBe('');
  expect(await readZipText(file, entries[2] as (typeof entries)[0])).toBe('Name: x');
});

it('refuses damaged files and names that lead outside', async () => {
  const file = await zipFile([{ name: 'a', text: 'abc'.repeat(100), stored: true }]);
  const bytes = await readFile(file);
  bytes[40] = 0;
  await writeFile(file, bytes);
  await expect(extractZip(file, await listZip(file), folder)).rejects.toMatchObject({ code: 'data_corrupt' });
  await writeFile(file, bytes.subarray(0, bytes.length - 30));
  await expect(listZip(file)).rejects.toMatchObject({ code: 'data_corrupt' });
  for (const name of ['../outside', '/outside', 'a/../../outside', 'C:/outside', 'a\\..\\outside']) {
    const outside = await zipFile([{ name, text: 'x' }]);
    await expect(listZip(outside)).rejects.toMatchObject({
      code: 'data_corrupt',
      message: /download it again/,
    });
  }
});

it('refuses an entry that cannot be unpacked, whatever is wrong with it', async () => {
  const text = 'abc'.repeat(100);
  const compressed = await readFile(await zipFile([{ name: 'a', text }]));
  compressed[31] = 0xff;
  const file = join(folder, 'a.whl');
  await writeFile(file, compressed);
  await expect(extractZip(file, await listZip(file), folder)).rejects.toMatchObject({ code: 'data_corrupt' });
  const [entry] = await listZip(await zipFile([{ name: 'a', text, stored: true }]));
  await expect(readZipText(file, { ...entry, crc32: 1 } as ZipEntry)).rejects.toMatchObject({
    code: 'data_corrupt',
  });
});

it('says what the system says of a file that is not there', async () => {
  await expect(listZip(join(folder, 'none.whl'))).rejects.toMatchObject({ code: 'ENOENT' });
});
