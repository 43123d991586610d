/** What flows back through frozen networks: to the images, never to the weights. */
import { tf } from '@yoto/engine';
import { describeOnEngines, enginesHere } from '@yoto/testkit/engines-here';
import { expectGradients } from '@yoto/testkit/expect-gradients';
import { expect, test } from 'vitest';
import type { Architecture } from './architecture.ts';
import { createFeatureNetwork } from './create-feature-network.ts';
import { randomWeights } from './random-weights.ts';
import { SMALL_VGG } from './small-vgg/small-vgg.ts';
import { featureNetworkSpec } from './specs.ts';
import { SQUEEZENET } from './squeezenet/squeezenet-architecture.ts';
import { referencePicture } from './testing/reference-picture.ts';

const open = (architecture: Architecture) => {
  const { tensors, sha256 } = randomWeights(architecture);
  return createFeatureNetwork(
    featureNetworkSpec('random'),
    architecture,
    { tensors, mean: [0.5, 0.5, 0.5] },
    sha256,
  );
};

/** Small steps: a ReLU or a max pool that changes its choice on the way has no derivative there. */
const CHECK = { step: 2.5e-4, tolerance: 2e-2 };

describeOnEngines(await enginesHere(), () => {
  test.each([
    ['a VGG', SMALL_VGG, 5, ['block1_conv2', 'block2_conv2', 'block3_conv1']],
    ['SqueezeNet', SQUEEZENET, 7, ['conv1', 'fire3']],
  ] as const)('the gradient of the images is their derivative: %s', (_, architecture, side, layers) => {
    const network = open(architecture);
    const images = tf.variable(referencePicture(side, side));
    for (const layer of layers)
      expectGradients(
        () => network.layers(images as tf.Tensor as tf.Tensor4D, [layer])[layer],
        { images },
        CHECK,
      );
    images.dispose();
    network.dispose();
  });

  test('no gradient of a weight is computed, nor kept, nor found by an optimiser', async () => {
    const network = open(SQUEEZENET);
    const images = tf.variable(referencePicture(31, 31));
    const before = tf.memory().numTensors;
    const { kernelNames } = await tf.profile(() => {
      const { value, grads } = tf.variableGrads(() => {
        const { fire6 } = network.layers(images as tf.Tensor as tf.Tensor4D, ['fire6']);
        return tf.sum(tf.square(fire6)) as tf.Scalar;
      });
      expect(Object.keys(grads)).toEqual([images.name]);
      tf.dispose([value, grads]);
    });
    expect(kernelNames).toContain('Conv2DBackpropInput');
    expect(kernelNames).not.toContain('Conv2DBackpropFilter');
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
    network.dispose();
  });
});
