/** The part of the contract suite that is about frozen weights; skipped for tasks that have none. */
import { FrozenIdentity } from '@yoto/core';
import { expect, type TestContext, test } from 'vitest';
import { decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { frozenIdentities, trainedAmong } from '../frozen/frozen-weights.ts';
import { type Session, saveSession } from '../train/session.ts';
import { trainStep } from '../train/train-step.ts';
import type { Subject } from './contract-subject.ts';

const STEPS = 2;

export function describeFrozen({ yotoJob, otherSeedJob, withSession, look }: Subject): void {
  const frozenOf = async ({ skip }: TestContext) => {
    const { run } = await look(yotoJob);
    if (!run.frozen?.length) skip('the task has no frozen weights');
    return run.frozen ?? [];
  };

  test('frozen weights have names of their own, and the same hashes every time', async (context) => {
    await frozenOf(context);
    const own = frozenIdentities((await look(yotoJob)).run);
    expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
    for (const one of own) expect(FrozenIdentity.parse(one)).toEqual(one);
    expect(frozenIdentities((await look(otherSeedJob)).run)).toEqual(own);
  });
  test('training leaves frozen weights as they are, and no checkpoint holds one', async (context) => {
    await frozenOf(context);
    await withSession(yotoJob, async (session) => {
      const before = frozenBytes(session);
      for (let step = 0; step < STEPS; step++) {
        await trainStep(session, await session.run.data.train.at(step));
        session.step += 1;
      }
      expect(frozenBytes(session).equals(before)).toBe(true);
      const { frozen = [] } = session.run;
      expect(frozen.flatMap((one) => trainedAmong(one, session.variables))).toEqual([]);
      const checkpoint = decodeCheckpoint(await saveSession(session));
      expect(checkpoint.frozen).toEqual(frozenIdentities(session.run));
      expect([...checkpoint.weights.keys()]).toEqual([...session.variables.keys()]);
    });
  });
}

/** All values end to end. */
const frozenBytes = ({ run: { frozen = [] } }: Session): Buffer =>
  Buffer.concat(
    frozen.flatMap((one) =>
      [...one.tensors().values()].map((tensor) => Buffer.from(tensor.dataSync().slice().buffer)),
    ),
  );
