/** What every task must keep to, as a test suite: run it on your own task before you publish it. */
import { DataFingerprint, lambdaVariables, type TrainedJobSpec } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineMetrics } from '../loss/evaluated-names.ts';
import type { Task } from '../task.ts';
import { openSession, type Session, saveSession } from '../train/session.ts';
import { trainStep } from '../train/train-step.ts';
import { type ContractJobOptions, contractJob } from './contract-job.ts';
import type { Subject } from './contract-subject.ts';
import { describeCodecs } from './describe-codecs.ts';
import { describeExamples } from './describe-examples.ts';
import { describeFrozen } from './describe-frozen.ts';
import { describeInterpolation } from './describe-interpolation.ts';
import { describePictures } from './describe-pictures.ts';
import { describeSpec } from './describe-spec.ts';
import { allWeights, batchText, type ExampleValues, probeGradients, probeValues } from './probe-session.ts';
import { shareSessions } from './shared-sessions.ts';

/** Training shares its processor with other tests: slow is no failure. */
const TIMEOUT_MS = 300_000;

export interface TaskContractOptions extends ContractJobOptions {
  /** Where the data set's files are. */
  dataDir?: string;
}

/**
 * Registers the contract suite of a task with vitest, on the wasm engine. Make the task small with
 * `options.settings` (batch size, width multiplier): the suite trains it for `settings.steps` steps, 30 by default.
 */
export function describeTask(task: Task, options: TaskContractOptions = {}): void {
  const { dataDir = '' } = options;
  const open = (spec: TrainedJobSpec, resumeFrom?: Uint8Array) =>
    openSession({ spec, task, dataDir, engineName: 'wasm', resumeFrom });
  const shared = shareSessions(open);
  const yotoJob = contractJob(task.spec, 'yoto', options);
  const subject: Subject = {
    task,
    fixedJob: contractJob(task.spec, 'fixed', options),
    yotoJob,
    filmJob: withConditioning(yotoJob, 'film'),
    blindJob: withConditioning(yotoJob, 'none'),
    sameJob: { ...yotoJob },
    otherSeedJob: { ...yotoJob, seed: yotoJob.seed + 1 },
    look: shared.of,
    async withSession(spec, use, resumeFrom) {
      const session = await open(spec, resumeFrom);
      try {
        return await use(session);
      } finally {
        await session.dispose();
      }
    },
  };
  describe(`task ${task.spec.id} on ${subject.yotoJob.dataset.id}`, { timeout: TIMEOUT_MS }, () => {
    let engine: Engine | undefined;
    beforeAll(async () => {
      engine = await openEngine('wasm', { threads: 1 });
    }, TIMEOUT_MS);
    afterAll(async () => {
      await shared.dispose();
      await engine?.dispose();
    });
    describeSpec(subject);
    describeData(subject);
    describeModel(subject);
    describeConditioning(subject);
    describeLossParameters(subject);
    describeTraining(subject);
    describeFrozen(subject);
    describePictures(subject);
    describeExamples(subject);
    describeInterpolation(subject);
    describeCodecs(subject);
  });
}

function withConditioning(job: TrainedJobSpec, kind: TrainedJobSpec['conditioning']['kind']): TrainedJobSpec {
  if (job.conditioning.kind === kind) return job;
  return { ...job, conditioning: { ...job.conditioning, kind } };
}

function describeData({ yotoJob, sameJob, otherSeedJob, withSession, look }: Subject): void {
  test('a batch is a function of the seed and its index', async () => {
    const batchesOf = async ({ run }: Session) => ({
      third: batchText(await run.data.train.at(3)),
      fourth: batchText(await run.data.train.at(4)),
      thirdAgain: batchText(await run.data.train.at(3)),
      evaluation: batchText(await run.data.evaluation.at(0)),
    });
    const batches = await batchesOf(await look(yotoJob));
    expect(batches.thirdAgain === batches.third).toBe(true);
    expect(batches.fourth === batches.third).toBe(false);
    const same = await batchesOf(await look(sameJob));
    for (const name of ['third', 'fourth', 'evaluation'] as const)
      expect(same[name] === batches[name], name).toBe(true);
    const otherSeed = await batchesOf(await look(otherSeedJob));
    expect(otherSeed.third === batches.third).toBe(false);
  });
  test('the fingerprint of the data, where the task gives one, is the same every time', async ({ skip }) => {
    const fingerprintOf = async ({ run }: Session) => run.data.fingerprint?.();
    const fingerprint = await fingerprintOf(await look(yotoJob));
    if (!fingerprint) skip('the task gives no fingerprint of its data');
    expect(DataFingerprint.parse(fingerprint)).toEqual(await fingerprintOf(await look(sameJob)));
  });
  test('a data set that the task does not have is refused', async () => {
    const other = { ...yotoJob, dataset: { id: 'a data set of nobody', params: {} } };
    const opening = withSession(other, async () => undefined);
    await expect(opening).rejects.toMatchObject({ code: 'invalid_input' });
  });
  test('evaluation ends, training goes on', async () => {
    const { train, evaluation } = (await look(yotoJob)).run.data;
    expect(evaluation.count).toBeGreaterThanOrEqual(1);
    expect(evaluation.count).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(train.count).toBe(Number.POSITIVE_INFINITY);
  });
}

function describeModel({ task, yotoJob, sameJob, otherSeedJob, look }: Subject): void {
  test.each(['train', 'evaluate'] as const)(
    'in mode %s, all declared values are there and finite',
    async (mode) => {
      const values = await probeValues(await look(yotoJob), { mode });
      const declared = [...task.spec.lossTerms, ...engineMetrics(task.spec)];
      expect(Object.keys(values)).toEqual(declared.map(({ name }) => name));
      for (const [name, column] of Object.entries(values))
        expect(column.every(Number.isFinite), name).toBe(true);
    },
  );
  test('every loss term has a gradient', async () => {
    const gradients = await probeGradients(await look(yotoJob));
    for (const [term, largest] of Object.entries(gradients)) expect(largest, term).toBeGreaterThan(0);
  });
  test('the first weights are a function of the seed', async () => {
    const one = allWeights(await look(yotoJob));
    expect(one.equals(allWeights(await look(sameJob)))).toBe(true);
    expect(one.equals(allWeights(await look(otherSeedJob)))).toBe(false);
  });
}

function describeConditioning({ task, yotoJob, filmJob, blindJob, look }: Subject): void {
  const { lambdas } = yotoJob.evaluation;
  // Loss parameters change the losses of the same output.
  const parameters = (task.spec.lossParameters ?? []).map(({ name }) => [name, lambdas[0]?.[name] ?? 0]);
  const highest = { ...lambdas.at(-1), ...Object.fromEntries(parameters) };
  const atBothEnds = async (session: Session) => {
    const probe = (lambda: (typeof lambdas)[number] | undefined): Promise<ExampleValues> =>
      probeValues(session, { mode: 'evaluate', lambda });
    return { low: await probe(lambdas[0]), high: await probe(highest) };
  };

  test('with film the output reacts to lambda', async () => {
    const { low, high } = await atBothEnds(await look(filmJob));
    expect(low).not.toEqual(high);
  });
  test('without conditioning it does not', async () => {
    const { low, high } = await atBothEnds(await look(blindJob));
    expect(low).toEqual(high);
  });
}

function describeLossParameters({ task, yotoJob, blindJob, look }: Subject): void {
  const parameters = lambdaVariables(task.spec).filter(({ kind }) => kind === 'parameter');
  test.skipIf(parameters.length === 0)('every loss parameter reaches the losses', async () => {
    const session = await look(blindJob);
    for (const { name, min, max } of parameters) {
      const lossesAt = async (value: number) => {
        const lambda = { ...yotoJob.evaluation.lambdas[0], [name]: value };
        const values = await probeValues(session, { mode: 'evaluate', lambda });
        return task.spec.lossTerms.map((term) => values[term.name]);
      };
      expect(await lossesAt(min), name).not.toEqual(await lossesAt(max));
    }
  });
}

function describeTraining({ fixedJob, yotoJob, withSession }: Subject): void {
  const train = async (session: Session, steps: number): Promise<number[]> => {
    const losses: number[] = [];
    for (let i = 0; i < steps; i++) {
      const values = await trainStep(session, await session.run.data.train.at(session.step));
      session.step += 1;
      losses.push(values.loss as number);
    }
    return losses;
  };

  test('the weighted loss falls', async () => {
    const losses = await withSession(fixedJob, (session) => train(session, fixedJob.steps));
    const few = Math.max(1, Math.floor(losses.length / 6));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / few;
    expect(mean(losses.slice(-few))).toBeLessThan(mean(losses.slice(0, few)));
  });
  test('no tensor is left behind by 5 steps, nor by the whole', async () => {
    const before = tf.memory().numTensors;
    await withSession(yotoJob, async (session) => {
      await train(session, 1);
      const afterOne = tf.memory().numTensors;
      await train(session, 5);
      expect(tf.memory().numTensors).toBe(afterOne);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  let interrupted: ReturnType<typeof trainInterrupted> | undefined;
  /** Two steps and a save; then, from what was saved, two more. */
  const trainInterrupted = async () => {
    const first = await withSession(yotoJob, async (session) => {
      await train(session, 2);
      return { saved: await saveSession(session), values: await probeValues(session, { mode: 'evaluate' }) };
    });
    const resume = async (session: Session) => {
      const values = await probeValues(session, { mode: 'evaluate' });
      await train(session, 2);
      return { saved: await saveSession(session), values };
    };
    return { first, second: await withSession(yotoJob, resume, first.saved) };
  };
  const shareInterrupted = () => {
    interrupted ??= trainInterrupted();
    return interrupted;
  };
  test('a model that was saved and loaded gives the same output', async () => {
    const { first, second } = await shareInterrupted();
    expect(second.values).toEqual(first.values);
  });
  test('a run that was saved and resumed has the bits of one that was not', async () => {
    const { second } = await shareInterrupted();
    const uninterrupted = await withSession(yotoJob, async (session) => {
      await train(session, 4);
      return saveSession(session);
    });
    expect(Buffer.compare(second.saved, uninterrupted)).toBe(0);
  });
}
