/**
 * Brings every layer of the student to the root mean square of the teacher's layer of the same name, so that losses of both
 * are of one magnitude. Exact, because a ReLU and a max pool pass positive factors on: scaling a layer by s means its filter
 * and bias times s, and the next filter divided by s.
 */
import { tf } from '@yoto/engine';
import type { HostTensor } from '@yoto/training';
import type { FeatureNetwork } from '../feature-network.ts';
import type { Student } from './distillation.ts';
import { SMALL_VGG } from './small-vgg.ts';

export function balancedWeights(
  teacher: FeatureNetwork,
  student: Student,
  pictures: readonly tf.Tensor4D[],
): Map<string, HostTensor> {
  const { layerNames } = SMALL_VGG;
  const theirs = rootMeanSquares(pictures, (images) => teacher.layers(images, layerNames));
  const ours = rootMeanSquares(pictures, (images) => student.layers(images));
  const balanced = new Map<string, HostTensor>();
  let before = 1;
  for (const name of layerNames) {
    const factor = (theirs.get(name) as number) / (ours.get(name) as number);
    balanced.set(`${name}/kernel`, scaled(student, `${name}/kernel`, factor / before));
    balanced.set(`${name}/bias`, scaled(student, `${name}/bias`, factor));
    before = factor;
  }
  return balanced;
}

function scaled(student: Student, name: string, factor: number): HostTensor {
  const variable = student.weights.get(name) as tf.Variable;
  return { shape: variable.shape, values: variable.dataSync<'float32'>().map((value) => value * factor) };
}

function rootMeanSquares(
  pictures: readonly tf.Tensor4D[],
  layersOf: (images: tf.Tensor4D) => Record<string, tf.Tensor4D>,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const images of pictures) {
    tf.tidy(() => {
      for (const [name, layer] of Object.entries(layersOf(images))) {
        const square = tf.mean(tf.square(layer)).dataSync()[0] as number;
        sums.set(name, (sums.get(name) ?? 0) + square / pictures.length);
      }
    });
  }
  return new Map([...sums].map(([name, sum]) => [name, Math.sqrt(sum)]));
}
