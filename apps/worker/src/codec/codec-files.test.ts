import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '@yoto/core';
import { encodePng, readPicture } from '@yoto/datasets';
import { openEngine } from '@yoto/engine';
import { untrainedCheckpoint } from '@yoto/tasks/compression-codec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CompressRequest } from './codec-request.ts';
import { compressFile } from './compress-file.ts';
import { decompressFile, inspectFile } from './decompress-file.ts';

const SIZE = { width: 50, height: 30 };
let folder: string;
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yoto-codec-'));
  const pixels = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, index) => (index * 7) % 256);
  await writeFile(at('grey.png'), await encodePng(pixels, SIZE.width, SIZE.height, 1));
  const engine = await openEngine('wasm', { threads: 1, nativeDir: '/nonexistent' });
  const params = { channels: 4, hyperChannels: 4 };
  await writeFile(at('yoto.ckpt'), await untrainedCheckpoint(params, { name: 'yoto', kind: 'yoto' }));
  const fixed = await untrainedCheckpoint(params, {
    ...{ name: 'fixed', kind: 'fixed', lambdas: { distortion: [0.05] } },
  });
  await writeFile(at('fixed.ckpt'), fixed);
  await engine.dispose();
});
afterAll(() => rm(folder, { recursive: true }));

const machine = { engine: 'wasm', threads: 1, nativeDir: '/nonexistent' } as const;
const compressing = (changes: Partial<CompressRequest> = {}): CompressRequest => ({
  ...{ action: 'compress', model: at('yoto.ckpt'), image: at('grey.png'), out: at('out.yoto'), verify: true },
  ...machine,
  ...changes,
});
const decompressing = (file: string, model: string) => ({
  ...{ action: 'decompress' as const, file: at(file), model: at(model), out: at('out.png') },
  ...machine,
});
const failure = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => new AppError('internal', 'it did not fail'),
    (error) => error,
  );

it('writes a file that says which model it needs, and reads it', async () => {
  const report = await compressFile(compressing({ lambda: 0.02, modelId: 'somewhere' }));
  const bytes = (await readFile(at('out.yoto'))).length;
  expect(report).toMatchObject({ ...SIZE, lambda: 0.02, bytes, bitsPerPixel: (8 * bytes) / 1500, trials: 1 });
  expect(report.reachedTarget).toBeNull();
  expect(report.changes).toEqual(['grey becomes three equal channels']);
  expect(await inspectFile(at('out.yoto'))).toMatchObject({ modelId: 'somewhere' });
  const { decompressSeconds } = await decompressFile(decompressing('out.yoto', 'yoto.ckpt'));
  expect(decompressSeconds).toBeGreaterThan(0);
  expect(await readPicture(at('out.png'))).toMatchObject({ ...SIZE, changes: [] });
  const wrong = await failure(decompressFile(decompressing('out.yoto', 'fixed.ckpt')));
  expect(wrong).toMatchObject({
    code: 'bitstream_invalid',
    message: expect.stringContaining('model somewhere'),
  });
});

it('says when the model does not reach the size that was asked for', async () => {
  const report = await compressFile(compressing({ bitsPerPixel: 1000, verify: false }));
  expect(report).toMatchObject({ lambda: 0.26, reachedTarget: false });
});

it('takes the one lambda of a fixed job, and asks for one of a YOTO job', async () => {
  const report = await compressFile(compressing({ model: at('fixed.ckpt'), verify: false }));
  expect(report).toMatchObject({ lambda: 0.05, verified: null });
  expect(await inspectFile(at('out.yoto'))).toMatchObject({ modelId: 'fixed.ckpt' });
  expect((await failure(compressFile(compressing()))).message).toMatch(
    /weights from 0\.0012 to 0\.26: say which/,
  );
});

it('writes nothing when something is wrong', async () => {
  await rm(at('out.yoto'), { force: true });
  const before = await readdir(folder);
  const wrong: [Partial<CompressRequest>, string, RegExp][] = [
    [{ model: at('none.ckpt') }, 'invalid_input', /There is no file .*none\.ckpt/],
    [{ model: at('grey.png') }, 'checkpoint_corrupt', /cannot be read/],
    [{ image: at('yoto.ckpt') }, 'invalid_input', /cannot be read as a picture/],
    [{ out: at('no/folder.yoto') }, 'invalid_input', /cannot be written/],
  ];
  for (const [changes, code, message] of wrong) {
    const error = await failure(compressFile(compressing({ lambda: 0.02, verify: false, ...changes })));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  }
  expect(await failure(inspectFile(at('grey.png')))).toMatchObject({ code: 'bitstream_invalid' });
  expect(await readdir(folder)).toEqual(before);
});
