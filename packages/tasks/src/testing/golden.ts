// The first steps of a task on every engine here, against a training log beside the task: a change that alters what is
// learned shows up as numbers. After a change on purpose: YOTO_REFRESH_GOLDEN=1 npx vitest run golden
import { readFile, writeFile } from 'node:fs/promises';
import { type EngineName, planSweep, resolveSweepSpec, type TrainedJobSpec, taskCatalogue } from '@yoto/core';
import { openEngine } from '@yoto/engine';
import { enginesHere, nativeDir } from '@yoto/testkit/engines-here';
import { type Task, trainJob } from '@yoto/training';
import { beforeAll, describe, expect, it } from 'vitest';

const STEPS = 20;
/** A change of what is learned shows within a few; all of them are compared with YOTO_TEST_FULL=1. */
// biome-ignore lint/style/noProcessEnv: for tests only, which have no configuration of their own
const COMPARED_STEPS = process.env.YOTO_TEST_FULL === '1' ? STEPS : 6;
/** Engines round differently, and training spreads it: a part in a thousand after 20 steps is usual. */
const TOLERANCE = 5e-3;
const TIMEOUT_MS = 300_000;
// biome-ignore lint/style/noProcessEnv: for tests only, which have no configuration of their own
const refreshing = process.env.YOTO_REFRESH_GOLDEN === '1';

export interface GoldenJob {
  id: string;
  task: Task;
  spec: TrainedJobSpec;
}

type Log = Record<string, number[]>;

const SMALL = { batchSize: 8, widthMultiplier: 0.5, steps: STEPS, metricsEverySteps: 1, learningRate: 1e-3 };

export function goldenJob(
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

/** Every loss of the first `steps` steps. */
async function train({ task, spec }: GoldenJob, folder: string, steps: number): Promise<Log> {
  const log: Log = {};
  const signal: { stop?: 'abort' } = {};
  await trainJob({
    ...{ spec, task, dataDir: folder, engineName: 'golden', signal },
    report: {
      metrics(points) {
        for (const { name, value } of points) {
          log[name] ??= [];
          if (typeof value === 'number') log[name].push(value);
        }
        if (log.loss?.length === steps && steps < STEPS) signal.stop = 'abort';
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
    expect(expected[name], name).toHaveLength(STEPS);
    expect(found[name]?.length, name).toBeGreaterThanOrEqual(COMPARED_STEPS);
    for (const [step, value] of (expected[name] ?? []).slice(0, COMPARED_STEPS).entries()) {
      const difference = Math.abs((found[name]?.[step] ?? Number.NaN) - value) / Math.abs(value);
      expect(difference, `${name}, step ${step + 1}`).toBeLessThan(TOLERANCE);
    }
  }
}

/** Registers the test of each job. `log`: the file of its task; `folder`: of the data sets, once the test runs. */
export function describeGolden(jobs: readonly GoldenJob[], log: URL, folder: () => string): void {
  describe(`${COMPARED_STEPS} steps of training`, { timeout: TIMEOUT_MS }, () => {
    let engines: EngineName[] = [];
    beforeAll(async () => {
      // Slowest first: that one is everywhere, and writes the log.
      engines = await enginesHere();
    }, TIMEOUT_MS);

    it.each(jobs)('$id: as in the golden log, on every engine here', async (job) => {
      const known = JSON.parse(await readFile(log, 'utf8')) as Record<string, Log>;
      expect(engines).toContain('wasm');
      for (const name of engines) {
        const engine = await openEngine({ name, reason: 'golden' }, { threads: 1, nativeDir });
        const steps = refreshing ? STEPS : COMPARED_STEPS;
        const found = await train(job, folder(), steps).finally(() => engine.dispose());
        if (name === 'wasm' && refreshing) {
          known[job.id] = found;
          await writeFile(log, `${JSON.stringify(known, null, 2)}\n`);
        }
        expectSame(found, known[job.id] ?? {});
      }
    });
  });
}
