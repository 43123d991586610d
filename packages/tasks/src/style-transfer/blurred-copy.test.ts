import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describeOnEngines } from '@yoto/testkit/engines-here';
import { createConditioning } from '@yoto/training';
import { expect, test } from 'vitest';
import { createStyleModel } from './model.ts';

const SIDE = 64;
const none = { kind: 'none', preprocess: 'log', hiddenUnits: 1, strength: 1 } as const;

/** A bright disc on a slope of grey: `[1, SIDE, SIDE, 3]`. */
function scene(): tf.Tensor4D {
  const values = Array.from({ length: SIDE * SIDE }, (_, position) => {
    const [row, column] = [Math.floor(position / SIDE), position % SIDE];
    const isDisc = Math.hypot(row - 24, column - 40) < 14;
    return isDisc ? [0.9, 0.2, 0.1] : [row / SIDE, 0.5, 1 - row / SIDE];
  });
  return tf.tensor4d(values.flat(), [1, SIDE, SIDE, 3]);
}

/** Pearson's, of each colour. */
function correlations(a: tf.Tensor4D, b: tf.Tensor4D): Float32Array {
  const standard = (x: tf.Tensor4D) => {
    const { mean, variance } = tf.moments(x, [1, 2], true);
    return tf.div(tf.sub(x, mean), tf.sqrt(variance));
  };
  return tf.mean(tf.mul(standard(a), standard(b)), [0, 1, 2]).dataSync<'float32'>();
}

describeOnEngines(['wasm'], () => {
  test.each([0, 1, 2])('an untrained network paints a blurred copy of its content (seed %i)', (seed) => {
    const conditioning = createConditioning(none, 1, seed);
    const model = createStyleModel({ channels: 16, styleFeatures: 4 }, conditioning, seed);
    const style = tf.tensor2d(randomStream(seed, 'style').normals(4), [1, 4]);
    const found = tf.tidy(() => {
      const contents = scene();
      const painted = model.stylise(contents, style, conditioning.at(tf.zeros([1, 1])));
      return correlations(contents, painted);
    });
    for (const correlation of found) expect(Math.abs(correlation)).toBeGreaterThan(0.6);
    model.dispose();
  });

  test('networks that are too narrow to carry it start at random values', () => {
    const conditioning = createConditioning(none, 1, 0);
    const model = createStyleModel({ channels: 1, styleFeatures: 4 }, conditioning, 0);
    for (const [name, variable] of model.weights()) {
      if (name.endsWith('kernel') && name !== 'contract1/kernel')
        expect(tf.min(tf.abs(variable)).dataSync()[0], name).toBeGreaterThan(0);
    }
    model.dispose();
  });
});
