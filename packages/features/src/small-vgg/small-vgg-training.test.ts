/** What the training of the small VGG does before and after its steps; a random network stands in for VGG19. */
import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import { createFeatureNetwork } from '../create-feature-network.ts';
import { openFeatureNetwork } from '../open-feature-network.ts';
import { featureNetworkSpec } from '../specs.ts';
import { referencePicture } from '../testing/reference-picture.ts';
import { useWasm } from '../testing/use-wasm.ts';
import { fitWeights } from '../weights/fit-weights.ts';
import { balancedWeights } from './balance-layers.ts';
import { COMPARED, channelMoments, createDistillation, createStudent } from './distillation.ts';
import { SMALL_VGG, SMALL_VGG_LAYOUT } from './small-vgg.ts';

useWasm();

const SEED = 3;

const rootMeanSquare = (x: tf.Tensor) => Math.sqrt(tf.mean(tf.square(x)).dataSync()[0] as number);

test("layers are brought to the teacher's magnitude, each by one factor", async () => {
  const teacher = await openFeatureNetwork('random', { dataDir: '/nowhere' });
  const student = createStudent(SEED);
  const picture = referencePicture(12, 20);
  const tensors = balancedWeights(teacher, student, [picture]);
  const fitted = fitWeights({ name: 'made', sha256: '', tensors }, SMALL_VGG, [SMALL_VGG_LAYOUT]);
  const balanced = createFeatureNetwork(featureNetworkSpec('small-vgg'), SMALL_VGG, fitted, '');
  const layers = SMALL_VGG.layerNames;
  const [theirs, before, after] = [
    teacher.layers(picture, layers),
    student.layers(picture),
    balanced.layers(picture, layers),
  ];
  for (const name of layers) {
    const [their, old, now] = [theirs, before, after].map((all) => all[name]) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    expect(rootMeanSquare(now) / rootMeanSquare(their), name).toBeCloseTo(1, 4);
    const factor = rootMeanSquare(now) / rootMeanSquare(old);
    expect(rootMeanSquare(tf.sub(now, tf.mul(old, factor))) / rootMeanSquare(now), name).toBeLessThan(1e-4);
  }
  teacher.dispose();
  balanced.dispose();
  student.parameters.dispose();
});

test('the teacher is normalised per channel, and read-outs begin with none of its variance explained', async () => {
  const teacher = await openFeatureNetwork('random', { dataDir: '/nowhere' });
  const student = createStudent(SEED);
  const picture = referencePicture(12, 20);
  const distillation = createDistillation(teacher, student, channelMoments(teacher, [picture]));
  const targets = distillation.targets(picture);
  const errors = distillation.errors(picture, targets);
  for (const name of COMPARED) {
    const { mean, variance } = tf.moments(targets[name], [0, 1, 2]);
    expect(Math.max(...tf.abs(mean).dataSync())).toBeLessThan(1e-4);
    const variances = [...variance.dataSync()];
    expect(Math.max(...variances)).toBeCloseTo(1, 3);
    const total = variances.reduce((sum, value) => sum + value, 0) / variances.length;
    expect(errors[name].dataSync()[0]).toBeCloseTo(total, 4);
  }
  teacher.dispose();
  student.parameters.dispose();
});
