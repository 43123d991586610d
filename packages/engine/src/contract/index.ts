// What every engine must do, tested against tfjs's pure-JavaScript reference.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tf } from '../tf.ts';
import { convolutionContract } from './convolutions.ts';
import { elementwiseContract } from './elementwise.ts';
import { productContract } from './products.ts';
import { reductionContract } from './reductions.ts';
import { rowContract } from './rows.ts';
import { trainingContract } from './training.ts';

/** What the suite needs of an engine; an Engine has it. */
export interface EngineUnderTest {
  deterministic: boolean;
  dispose(): Promise<void>;
}

/** Runs the whole contract on the engine that `open` makes the current one. */
export function describeEngine(name: string, open: () => Promise<EngineUnderTest>): void {
  describe(`engine ${name}`, { timeout: 60_000 }, () => {
    let engine: EngineUnderTest;
    let backend = '';
    beforeAll(async () => {
      // Silences tfjs's advice not to use the reference backend.
      tf.env().set('IS_TEST', true);
      engine = await open();
      backend = tf.getBackend();
    }, 60_000);
    // A comparison that failed may have left the reference backend behind.
    beforeEach(() => tf.setBackend(backend));
    afterAll(() => engine.dispose());

    convolutionContract();
    productContract();
    elementwiseContract();
    reductionContract();
    rowContract();
    trainingContract(() => engine.deterministic);

    it('throws at out-of-memory, and goes on', () => {
      const tooMuch = 2 ** 20;
      expect(() =>
        tf.tidy(() => tf.matMul(tf.ones([tooMuch, 1]), tf.ones([1, tooMuch])).dataSync()),
      ).toThrow();
      expect(tf.tidy(() => tf.add(tf.ones([3]), 1).arraySync())).toEqual([2, 2, 2]);
    });
  });
}
