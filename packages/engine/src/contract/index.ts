// What every engine must do, tested against tfjs's pure-JavaScript reference.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { correctGradients } from '../correct-gradients.ts';
import { tf } from '../tf.ts';
import { biasedConvolutionContract, convolutionContract } from './convolutions.ts';
import { elementwiseContract } from './elementwise.ts';
import { imageContract } from './images.ts';
import { layerContract } from './layers.ts';
import { productContract } from './products.ts';
import { reductionContract } from './reductions.ts';
import { rowContract } from './rows.ts';
import { type Effort, EXTENTS } from './thinned.ts';
import { trainingContract } from './training.ts';

/** What the suite needs of an engine; an Engine has it. */
export interface EngineUnderTest {
  deterministic: boolean;
  dispose(): Promise<void>;
}

export interface ContractOptions {
  /** By default, the whole contract. */
  effort?: Effort;
  /** false: WebGPU's language lets a device compute as if there were no NaN. */
  keepsNaN?: boolean;
}

/** Runs the contract on the engine that `open` makes the current one. */
export function describeEngine(
  name: string,
  open: () => Promise<EngineUnderTest>,
  { effort = 'whole', keepsNaN = true }: ContractOptions = {},
): void {
  const { shapes, others, longRow, lengths } = EXTENTS[effort];
  describe(`engine ${name}`, { timeout: 300_000 }, () => {
    let engine: EngineUnderTest;
    let backend = '';
    beforeAll(async () => {
      await useReferenceQuietly();
      // As openEngine does: the reference needs them too.
      correctGradients();
      engine = await open();
      backend = tf.getBackend();
    }, 60_000);
    // A comparison that failed may have left the reference backend behind.
    beforeEach(() => tf.setBackend(backend));
    afterAll(() => engine.dispose());

    convolutionContract(shapes);
    biasedConvolutionContract();
    productContract(shapes);
    elementwiseContract(keepsNaN, others);
    reductionContract(others, longRow);
    rowContract();
    imageContract(shapes);
    layerContract(others);
    trainingContract(() => engine.deterministic, lengths);

    it('throws at out-of-memory, and goes on', async () => {
      const size = 2 ** 20;
      const compute = async () => {
        const product = tf.tidy(() => tf.matMul(tf.ones([size, 1]), tf.ones([1, size])));
        return product.data().finally(() => product.dispose());
      };
      await expect(compute()).rejects.toMatchObject({ code: 'out_of_memory' });
      const small = tf.tidy(() => tf.add(tf.ones([3]), 1));
      expect([...(await small.data())]).toEqual([2, 2, 2]);
      small.dispose();
    });
  });
}

/** The reference backend advises against itself, unless its first use is in a test. */
async function useReferenceQuietly(): Promise<void> {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
  tf.ones([1]).dispose();
  // Its check for leaks takes what a gradient saves for one; compare.ts has another.
  tf.env().set('IS_TEST', false);
}
