// The first 20 steps of every task on every engine here, against a training log in the repository: a change that alters
// what is learned shows up as numbers. After a change on purpose: YOTO_REFRESH_GOLDEN=1 npx vitest run golden
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type EngineName, planSweep, resolveSweepSpec, type TrainedJobSpec, taskCatalogue } from '@yoto/core';
import { openEngine } from '@yoto/engine';
import { type Task, trainJob } from '@yoto/training';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { betaVaeTask } from '../beta-vae/index.ts';
import { compressionTask } from '../compression/index.ts';
import { enginesHere, nativeDir } from '../testing/engines-here.ts';
import { MADE_PHOTOGRAPHS, makePhotographs } from '../testing/made-photographs.ts';

const STEPS = 20;
/** Engines round differently, and training spreads it: a part in a thousand after 20 steps is usual. */
const TOLERANCE = 5e-3;
const TIMEOUT_MS = 300_000;
const file = fileURLToPath(new URL('./golden.json', import.meta.url));
/** The folder of the real pictures, when they are here. */
const dataDir = process.env.YOTO_TEST_DATA;

interface GoldenJob {
  id: string;
  task: Task;
  spec: TrainedJobSpec;
}

type Log = Record<string, number[]>;

const SMALL = { batchSize: 8, widthMultiplier: 0.5, steps: STEPS, metricsEverySteps: 1, learningRate: 1e-3 };

function golden(
  task: Task,
  dataset: { id: string; params?: Record<string, unknown> },
  kind: 'fixed' | 'yoto',
  lambdas: Record<string, number>,
  params: Record<string, unknown> = {},
): GoldenJob {
  const group =
    kind === 'yoto'
      ? ({ kind, name: 'yoto' } as const)
      : ({ kind, name: 'fixed', lambdas: [lambdas] } as const);
  const defaults = { ...SMALL, evaluation: { examples: 8 } };
  const sweep = { name: 'golden', task: { id: task.spec.id, params }, dataset, defaults };
  const plan = planSweep(resolveSweepSpec({ ...sweep, groups: [group] }, taskCatalogue([task.spec])));
  return { id: `${task.spec.id} ${dataset.id} ${kind}`, task, spec: plan.jobs[0] as TrainedJobSpec };
}

const JOBS = [
  golden(betaVaeTask as Task, { id: 'shapes3d-rendered' }, 'fixed', { kl: 4 }),
  golden(betaVaeTask as Task, { id: 'shapes3d-rendered' }, 'yoto', {}),
];
const MADE = { id: 'images', params: MADE_PHOTOGRAPHS };
const JOBS_ON_MADE_PICTURES = [
  golden(compressionTask as Task, MADE, 'fixed', { distortion: 0.02 }, { channels: 12 }),
  golden(compressionTask as Task, MADE, 'yoto', {}, { channels: 12 }),
];
/** With the first 20,000 training pictures, in data_batch_1.bin and data_batch_2.bin. */
const JOBS_ON_REAL_PICTURES = [
  golden(betaVaeTask as Task, { id: 'cifar10' }, 'fixed', { kl: 4 }),
  golden(betaVaeTask as Task, { id: 'cifar10' }, 'yoto', {}),
];

/** Every loss of every step. */
async function train({ task, spec }: GoldenJob, folder: string): Promise<Log> {
  const log: Log = {};
  await trainJob({
    ...{ spec, task, dataDir: folder, engineName: 'golden' },
    report: {
      metrics(points) {
        for (const { name, value } of points) {
          log[name] ??= [];
          if (typeof value === 'number') log[name].push(value);
        }
      },
      evaluation: () => undefined,
      checkpoint: () => undefined,
      progress: () => undefined,
    },
  });
  return log;
}

function expectSame(found: Log, expected: Log): void {
  const losses = Object.keys(expected).filter((name) => name.startsWith('loss'));
  expect(losses.length).toBeGreaterThan(2);
  for (const name of losses) {
    expect(found[name], name).toHaveLength(STEPS);
    for (const [step, value] of (expected[name] ?? []).entries()) {
      const difference = Math.abs((found[name]?.[step] ?? Number.NaN) - value) / Math.abs(value);
      expect(difference, `${name}, step ${step + 1}`).toBeLessThan(TOLERANCE);
    }
  }
}

describe('20 steps of training', { timeout: TIMEOUT_MS }, () => {
  let engines: EngineName[] = [];
  let madeDir = '';
  beforeAll(async () => {
    // Slowest first: that one is everywhere, and writes the log.
    engines = await enginesHere();
    madeDir = await makePhotographs();
  }, TIMEOUT_MS);
  afterAll(() => rm(madeDir, { recursive: true }));

  it.each(JOBS)('$id: as in the golden log, on every engine here', (job) => expectGolden(job, ''));

  it.each(JOBS_ON_MADE_PICTURES)('$id: as in the golden log, on every engine here', (job) =>
    expectGolden(job, madeDir),
  );

  it.skipIf(!dataDir).each(JOBS_ON_REAL_PICTURES)(
    '$id: as in the golden log (set YOTO_TEST_DATA to a folder with CIFAR-10 to run this)',
    (job) => expectGolden(job, dataDir ?? ''),
  );

  async function expectGolden(job: GoldenJob, folder: string): Promise<void> {
    const known = JSON.parse(await readFile(file, 'utf8')) as Record<string, Log>;
    expect(engines).toContain('wasm');
    for (const name of engines) {
      const engine = await openEngine({ name, reason: 'golden' }, { threads: 1, nativeDir });
      const log = await train(job, folder).finally(() => engine.dispose());
      if (name === 'wasm' && process.env.YOTO_REFRESH_GOLDEN === '1') {
        known[job.id] = log;
        await writeFile(file, `${JSON.stringify(known, null, 2)}\n`);
      }
      expectSame(log, known[job.id] ?? {});
    }
  }
});
