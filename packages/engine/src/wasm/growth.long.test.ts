import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallModel } from '../contract/small-model.ts';
import type { Engine } from '../engine.ts';
import { openEngine } from '../open-engine.ts';
import { tf } from '../tf.ts';
import { hostOf } from './kernel-host.ts';

const STEPS = 1000;
const TIMEOUT_MS = 300_000;
/** Steps after which the collector has grown its spaces. */
const WARM_UP = 500;
/** What the garbage collector may not have got round to. */
const SLACK_BYTES = 60e6;

describe.skipIf(process.env.YOTO_TEST_FULL !== '1')('a thousand steps (needs YOTO_TEST_FULL=1)', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine('wasm', { threads: 2 });
  });
  afterAll(() => engine.dispose());

  it('takes no more tensors or memory than before', { timeout: TIMEOUT_MS }, async () => {
    const model = new SmallModel(64);
    for (let step = 0; step < WARM_UP; step++) await model.step();
    const before = { ...tf.memory() };
    const memoryBytes = hostOf(tf.backend())?.memoryBytes;
    const resident = process.memoryUsage().rss;
    for (let step = 0; step < STEPS; step++) expect(await model.step()).not.toBeNaN();
    expect(tf.memory()).toMatchObject({
      numTensors: before.numTensors,
      numDataBuffers: before.numDataBuffers,
      numBytes: before.numBytes,
    });
    expect(hostOf(tf.backend())?.memoryBytes).toBe(memoryBytes);
    expect(process.memoryUsage().rss - resident).toBeLessThan(SLACK_BYTES);
    model.dispose();
  });
});
