/** A style model that is explored paints what the worker's evaluation of it painted, without any feature network. */
import { planSweep, resolveSweepSpec, type TrainedJobSpec, taskCatalogue } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import {
  decodeCheckpoint,
  type Explorer,
  encodeCheckpoint,
  type HostPicture,
  modelPart,
  openExplorer,
  type PictureSheet,
  type Task,
  trainJob,
} from '@yoto/training';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exploring } from '../testing/exploring.ts';
import { pictureDifference, sheetTiles } from '../testing/sheet-tiles.ts';
import { exploreTask } from './explore.ts';
import { styleTransferTask } from './index.ts';
import { DEFAULT_WEIGHTS } from './presets.ts';
import { styleTransferSpec } from './spec.ts';

const LAMBDAS = [DEFAULT_WEIGHTS, { ...DEFAULT_WEIGHTS, content: 50, 'style-3': 0.05 }];

function spec(): TrainedJobSpec {
  const sweep = {
    ...{ name: 'explored', task: { id: 'style-transfer', params: { channels: 4 } } },
    dataset: { id: 'patterns', params: { imageSize: 96 } },
    defaults: { steps: 1, batchSize: 2, evaluation: { examples: 3, lambdas: LAMBDAS } },
    groups: [{ name: 'YOTO', kind: 'yoto' as const }],
  };
  return planSweep(resolveSweepSpec(sweep, taskCatalogue([styleTransferSpec]))).jobs[0] as TrainedJobSpec;
}

let engine: Engine;
/** As the server gives it to browsers. */
let checkpoint: Uint8Array;
let sheets: PictureSheet[];
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1, nativeDir: '/nonexistent' });
  await trainJob({
    ...{ spec: spec(), task: styleTransferTask as Task, dataDir: '', engineName: engine.name },
    report: {
      metrics: () => {},
      evaluation: () => {},
      progress: () => {},
      checkpoint: (_step, bytes) => {
        checkpoint = modelPart(bytes);
      },
      pictures: (all) => {
        sheets = all;
      },
    },
  });
}, 60_000);
afterAll(() => engine.dispose());

const withExplorer = <T>(use: (explorer: Explorer) => Promise<T>): Promise<T> =>
  exploring(exploreTask, checkpoint, use);

// `cpu` is stock TensorFlow.js without any kernel of ours, as browsers have it; it takes a second for each picture.
test.each([
  ['wasm', 3],
  ['cpu', 1],
] as const)('pictures are those of the evaluation (%s)', async (backend, pictured) => {
  const own = tf.getBackend();
  await tf.setBackend(backend);
  try {
    await withExplorer(async ({ choices: [style], show }) => {
      const contents = sheetTiles(sheets, 'contents', null);
      expect(contents).toHaveLength(3);
      expect(style?.ofHeldOut).toEqual([0, 1, 2]);
      for (const lambda of LAMBDAS) {
        const stored = sheetTiles(sheets, 'stylised', lambda);
        for (const [index, content] of contents.slice(0, pictured).entries()) {
          const chosen = { style: style?.ofHeldOut[index] as number };
          const [set] = await show({ lambda, pictures: { contents: [content] }, chosen });
          const painted = set?.pictures[0] as HostPicture;
          const { greatest, mean } = pictureDifference(painted, stored[index] as HostPicture);
          // Both are rounded to whole levels.
          expect(greatest, `content ${index}`).toBeLessThanOrEqual(1);
          expect(mean / 255, `content ${index}`).toBeLessThan(1e-3);
        }
      }
    });
  } finally {
    await tf.setBackend(own);
  }
});

test('the held-out styles are there, with names and small pictures of them', async () => {
  const [style] = await withExplorer(async ({ choices }) => choices);
  expect(new Set(style?.options.map(({ label }) => label)).size).toBe(14);
  const shown = style?.options[1]?.picture as HostPicture;
  expect(shown).toMatchObject({ width: 48, height: 48, channels: 3 });
  const whole = sheetTiles(sheets, 'styles', null)[1] as HostPicture;
  const mean = ({ pixels }: HostPicture) => pixels.reduce((sum, level) => sum + level, 0) / pixels.length;
  expect(Math.abs(mean(shown) - mean(whole))).toBeLessThan(1);
});

test('another style and other weights make another picture; a style that there is not is refused', async () => {
  await withExplorer(async ({ show }) => {
    const pictures = { contents: sheetTiles(sheets, 'contents', null).slice(0, 1) };
    const painted = async (lambda: Record<string, number>, style: number) =>
      (await show({ lambda, pictures, chosen: { style } }))[0]?.pictures[0] as HostPicture;
    const usual = await painted(DEFAULT_WEIGHTS, 0);
    expect(pictureDifference(await painted(DEFAULT_WEIGHTS, 1), usual).greatest).toBeGreaterThan(1);
    expect(
      pictureDifference(await painted({ ...DEFAULT_WEIGHTS, content: 100 }, 0), usual).greatest,
    ).toBeGreaterThan(1);
    await expect(painted(DEFAULT_WEIGHTS, 14)).rejects.toThrow('There is no option 14 of “Style”');
  });
});

test('the sliders start at the usual weights', async () => {
  const sliders = await withExplorer(async ({ sliders }) => sliders);
  expect(Object.fromEntries(sliders.map(({ name, start }) => [name, start]))).toEqual(DEFAULT_WEIGHTS);
});

test('a checkpoint without styles says what to do', async () => {
  const old = encodeCheckpoint({ ...decodeCheckpoint(checkpoint), explore: new Map() });
  await expect(openExplorer(exploreTask, old)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/no styles to choose of.*run the job again/),
  });
});
