// The first 20 steps of every task on every engine here, against a training log in the repository: a change that alters
// what is learned shows up as numbers. After a change on purpose: YOTO_REFRESH_GOLDEN=1 npx vitest run golden
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type JobSpec, planSweep, resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { type EngineName, openEngine, probeEngines } from '@yoto/engine';
import { type Task, trainJob } from '@yoto/training';
import { beforeAll, describe, expect, it } from 'vitest';
import { betaVaeTask } from '../beta-vae/index.ts';

const STEPS = 20;
/** Engines round differently, and training spreads it: a part in a thousand after 20 steps is usual. */
const TOLERANCE = 5e-3;
const TIMEOUT_MS = 300_000;
const file = fileURLToPath(new URL('./golden.json', import.meta.url));
/** The folder of the real pictures, when they are here. */
const dataDir = process.env.YOTO_TEST_DATA;
/** Where native engines are installed, when they are. */
const nativeDir = process.env.YOTO_TEST_ENGINES ?? fileURLToPath(new URL('./no-engines', import.meta.url));

interface GoldenJob {
  id: string;
  task: Task;
  spec: JobSpec;
}

type Log = Record<string, number[]>;

const SMALL = { batchSize: 8, widthMultiplier: 0.5, steps: STEPS, metricsEverySteps: 1, learningRate: 1e-3 };

function golden(
  task: Task,
  dataset: string,
  kind: 'fixed' | 'yoto',
  lambdas: Record<string, number>,
): GoldenJob {
  const group =
    kind === 'yoto'
      ? ({ kind, name: 'yoto' } as const)
      : ({ kind, name: 'fixed', lambdas: [lambdas] } as const);
  const defaults = { ...SMALL, evaluation: { examples: 8 } };
  const sweep = { name: 'golden', task: { id: task.spec.id }, dataset: { id: dataset }, defaults };
  const plan = planSweep(resolveSweepSpec({ ...sweep, groups: [group] }, taskCatalogue([task.spec])));
  return { id: `${task.spec.id} ${dataset} ${kind}`, task, spec: plan.jobs[0] as JobSpec };
}

const JOBS = [
  golden(betaVaeTask as Task, 'shapes3d-rendered', 'fixed', { kl: 4 }),
  golden(betaVaeTask as Task, 'shapes3d-rendered', 'yoto', {}),
];
/** With the first 20,000 training pictures, in data_batch_1.bin and data_batch_2.bin. */
const JOBS_ON_REAL_PICTURES = [
  golden(betaVaeTask as Task, 'cifar10', 'fixed', { kl: 4 }),
  golden(betaVaeTask as Task, 'cifar10', 'yoto', {}),
];

/** Every loss of every step. */
async function train({ task, spec }: GoldenJob): Promise<Log> {
  const log: Log = {};
  await trainJob({
    ...{ spec, task, dataDir: dataDir ?? '', engineName: 'golden' },
    report: {
      metrics(points) {
        for (const { name, value } of points) {
          log[name] ??= [];
          if (value !== null) log[name].push(value);
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
  beforeAll(async () => {
    const probes = await probeEngines({ nativeDir });
    const isFit = ({ available, reason }: (typeof probes)[0]) => available && !reason.includes('software');
    // Slowest first: that one is everywhere, and writes the log.
    engines = probes
      .filter(isFit)
      .map(({ name }) => name)
      .reverse();
  }, TIMEOUT_MS);

  it.each(JOBS)('$id: as in the golden log, on every engine here', expectGolden);

  it.skipIf(!dataDir).each(JOBS_ON_REAL_PICTURES)(
    '$id: as in the golden log (set YOTO_TEST_DATA to a folder with CIFAR-10 to run this)',
    expectGolden,
  );

  async function expectGolden(job: GoldenJob): Promise<void> {
    const known = JSON.parse(await readFile(file, 'utf8')) as Record<string, Log>;
    expect(engines).toContain('wasm');
    for (const name of engines) {
      const engine = await openEngine({ name, reason: 'golden' }, { threads: 1, nativeDir });
      const log = await train(job).finally(() => engine.dispose());
      if (name === 'wasm' && process.env.YOTO_REFRESH_GOLDEN === '1') {
        known[job.id] = log;
        await writeFile(file, `${JSON.stringify(known, null, 2)}\n`);
      }
      expectSame(log, known[job.id] ?? {});
    }
  }
});
