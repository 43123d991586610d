import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const EIGHT_BIT_RGB = [8, 2, 0, 0, 0];

/** Writes a picture as a PNG, without a library: `pixelAt` gives red, green and blue from 0 to 255. */
export function writePng(
  file: string,
  { width, height }: { width: number; height: number },
  pixelAt: (row: number, column: number) => readonly [number, number, number],
): void {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Each row starts with the number of its filter, 0: none.
  const rows = Array.from({ length: height }, (_, row) => [
    0,
    ...Array.from({ length: width }, (_, column) => pixelAt(row, column)).flat(),
  ]);
  const parts = [
    chunk('IHDR', Buffer.concat([header, Buffer.from(EIGHT_BIT_RGB)])),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  writeFileSync(file, Buffer.concat([SIGNATURE, ...parts]));
}

/** A folder of small pictures that differ, `photo-0.png` and following, of 96 x 70 pixels. */
export function writePhotos(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    writePng(path.join(folder, `photo-${index}.png`), { width: 96, height: 70 }, (row, column) => [
      (7 * row + 40 * index) % 256,
      (5 * column) % 256,
      Math.round(128 + 100 * Math.sin(row * column)),
    ]);
  }
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
