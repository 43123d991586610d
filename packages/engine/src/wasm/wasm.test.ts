import { AppError } from '@yoto/core';
import { afterEach, describe, expect, it } from 'vitest';
import { describeEngine, type EngineUnderTest } from '../contract/index.ts';
import { shortRun } from '../contract/training.ts';
import { openEngine } from '../open-engine.ts';
import { tf } from '../tf.ts';
import { hostOf } from './host-of.ts';
import type { Tuning } from './kernel-host.ts';
import { openWasm } from './open-wasm.ts';

/** Pieces so small that every operation has many chunks, blocks of rows, and packs its operands. */
const SMALL_PIECES: Tuning = {
  chunkFlops: 10,
  chunkElements: 16,
  paddedBytes: 600,
  packChannels: 1,
  winogradChannels: 1,
  winogradPositions: 1,
  winogradTiles: 5,
};

async function openTuned(
  threads: number,
  tuning: Partial<Tuning>,
  relaxedSimd = true,
): Promise<EngineUnderTest> {
  const { deterministic, stop } = await openWasm({ threads, relaxedSimd }, tuning);
  return {
    deterministic,
    async dispose() {
      await stop();
      tf.removeBackend('wasm');
    },
  };
}

describeEngine('wasm, 2 threads', () => openEngine('wasm', { threads: 2 }));
describeEngine('wasm, 3 threads, small pieces', () => openTuned(3, SMALL_PIECES));
describeEngine('wasm, 1 thread, plain SIMD', () => openTuned(1, {}, false));

describe('wasm engine', () => {
  let engine: EngineUnderTest | null = null;
  afterEach(async () => {
    await engine?.dispose();
    engine = null;
  });

  async function runWith(threads: number, tuning: Partial<Tuning>) {
    engine = await openTuned(threads, tuning);
    const result = await shortRun();
    await engine.dispose();
    engine = null;
    return result;
  }

  it('gives the same bits with any number of threads', async () => {
    for (const tuning of [{}, SMALL_PIECES]) {
      const alone = await runWith(1, tuning);
      expect(await runWith(2, tuning)).toEqual(alone);
      expect(await runWith(3, tuning)).toEqual(alone);
    }
  });

  it('convolves between many channels to the same bits with any number of threads', {
    timeout: 60_000,
  }, async () => {
    const convolve = async (threads: number, tuning: Partial<Tuning>) => {
      engine = await openTuned(threads, tuning);
      const found: number[][] = [];
      for (const [size, stride] of [
        [3, 1],
        [5, 2],
      ] as const) {
        const x = tf.randomNormal<tf.Rank.R4>([2, 9, 14, 28], 0, 1, 'float32', 1);
        const filter = tf.randomNormal<tf.Rank.R4>([size, size, 28, 36], 0, 1, 'float32', 2);
        const loss = (image: tf.Tensor4D, taps: tf.Tensor4D) =>
          tf.sum(tf.square(tf.conv2d(image, taps, stride, 'same'))).asScalar();
        const { value, grads } = tf.valueAndGrads(loss as (...inputs: tf.Tensor[]) => tf.Scalar)([x, filter]);
        for (const result of [value, ...grads]) found.push([...(await result.data())]);
        tf.dispose([x, filter, value, grads]);
      }
      await engine.dispose();
      engine = null;
      return found;
    };
    for (const tuning of [{}, SMALL_PIECES]) {
      const alone = await convolve(1, tuning);
      expect(await convolve(2, tuning)).toEqual(alone);
      expect(await convolve(3, tuning)).toEqual(alone);
    }
  });

  it('reports a full memory as an AppError, and the memory is usable after it', async () => {
    engine = await openTuned(1, {});
    const host = hostOf(tf.backend());
    const gibibyte = [2 ** 28];
    const taken: tf.TensorInfo[] = [];
    const fill = () => {
      for (;;) taken.push(host?.output(gibibyte) as tf.TensorInfo);
    };
    expect(fill).toThrow(AppError);
    expect(fill).toThrow(
      expect.objectContaining({ code: 'out_of_memory', message: expect.stringContaining('smaller batch') }),
    );
    expect(taken).toHaveLength(3);
    for (const { dataId } of taken) host?.backend.disposeData(dataId);
    expect(tf.tidy(() => tf.sum(tf.ones([1000])).arraySync())).toBe(1000);
  });

  it('leaves no handlers, global Worker or growing memory behind', async () => {
    const count = () =>
      process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    const before = { handlers: count(), worker: Object.getOwnPropertyDescriptor(globalThis, 'Worker') };
    engine = await openTuned(2, {});
    expect({ handlers: count(), worker: Object.getOwnPropertyDescriptor(globalThis, 'Worker') }).toEqual(
      before,
    );
    await shortRun();
    const bytes = hostOf(tf.backend())?.memoryBytes;
    for (let run = 0; run < 5; run++) await shortRun();
    expect(hostOf(tf.backend())?.memoryBytes).toBe(bytes);
  });

  it('sums nothing', async () => {
    engine = await openTuned(1, {});
    expect(tf.tidy(() => tf.sum(tf.zeros([0, 3]), 0).arraySync())).toEqual([0, 0, 0]);
  });

  it('refuses a wrong number of threads', async () => {
    await expect(openEngine('wasm', { threads: 0 })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
