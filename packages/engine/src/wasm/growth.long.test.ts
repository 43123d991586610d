import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallModel } from '../contract/small-model.ts';
import type { Engine } from '../engine.ts';
import { openEngine } from '../open-engine.ts';
import { tf } from '../tf.ts';
import { hostOf } from './host-of.ts';

const STEPS = 1000;
const TIMEOUT_MS = 300_000;
/** Steps after which the collector has grown its spaces. */
const WARM_UP = 500;
/** Compiled code and the test runner's own records: 2 kB per step at the most, far below any tensor of the model. */
const SLACK_BYTES = 2e6;

/** What is still reachable, in bytes. The process's resident size says nothing: it depends on when the collector runs. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

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
    const live = liveBytes();
    for (let step = 0; step < STEPS; step++) expect(await model.step()).not.toBeNaN();
    expect(tf.memory()).toMatchObject({
      numTensors: before.numTensors,
      numDataBuffers: before.numDataBuffers,
      numBytes: before.numBytes,
    });
    expect(hostOf(tf.backend())?.memoryBytes).toBe(memoryBytes);
    expect(liveBytes() - live).toBeLessThan(SLACK_BYTES);
    model.dispose();
  });
});
