import type { TrainedJobSpec } from '@yoto/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.ts';
import {
  finalOnes,
  leastJob,
  middleJob,
  mixedJob,
  mixedOf,
  type Trained,
  type TrainedEnds,
  trainEnds,
  trained,
} from '../testing/mixed-grid.ts';
import { useEngine } from '../testing/use-engine.ts';
import type { InterpolationOptions } from './evaluate-interpolation.ts';

useEngine();

let ends: TrainedEnds;
beforeAll(async () => {
  ends = await trainEnds();
});
const mixed = (options: Partial<InterpolationOptions> = {}) => mixedOf(ends, options);

/** The same weights, said to be of a job with other settings. */
function relabelled({ checkpoint }: Trained, settings: Partial<TrainedJobSpec>): Uint8Array {
  const state = decodeCheckpoint(checkpoint);
  const spec = { ...state.spec, ...settings };
  return encodeCheckpoint({ ...state, spec, step: spec.steps, evaluatedStep: spec.steps });
}

describe('what cannot be mixed', () => {
  const corrupt = (message: RegExp) => ({
    code: 'checkpoint_corrupt',
    message: expect.stringMatching(message),
  });

  test('checkpoints of other jobs, in the wrong order, or from before the last step', async () => {
    const middle = await trained(middleJob);
    await expect(
      mixed({ sources: { ...finalOnes(ends), greatest: middle.checkpoint } }),
    ).rejects.toMatchObject(corrupt(/size 10 belongs to another job.*distribution/));
    await expect(
      mixed({ sources: { least: ends.greatest.checkpoint, greatest: ends.least.checkpoint } }),
    ).rejects.toMatchObject(corrupt(/another job/));
    await expect(mixed({ sources: { ...finalOnes(ends), least: ends.least.earlier } })).rejects.toMatchObject(
      corrupt(/size 0\.1 was made after 30 of 60 steps/),
    );
    const otherSeed = { ...mixedJob, seed: 5 };
    await expect(mixed({ spec: otherSeed })).rejects.toMatchObject(corrupt(/seed/));
    await expect(mixed({ sources: { ...finalOnes(ends), least: new Uint8Array(9) } })).rejects.toMatchObject({
      code: 'checkpoint_corrupt',
    });
  });

  describe.each(['least', 'greatest'] as const)(
    'a final checkpoint of the model with the %s weight',
    (which) => {
      const weight = which === 'least' ? '0.1' : '10';
      const found = () => ends[which];
      const refusal = (size: string, setting: string) =>
        corrupt(new RegExp(`model for size ${size} belongs to another job \\(it differs in ${setting}\\)`));

      test('that is said to be of its own job is taken', async () => {
        const same = relabelled(found(), {});
        expect((await mixed({ sources: { ...finalOnes(ends), [which]: same } })).result.status).toBe(
          'completed',
        );
      });

      test.each<[string, Partial<TrainedJobSpec>]>([
        ['seed', { seed: 5 }],
        ['task', { task: { ...leastJob.task, params: { ...leastJob.task.params, jitter: 0.2 } } }],
        ['dataset', { dataset: { ...leastJob.dataset, id: 'other' } }],
        ['widthMultiplier', { widthMultiplier: 2 }],
        ['batchSize', { batchSize: leastJob.batchSize + 1 }],
        ['distribution', { distribution: { size: { kind: 'fixed', value: 2 } } }],
      ])('that differs from the mixture in its %s', async (setting, settings) => {
        const sources = { ...finalOnes(ends), [which]: relabelled(found(), settings) };
        await expect(mixed({ sources })).rejects.toMatchObject(refusal(weight, setting));
      });

      test.each<[string, Partial<TrainedJobSpec>]>([
        ['steps', { steps: leastJob.steps - 1 }],
        ['learningRate', { learningRate: leastJob.learningRate / 2 }],
        ['optimiser', { optimiser: { ...leastJob.optimiser, beta1: 0.5 } }],
      ])('that was trained unlike the other: with other %s', async (setting, settings) => {
        const sources = { ...finalOnes(ends), [which]: relabelled(found(), settings) };
        // The mixture does not say which of the two is right.
        await expect(mixed({ sources })).rejects.toMatchObject(refusal('10', setting));
      });
    },
  );

  test('checkpoints of models that were trained alike, but with another seed than the mixture', async () => {
    const [first, second] = [ends.least, ends.greatest].map((one) => relabelled(one, { seed: 5 })) as [
      Uint8Array,
      Uint8Array,
    ];
    await expect(mixed({ sources: { least: first, greatest: second } })).rejects.toMatchObject(
      corrupt(/size 0\.1 belongs to another job \(it differs in seed\)/),
    );
  });
});
