/** A model that is explored gives what the worker's evaluation of it gave. */
import { type Lambda, planSweep, resolveSweepSpec, type TrainedJobSpec, taskCatalogue } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import {
  type ExampleValues,
  type Explorer,
  type HostPicture,
  openExplorer,
  type PictureSheet,
  trainJob,
} from '@yoto/training';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadExploreTask } from '../explore.ts';
import { exploring } from '../testing/exploring.ts';
import { pictureDifference, sheetTiles } from '../testing/sheet-tiles.ts';
import { exploreTask } from './explore.ts';
import { betaVaeTask } from './index.ts';
import { betaVaeSpec } from './spec.ts';

/** Two batches of evaluation examples, as the noise is another in each. */
const EXAMPLES = 6;
const SETTINGS = {
  steps: 3,
  batchSize: 4,
  widthMultiplier: 0.25,
  evaluation: { examples: EXAMPLES, lambdas: { kl: [1, 64] } },
};

function spec(): TrainedJobSpec {
  const group = {
    name: 'YOTO',
    kind: 'yoto' as const,
    distribution: { kl: { kind: 'log-uniform' as const, min: 1, max: 64 } },
  };
  const sweep = { name: 'explored', task: { id: 'beta-vae' }, defaults: SETTINGS, groups: [group] };
  return planSweep(resolveSweepSpec(sweep, taskCatalogue([betaVaeSpec]))).jobs[0] as TrainedJobSpec;
}

let engine: Engine;
let checkpoint: Uint8Array;
let examples: ExampleValues;
let sheets: PictureSheet[];
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
  await trainJob({
    ...{ spec: spec(), task: betaVaeTask, dataDir: '', engineName: engine.name },
    report: {
      metrics: () => {},
      evaluation: () => {},
      progress: () => {},
      checkpoint: (_step, bytes) => {
        checkpoint = bytes;
      },
      examples: (values) => {
        examples = values;
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

// `cpu` is stock TensorFlow.js without any kernel of ours, as browsers have it.
test.each(['wasm', 'cpu'])(
  'losses, metrics and samples are those of the evaluation (%s)',
  async (backend) => {
    const own = tf.getBackend();
    await tf.setBackend(backend);
    try {
      await withExplorer(async (explorer) => {
        const inputs = sheetTiles(sheets, 'inputs', null);
        expect(inputs).toHaveLength(EXAMPLES);
        const shownLambdas = new Set(sheets.map(({ lambda }) => JSON.stringify(lambda)));
        const points = examples.points.filter(({ at }) =>
          shownLambdas.has(JSON.stringify((at as { lambda: Lambda }).lambda)),
        );
        expect(points.length).toBeGreaterThan(1);
        for (const { at, values } of [points[0], points.at(-1)].flatMap((point) => point ?? [])) {
          const { lambda } = at as { lambda: Lambda };
          const [reconstructions, samples] = await explorer.show({ lambda, pictures: { inputs } });
          for (const [name, expected] of Object.entries(values)) {
            const found = reconstructions?.values[name] ?? [];
            expect(found, name).toHaveLength(EXAMPLES);
            for (const [index, value] of expected.entries()) {
              const difference = Math.abs((found[index] ?? Number.NaN) / (value as number) - 1);
              expect(difference, `${name} of example ${index} at ${JSON.stringify(lambda)}`).toBeLessThan(
                1e-3,
              );
            }
          }
          const stored = sheetTiles(sheets, 'samples', lambda);
          expect(samples?.pictures).toHaveLength(stored.length);
          for (const [index, picture] of stored.entries()) {
            const { greatest } = pictureDifference(picture, samples?.pictures[index] as HostPicture);
            expect(greatest, `sample ${index}`).toBeLessThanOrEqual(1);
          }
        }
      });
    } finally {
      await tf.setBackend(own);
    }
  },
);

test('a slider reaches over what the task suggests, and says what was trained', async () => {
  const sliders = await withExplorer(async (explorer) => explorer.sliders);
  expect(sliders).toEqual([
    {
      name: 'kl',
      label: 'KL divergence',
      scale: 'log',
      min: 0.125,
      max: 4096,
      trained: { min: 1, max: 64 },
      start: 8,
    },
  ]);
});

test('without pictures there are samples alone', async () => {
  const sets = await withExplorer((explorer) =>
    explorer.show({ lambda: { kl: 2 }, pictures: { inputs: [] } }),
  );
  expect(sets.map(({ name }) => name)).toEqual(['samples']);
});

test('a model of another version of the task, and one that diverged, are refused', async () => {
  const newer = { ...exploreTask, spec: { ...exploreTask.spec, version: 7 } };
  await expect(openExplorer(newer, checkpoint)).rejects.toThrow(/trained by version 1 .* has version 7/);
  const broken = checkpoint.slice();
  const header = Number(new DataView(broken.buffer).getBigUint64(0, true));
  new DataView(broken.buffer).setFloat32(8 + header, Number.NaN, true);
  await expect(openExplorer(exploreTask, broken)).rejects.toMatchObject({ code: 'diverged' });
});

test('only tasks that offer it can be explored', async () => {
  expect(await loadExploreTask('beta-vae')).toBe(exploreTask);
  expect(await loadExploreTask('toString')).toBeUndefined();
});
