/** Jobs that start from the models of others, through real workers. */
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inState, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

/** Its middle is nearer to 5 than to 0.2. */
const distribution = { 'near-b': { kind: 'log-uniform' as const, min: 1, max: 5 } };
const started = {
  groups: [
    // Planned first, trained last: it waits for a model of the chain, and that for the one before.
    { kind: 'yoto' as const, name: 'YOTO', startsFrom: 'chain', distribution },
    {
      kind: 'fixed' as const,
      name: 'chain',
      lambdas: { 'near-b': [0.2, 5] },
      chain: 0.5,
      interpolation: 'weights' as const,
    },
  ],
  defaults: { steps: 20 },
};

test('each is trained after the model that it starts from', async () => {
  const [yoto, first, second, mixture] = (await rig.submit(started)) as [JobRow, JobRow, JobRow, JobRow];
  await rig.startWorker();
  await rig.waitFor(yoto.id, inState('completed'));
  const [last, begin, middle] = await Promise.all(
    [yoto, first, second].map(({ id }) => rig.storage.jobs.get(id)),
  );
  expect([begin, middle, last].map((job) => job?.step)).toEqual([20, 10, 20]);
  const at = (job: JobRow | undefined, which: 'startedAt' | 'finishedAt') =>
    job?.[which]?.getTime() ?? Number.NaN;
  expect(at(middle, 'startedAt')).toBeGreaterThanOrEqual(at(begin, 'finishedAt'));
  expect(at(last, 'startedAt')).toBeGreaterThanOrEqual(at(middle, 'finishedAt'));
  await rig.waitFor(mixture.id, inState('completed'));
  const losses = async ({ id }: JobRow) =>
    (await rig.storage.points.evaluations(id)).map((point) => point.losses);
  expect(await losses(mixture)).toEqual([(await losses(first)).at(-1), (await losses(second)).at(-1)]);
});
