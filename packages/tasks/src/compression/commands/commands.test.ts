import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodePng, readPicture } from '@yoto/datasets';
import { openEngine } from '@yoto/engine';
import type { TaskCommand } from '@yoto/training';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandOptions, runCommand } from '../../testing/run-command.ts';
import { untrainedCheckpoint } from '../codec/untrained-checkpoint.ts';
import { compress } from './compress.ts';
import { decompress } from './decompress.ts';

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

const run = (command: TaskCommand, file: string, options: CommandOptions) =>
  runCommand(command, { image: at(file), file: at(file) }, { force: true, ...options });
const compressing = (options: Record<string, string | number | boolean> = {}, image = 'grey.png') =>
  run(compress, image, { model: at('yoto.ckpt'), out: at('out.yoto'), verify: true, ...options });
const decompressing = (file: string, model?: string) =>
  run(decompress, file, { out: at('out.png'), ...(model && { model: at(model) }) });

it('writes a file that says which model it needs, and reads it', async () => {
  const { json, text, said } = await compressing({ lambda: 0.02 });
  const bytes = (await readFile(at('out.yoto'))).length;
  expect(json).toMatchObject({ ...SIZE, lambda: 0.02, bytes, bitsPerPixel: (8 * bytes) / 1500, trials: 1 });
  expect(json).toMatchObject({ file: at('out.yoto'), reachedTarget: null });
  expect(json.changes).toEqual(['grey becomes three equal channels']);
  expect(text).toMatch(/^picture +50 x 30; grey becomes three equal channels$/m);
  expect(said).toEqual([]);
  await expect(decompressing('out.yoto')).rejects.toThrow('no model of yoto.ckpt');
  const decoded = await decompressing('out.yoto', 'yoto.ckpt');
  expect(decoded.json.decompressSeconds).toBeGreaterThan(0);
  expect(await readPicture(at('out.png'))).toMatchObject({ ...SIZE, changes: [] });
  await expect(decompressing('out.yoto', 'fixed.ckpt')).rejects.toMatchObject({
    code: 'bitstream_invalid',
    message: expect.stringContaining('model yoto.ckpt'),
  });
});

it('says when the model does not reach the size that was asked for', async () => {
  const { json, said } = await compressing({ bpp: 1000, verify: false });
  expect(json).toMatchObject({ lambda: 0.26, reachedTarget: false });
  expect(said).toEqual([expect.stringMatching(/^This model cannot use 1000 bits per pixel/)]);
});

it('takes the one lambda of a fixed job, and asks for one of a YOTO job', async () => {
  const { json } = await compressing({ model: at('fixed.ckpt'), verify: false });
  expect(json).toMatchObject({ lambda: 0.05, verified: null });
  await expect(decompressing('out.yoto')).rejects.toThrow('no model of fixed.ckpt');
  await expect(compressing()).rejects.toThrow(/weights from 0\.0012 to 0\.26: say which/);
});

it('writes nothing when something is wrong', async () => {
  await rm(at('out.yoto'), { force: true });
  const before = await readdir(folder);
  const lambda = 0.02;
  const wrong: [() => Promise<unknown>, string, RegExp][] = [
    [() => compressing({ model: at('grey.png'), lambda }), 'checkpoint_corrupt', /cannot be read/],
    [() => compressing({ lambda }, 'yoto.ckpt'), 'invalid_input', /cannot be read as a picture/],
    [() => compressing({ lambda, bpp: 1 }), 'invalid_input', /^Both --lambda and --bpp were given$/],
    [() => compressing({ out: at('grey.png'), lambda }), 'invalid_input', /is the file to read/],
    [() => compressing({ out: at('yoto.ckpt'), lambda, force: false }), 'invalid_input', /exists already/],
    [() => run(compress, 'grey.png', { lambda, verify: true }), 'invalid_input', /^No model was named$/],
    [() => decompressing('grey.png'), 'bitstream_invalid', /./],
  ];
  for (const [running, code, message] of wrong) {
    await expect(running()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  }
  expect(await readdir(folder)).toEqual(before);
});
