import { adamUpdate } from '../adam-update.ts';
import { film } from '../film.ts';
import { tf } from '../tf.ts';

/** A small autoencoder with every operation that a beta-VAE trains with: what the contract trains for some steps. */
export class SmallModel {
  private readonly x: tf.Tensor4D;
  private readonly condition: tf.Tensor2D;
  private readonly weights: tf.Variable[];
  private moments: { first: tf.Tensor; second: tf.Tensor }[];
  private steps = 0;

  constructor(channels = 8) {
    const shapes = [
      [3, 3, 3, channels],
      [channels],
      [1, channels],
      [4 * 4 * channels, 10],
      [5, 4 * 4 * channels],
      [5, 5, 6, channels],
    ];
    this.weights = shapes.map((shape, index) =>
      tf.variable(tf.tidy(() => tf.mul(tf.randomNormal(shape, 0, 1, 'float32', index + 1), 0.2))),
    );
    this.moments = this.weights.map((weight) => ({
      first: tf.zerosLike(weight),
      second: tf.zerosLike(weight),
    }));
    this.x = tf.randomUniform([16, 8, 8, 3], -1, 1, 'float32', 11);
    this.condition = tf.randomUniform([16, 1], -1, 1, 'float32', 12);
  }

  /** One step of Adam; the loss before it. */
  async step(): Promise<number> {
    this.steps += 1;
    const { value, grads } = tf.variableGrads(() => this.loss(), this.weights);
    const settings = {
      learningRate: 2e-3,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      step: this.steps,
      weightDecay: 1e-5,
    };
    this.moments = this.moments.map(({ first, second }, index) => {
      const parameter = this.weights[index];
      const gradient = parameter === undefined ? undefined : grads[parameter.name];
      if (parameter === undefined || gradient === undefined)
        throw new Error(`Weight ${index} has no gradient`);
      const result = adamUpdate({ parameter, gradient, firstMoment: first, secondMoment: second }, settings);
      parameter.assign(result.parameter);
      tf.dispose([result.parameter, gradient, first, second]);
      return { first: result.firstMoment, second: result.secondMoment };
    });
    const [loss] = await value.data();
    value.dispose();
    return loss ?? Number.NaN;
  }

  private loss(): tf.Scalar {
    const [filter, bias, modulation, encode, decode, synthesis] = this.weights as unknown as [
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor4D,
    ];
    const convolved = tf.fused.conv2d({ x: this.x, filter, strides: 2, pad: 'same', bias });
    const scale = tf.matMul(this.condition, modulation);
    const hidden = tf.leakyRelu(film(convolved, tf.add(1, scale) as tf.Tensor2D, scale as tf.Tensor2D), 0.3);
    const [mean, raw] = tf.split(tf.matMul(tf.reshape(hidden, [16, -1]), encode), 2, 1);
    if (mean === undefined || raw === undefined) throw new Error('split gave too few');
    const deviation = tf.add(tf.softplus(raw), 1e-6);
    const noise = tf.randomNormal([16, 5], 0, 1, 'float32', this.steps);
    const latent = tf.add(mean, tf.mul(deviation, noise)) as tf.Tensor2D;
    const decoded = tf.reshape(tf.relu(tf.matMul(latent, decode)), [16, 4, 4, -1]) as tf.Tensor4D;
    const output = tf.conv2dTranspose(decoded, synthesis, [16, 8, 8, 6], 2, 'same');
    const [outputMean, outputRaw] = tf.split(output, 2, 3);
    if (outputMean === undefined || outputRaw === undefined) throw new Error('split gave too few');
    const outputDeviation = tf.add(tf.softplus(outputRaw), 1e-3);
    const error = tf.square(tf.div(tf.sub(this.x, outputMean), outputDeviation));
    const reconstruction = tf.sum(tf.add(tf.mul(error, 0.5), tf.log(outputDeviation)), [1, 2, 3]);
    const variance = tf.square(deviation);
    const kl = tf.mul(tf.sum(tf.sub(tf.add(tf.square(mean), variance), tf.add(tf.log(variance), 1)), 1), 0.5);
    return tf.mean(tf.add(reconstruction, kl)).asScalar();
  }

  /** Every weight, one after another. */
  async values(): Promise<number[]> {
    const values = await Promise.all(this.weights.map((weight) => weight.data()));
    return values.flatMap((weight) => [...weight]);
  }

  dispose(): void {
    tf.dispose([
      this.x,
      this.condition,
      ...this.weights,
      ...this.moments.flatMap(({ first, second }) => [first, second]),
    ]);
  }
}
