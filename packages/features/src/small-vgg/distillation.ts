/**
 * Teaches the small network what VGG19 sees. Linear read-outs, one per compared layer, predict the teacher's activations
 * from the student's; they are thrown away afterwards (FitNets, Romero et al. 2015, with every channel of the teacher
 * brought to mean 0 and variance 1, so that all count alike).
 */
import { tf } from '@yoto/engine';
import { conv2d, createParameters, type ImageLayer, varianceScaling, zeros } from '@yoto/training';
import type { WeightLookup } from '../architecture.ts';
import type { FeatureNetwork } from '../feature-network.ts';
import { SMALL_VGG, SMALL_VGG_LAYOUT } from './small-vgg.ts';

/** The layers that are compared: those that content and style losses use. */
export const COMPARED = ['block1_conv2', 'block2_conv2', 'block3_conv3', 'block3_conv4'] as const;
type Compared = (typeof COMPARED)[number];

/** Of the teacher's channels: `[channels]` each. */
interface ChannelMoments {
  mean: tf.Tensor;
  deviation: tf.Tensor;
}

export type Student = ReturnType<typeof createStudent>;

export function createStudent(seed: number) {
  const parameters = createParameters(seed);
  const he = varianceScaling({ scale: 2, mode: 'fan-in' });
  for (const [name, shape] of SMALL_VGG.weights)
    parameters.create(name, shape, shape.length === 4 ? he : zeros);
  const weights = new Map(parameters.all());
  const { mean, scale } = SMALL_VGG_LAYOUT.input;
  /** Every layer, by its name. */
  const layers = (images: tf.Tensor4D): Record<string, tf.Tensor4D> => {
    const prepared = tf.mul<tf.Tensor4D>(tf.sub(images, tf.tensor1d([...mean])), tf.tensor1d([...scale]));
    return Object.fromEntries(SMALL_VGG.run(prepared, ((name: string) => weights.get(name)) as WeightLookup));
  };
  return { parameters, weights, layers };
}

/** Shares of the variance that are not explained, by layer: the mean squared error of normalised activations. */
export type LayerErrors = Record<Compared, tf.Scalar>;

export function createDistillation(
  teacher: FeatureNetwork,
  student: Student,
  moments: Record<Compared, ChannelMoments>,
) {
  const readOuts = Object.fromEntries(
    COMPARED.map((name) => {
      const inputs = student.weights.get(`${name}/bias`)?.size as number;
      const options = { inputs, outputs: moments[name].mean.size, size: 1, stride: 1, initialiser: zeros };
      return [name, conv2d(student.parameters, `read-out/${name}`, options)];
    }),
  ) as Record<Compared, ImageLayer>;
  return {
    /** The teacher's activations, normalised. */
    targets(images: tf.Tensor4D): Record<Compared, tf.Tensor4D> {
      const activations = teacher.layers(images, COMPARED);
      return byLayer((name) => normalised(activations[name], moments[name]));
    },
    errors(images: tf.Tensor4D, targets: Record<Compared, tf.Tensor4D>): LayerErrors {
      const layers = student.layers(images);
      return byLayer((name) =>
        tf.mean(tf.square(tf.sub(readOuts[name](layers[name] as tf.Tensor4D), targets[name]))),
      );
    },
  };
}

function normalised(activations: tf.Tensor4D, { mean, deviation }: ChannelMoments): tf.Tensor4D {
  return tf.div(tf.sub(activations, mean), deviation);
}

/** Channels that hardly ever respond are not blown up beyond this share of the layer's mean deviation. */
const LEAST_DEVIATION = 0.05;

/** Mean and deviation of each channel over the positions of all these pictures. */
export function channelMoments(
  teacher: FeatureNetwork,
  pictures: readonly tf.Tensor4D[],
): Record<Compared, ChannelMoments> {
  return tf.tidy(() => {
    const sums = byLayer(() => ({ mean: tf.scalar(0) as tf.Tensor, square: tf.scalar(0) as tf.Tensor }));
    for (const images of pictures) {
      const activations = teacher.layers(images, COMPARED);
      for (const name of COMPARED) {
        const { mean, square } = sums[name];
        const share = 1 / pictures.length;
        sums[name] = {
          mean: tf.add(mean, tf.mul(tf.mean(activations[name], [0, 1, 2]), share)),
          square: tf.add(square, tf.mul(tf.mean(tf.square(activations[name]), [0, 1, 2]), share)),
        };
      }
    }
    return byLayer((name) => {
      const { mean, square } = sums[name];
      const deviation = tf.sqrt(tf.relu(tf.sub(square, tf.square(mean))));
      return { mean, deviation: tf.maximum(deviation, tf.mul(tf.mean(deviation), LEAST_DEVIATION)) };
    });
  });
}

export function byLayer<Value>(value: (name: Compared) => Value): Record<Compared, Value> {
  return Object.fromEntries(COMPARED.map((name) => [name, value(name)])) as Record<Compared, Value>;
}
