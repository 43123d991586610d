import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SHAPES3D_IMAGE_BYTES } from './factors.ts';
import { labelOf, openH5Pictures } from './h5-pictures.ts';
import { openShapes3d } from './open-shapes3d.ts';
import { shapes3dDataset } from './shapes3d-dataset.ts';
import { openUnpacked, unpackedPath, unpackPictures } from './unpacked-pictures.ts';

const COUNT = 30;
let dataDir: string;
let path: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shapes3d-'));
  path = join(dataDir, '3dshapes.h5');
});
afterEach(() => rm(dataDir, { recursive: true }));

const images = Uint8Array.from({ length: COUNT * SHAPES3D_IMAGE_BYTES }, (_, i) => i * 7 + (i >> 9));
const picture = (index: number) =>
  images.subarray(index * SHAPES3D_IMAGE_BYTES, (index + 1) * SHAPES3D_IMAGE_BYTES);

/** A file with the layout of 3dshapes.h5: compressed chunks of several pictures, labels as doubles. */
async function writeH5(options: { names?: [string, string]; label?: (index: number) => number[] } = {}) {
  const { default: h5wasm } = await import('h5wasm/node');
  await h5wasm.ready;
  const [imagesName, labelsName] = options.names ?? ['images', 'labels'];
  const file = new h5wasm.File(path, 'w');
  file.create_dataset({
    name: imagesName,
    data: images,
    shape: [COUNT, 64, 64, 3],
    dtype: '<B',
    chunks: [8, 16, 16, 3],
    compression: 'gzip',
    compression_opts: 4,
  });
  const labels = Array.from({ length: COUNT }, (_, index) => (options.label ?? labelOf)(index)).flat();
  file.create_dataset({ name: labelsName, data: Float64Array.from(labels), shape: [COUNT, 6], dtype: '<d' });
  file.close();
}

describe('openH5Pictures', () => {
  test('reads single pictures and ranges', async () => {
    await writeH5();
    const source = await openH5Pictures(path);
    expect([source.count, source.picturesPerChunk]).toEqual([COUNT, 8]);
    expect(source.description).toMatch(/8 pictures share a compressed chunk/);
    const bytes = new Uint8ClampedArray(SHAPES3D_IMAGE_BYTES + 5);
    await source.read(17, bytes, 5);
    expect(Buffer.from(bytes.subarray(5)).equals(picture(17))).toBe(true);
    expect(Buffer.from(source.readRange(29, 30)).equals(picture(29))).toBe(true);
    await source.close();
  });
  test('gives a data set in [0, 1] whose parts have no picture in common', async () => {
    await writeH5();
    const dataset = shapes3dDataset('shapes3d', await openH5Pictures(path), { kind: 'files', files: [] });
    expect([dataset.trainSize, dataset.evaluationSize]).toEqual([27, 3]);
    const range = (count: number) => Array.from({ length: count }, (_, index) => index);
    const parts = [
      await dataset.train(range(27), { seed: 1, stream: 'a', step: 0 }),
      await dataset.evaluation(range(3)),
    ];
    const starts = parts.flatMap((values) =>
      range(values.length / SHAPES3D_IMAGE_BYTES).map((place) =>
        Array.from(values.subarray(place * SHAPES3D_IMAGE_BYTES).subarray(0, 64), (value) => value * 255)
          .map(Math.round)
          .join(),
      ),
    );
    const expected = range(COUNT).map((index) => picture(index).subarray(0, 64).join());
    expect(starts.toSorted()).toEqual(expected.toSorted());
    await dataset.close();
  });
  test.each([
    ['no images', { names: ['pictures', 'labels'] as [string, string] }, /"images"/],
    ['no labels', { names: ['images', 'factors'] as [string, string] }, /"labels"/],
    ['another order', { label: (index: number) => labelOf(index + 1) }, /picture 0 is labelled/],
  ])('a file with %s is corrupt', async (_what, options, message) => {
    await writeH5(options);
    await expect(openH5Pictures(path)).rejects.toMatchObject({ code: 'data_corrupt' });
    await expect(openH5Pictures(path)).rejects.toThrow(message);
  });
  test.each([['not an HDF5 file, though long enough'], ['']])(
    'content "%s" is no HDF5 file',
    async (content) => {
      await writeFile(path, content);
      await expect(openH5Pictures(path)).rejects.toThrow(/not an HDF5 file/);
    },
  );
});

describe('unpacked copy', () => {
  test('holds the same pictures, and is read by place', async () => {
    await writeH5();
    const source = await openH5Pictures(path);
    const rawPath = unpackedPath(path);
    await unpackPictures(source, rawPath);
    await source.close();
    expect((await readdir(dataDir)).toSorted()).toEqual(['3dshapes-images.u8', '3dshapes.h5']);
    const unpacked = await openUnpacked(rawPath, COUNT);
    const bytes = new Uint8ClampedArray(SHAPES3D_IMAGE_BYTES);
    await unpacked?.read(23, bytes, 0);
    expect(Buffer.from(bytes).equals(picture(23))).toBe(true);
    await unpacked?.close();
    await expect(openUnpacked(rawPath, COUNT + 1)).rejects.toMatchObject({ code: 'data_corrupt' });
    expect(await openUnpacked(join(dataDir, 'none'), COUNT)).toBeUndefined();
  });
  test('a failure leaves no partial file', async () => {
    await writeH5();
    const source = await openH5Pictures(path);
    const broken = {
      ...source,
      readRange: () => {
        throw new Error('a damaged chunk');
      },
    };
    await expect(unpackPictures(broken, unpackedPath(path))).rejects.toThrow(/damaged chunk/);
    expect(await readdir(dataDir)).toEqual(['3dshapes.h5']);
    await source.close();
  });
});

describe('openShapes3d', () => {
  test('without the file it names the file, where to get it, and the data set that needs none', async () => {
    const error = await openShapes3d(dataDir, { unpack: false }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'data_missing' });
    expect((error as Error).message).not.toContain(dataDir);
    for (const part of ['3dshapes.h5', 'https://', 'shapes3d-rendered', 'YOTO_DATA']) {
      expect((error as Error).message).toContain(part);
    }
  });
  test('a file with too few pictures is corrupt', async () => {
    await writeH5();
    await expect(openShapes3d(dataDir, { unpack: false })).rejects.toThrow(/30 pictures instead of 480000/);
  });
});
