import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodePng, readPicture } from '@yoto/datasets';
import { makePictureFolder, type PictureFolder } from '@yoto/datasets/testing/picture-folder';
import { openEngine } from '@yoto/engine';
import { decodeCheckpoint, encodeCheckpoint, type PictureSheet, type Task, trainJob } from '@yoto/training';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandOptions, runCommand } from '../../testing/run-command.ts';
import { styleTransferTask } from '../index.ts';
import { stylize } from './stylize.ts';
import { untrainedCheckpoint } from './untrained-checkpoint.ts';

/** Half red, half blue. */
let pictures: PictureFolder;
const at = (name: string) => path.join(pictures.path, name);
beforeAll(async () => {
  pictures = await makePictureFolder();
  await pictures.write('content.png', { change: (image) => image.removeAlpha() });
  await pictures.write('style.png', {
    height: 90,
    width: 60,
    change: (image) => image.negate({ alpha: false }),
  });
  const engine = await openEngine('wasm', { threads: 1, nativeDir: '/nonexistent' });
  const params = { channels: 2, featureNetwork: 'random' } as const;
  await writeFile(at('yoto.ckpt'), await untrainedCheckpoint(params, { name: 'yoto', kind: 'yoto' }));
  const lambdas = {
    content: [5],
    'style-1': [1e-3],
    'style-2': [1e-3],
    'style-3': [1e-3],
    'style-4': [1e-2],
  };
  const fixed = await untrainedCheckpoint(params, { name: 'fixed', kind: 'fixed', lambdas });
  await writeFile(at('fixed.ckpt'), fixed);
  const state = decodeCheckpoint(fixed);
  const [frozen] = state.frozen ?? [];
  const others = [{ name: frozen?.name ?? '', sha256: 'a'.repeat(64) }];
  await writeFile(at('others.ckpt'), encodeCheckpoint({ ...state, frozen: others }));
  await engine.dispose();
});
afterAll(() => pictures.remove());

const painting = (options: CommandOptions = {}, content = 'content.png', style = 'style.png') =>
  runCommand(
    stylize,
    { content: at(content), style: at(style) },
    { model: at('yoto.ckpt'), out: at('out.png'), force: true, ...options },
  );

it('paints the content in the style, at the weights that were named and the defaults of the others', async () => {
  const { json, text, said } = await painting({ weights: 'content=0.5, style-4 = 0.1' });
  expect(json).toMatchObject({
    ...{ file: at('out.png'), width: 48, height: 32, engine: 'wasm' },
    weights: { content: 0.5, 'style-1': 1e-3, 'style-2': 1e-3, 'style-3': 1e-3, 'style-4': 0.1 },
    content: { width: 48, height: 32, changes: [] },
    // As in training.
    style: { width: 32, height: 48 },
  });
  expect(text).toMatch(/^style +32 x 48; reduced from 60 x 90/m);
  expect(text).toMatch(/^weights +content=0\.5, style-1=0\.001, /m);
  expect(said).toEqual([]);
  expect(await readPicture(at('out.png'))).toMatchObject({ width: 48, height: 32 });
});

it('paints what the trainer shows', async () => {
  const engine = await openEngine('wasm', { threads: 1, nativeDir: '/nonexistent' });
  const untrained = decodeCheckpoint(await readFile(at('yoto.ckpt'))).spec;
  const lambdas = [{ content: 5, 'style-1': 1e-3, 'style-2': 1e-3, 'style-3': 0.05, 'style-4': 1e-2 }];
  const evaluation = { ...untrained.evaluation, examples: 1, lambdas };
  const spec = { ...untrained, steps: 1, batchSize: 1, evaluation };
  const sheets: PictureSheet[] = [];
  await trainJob({
    ...{ spec, task: styleTransferTask as Task, dataDir: pictures.path, engineName: 'wasm' },
    report: {
      metrics: () => undefined,
      evaluation: () => undefined,
      progress: () => undefined,
      checkpoint: (_step, bytes) => writeFile(at('trained.ckpt'), bytes),
      pictures: (shown) => void sheets.push(...shown),
    },
  }).finally(() => engine.dispose());
  const pixels = (name: string) => Uint8Array.from(sheets.find((sheet) => sheet.name === name)?.pixels ?? []);
  for (const name of ['contents', 'styles'])
    await writeFile(at(`${name}.png`), await encodePng(pixels(name), 32, 32, 3));
  const weights = 'content=5,style-3=0.05';
  await painting({ model: at('trained.ckpt'), weights }, 'contents.png', 'styles.png');
  const { bytes } = await readPicture(at('out.png'));
  expect(Uint8Array.from(bytes)).toEqual(pixels('stylised'));
});

it('weights, style and the size of the style make other pictures, and nothing else does', async () => {
  const painted = async (options: CommandOptions, style?: string) => {
    await painting(options, 'content.png', style);
    return readFile(at('out.png'));
  };
  const usual = await painted({});
  expect(await painted({ weights: 'content=2' })).toEqual(usual);
  expect(await painted({ weights: 'content=100' })).not.toEqual(usual);
  expect(await painted({}, 'content.png')).not.toEqual(usual);
  expect(await painted({ 'style-size': 60 })).not.toEqual(usual);
});

it('reads pictures as `yoto compress` does: upright, on white, in 8 bits', async () => {
  await pictures.write('turned.jpg', { change: (image) => image.withMetadata({ orientation: 6 }).jpeg() });
  await pictures.write('clear.png', { change: (image) => image.removeAlpha().ensureAlpha(0.5).png() });
  await pictures.write('deep.png', { change: (image) => image.removeAlpha().toColourspace('rgb16').png() });
  const turned = await painting({}, 'turned.jpg', 'clear.png');
  expect(turned.json).toMatchObject({
    ...{ width: 32, height: 48 },
    content: { changes: ['the picture is turned upright, as its EXIF data say'] },
    style: { changes: ['what is transparent is shown on white'] },
  });
  const deep = await painting({}, 'deep.png');
  expect(deep.json.content).toMatchObject({ changes: ['values are reduced to 8 bits per channel'] });
  const bytes = await readFile(at('out.png'));
  await painting();
  expect(await readFile(at('out.png'))).toEqual(bytes);
});

it('writes what the name of the file says, by default next to the content', async () => {
  await painting({ out: at('out.webp') });
  expect((await readFile(at('out.webp'))).subarray(8, 12).toString()).toBe('WEBP');
  const { model, force } = { model: at('yoto.ckpt'), force: false };
  const { json } = await runCommand(
    stylize,
    { content: at('content.png'), style: at('style.png') },
    { model, force, size: 24 },
  );
  expect(json).toMatchObject({ file: at('content.stylized.png'), width: 24, height: 16 });
});

it('a fixed job has its own weights', async () => {
  const fixed = { model: at('fixed.ckpt') };
  expect((await painting(fixed)).json.weights).toMatchObject({ content: 5, 'style-4': 1e-2 });
  expect((await painting({ ...fixed, weights: 'content=5' })).json.weights).toMatchObject({ content: 5 });
  await expect(painting({ ...fixed, weights: 'content=2' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'This model was trained for one weight, content = 5, not 2',
  });
});

it('writes nothing when something is wrong', async () => {
  await pictures.write('tiny.png', { height: 15, width: 20 });
  await pictures.write('large.png', { height: 1100, width: 17_000 });
  const before = await readdir(pictures.path);
  const weights = (written: string) => () => painting({ weights: written });
  const wrong: [() => Promise<unknown>, string, RegExp, RegExp?][] = [
    [weights('content'), 'invalid_input', /^"content" of --weights is no weight$/, /content=2,style-1=1e-3/],
    [weights('content=much'), 'invalid_input', /"content=much" of --weights is no weight/],
    [weights('content=1,content=2'), 'invalid_input', /two values for "content"/],
    [weights('style1=1'), 'invalid_input', /no weight "style1"/, /choose of content, style-1/],
    [weights('tv=1'), 'invalid_input', /weight of "tv" is always 10000/],
    [weights('content=1000'), 'invalid_input', /from 0\.1 to 100 of content; 1000 is outside/],
    [() => painting({}, 'content.png', 'none.png'), 'invalid_input', /There is no file .*none\.png/],
    [() => painting({}, 'yoto.ckpt'), 'invalid_input', /cannot be read as a picture/],
    [() => painting({}, 'tiny.png'), 'invalid_input', /20 x 15 pixels: each side needs 16/],
    [() => painting({}, 'large.png'), 'invalid_input', /17000 x 1100 .* fit into memory/, /--size \d{5} /],
    [() => painting({ size: 16_900 }, 'large.png'), 'invalid_input', /16900 x 1094/, /--size \d{5} /],
    [() => painting({ size: 0.5 }), 'invalid_input', /size/],
    [() => painting({ out: at('out.tif') }), 'invalid_input', /out\.tif does not end/, /\.png, \.jpg/],
    [() => painting({ out: at('style.png') }), 'invalid_input', /is the file to read/],
    [() => painting({ force: false }), 'invalid_input', /exists already/],
    [() => painting({ model: at('style.png') }), 'checkpoint_corrupt', /cannot be read/],
    [() => painting({ model: at('others.ckpt') }), 'checkpoint_corrupt', /trained with other frozen weights/],
  ];
  for (const [running, code, message, fix] of wrong) {
    const expected = { code, message: expect.stringMatching(message) };
    const details = fix && { details: { fix: expect.stringMatching(fix) } };
    await expect(running()).rejects.toMatchObject({ ...expected, ...details });
  }
  expect(await readdir(pictures.path)).toEqual(before);
});
