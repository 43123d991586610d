import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { HostTensor } from '@yoto/training';
import { expect, test } from 'vitest';
import { createFeatureNetwork } from '../create-feature-network.ts';
import { featureNetworkSpec } from '../specs.ts';
import { referencePicture } from '../testing/reference-picture.ts';
import { useWasm } from '../testing/use-wasm.ts';
import { vggArchitecture, vggLayouts } from '../vgg/vgg-architecture.ts';
import { fitWeights } from './fit-weights.ts';

useWasm();

const BLOCKS = [[2, 3], [4]];
const ARCHITECTURE = vggArchitecture(BLOCKS);
const LAYOUTS = vggLayouts(BLOCKS);
const [KERAS, TORCHVISION] = LAYOUTS as [(typeof LAYOUTS)[0], (typeof LAYOUTS)[0]];

function madeTensors(): Map<string, HostTensor> {
  const made = [...ARCHITECTURE.weights].map(([name, shape]): [string, HostTensor] => {
    const size = shape.reduce((product, length) => product * length, 1);
    return [name, { shape, values: Float32Array.from(randomStream(1, name).normals(size)) }];
  });
  return new Map(made);
}

const fileOf = (tensors: ReadonlyMap<string, HostTensor>) => ({
  name: 'made.safetensors',
  sha256: '',
  tensors,
});

function activations(tensors: ReadonlyMap<string, HostTensor>, layouts = LAYOUTS): Float32Array {
  const fitted = fitWeights(fileOf(tensors), ARCHITECTURE, layouts);
  const network = createFeatureNetwork(featureNetworkSpec('vgg16'), ARCHITECTURE, fitted, '');
  const values = tf.tidy(() =>
    network.layers(referencePicture(4, 5), ['block2_conv1']).block2_conv1.dataSync(),
  );
  network.dispose();
  return values as Float32Array;
}

test("torchvision's names, order and input: the same network once the input's scale is taken out", () => {
  const keras = madeTensors();
  const torchvision = new Map<string, HostTensor>();
  for (const [name, { shape, values }] of keras) {
    const kernel = tf.tidy(() => {
      if (shape.length === 1) return tf.tensor(values);
      const hwio = tf.tensor4d(values, shape as [number, number, number, number]);
      return tf.transpose(hwio, [3, 2, 0, 1]);
    });
    torchvision.set(TORCHVISION.nameInFile(name), {
      shape: kernel.shape,
      values: kernel.dataSync() as Float32Array,
    });
    kernel.dispose();
  }
  expect([...torchvision.keys()].filter((name) => name.endsWith('weight'))).toEqual([
    'features.0.weight',
    'features.2.weight',
    'features.5.weight',
  ]);
  const sameInput = { ...TORCHVISION, input: KERAS.input };
  expect(activations(torchvision, [KERAS, sameInput])).toEqual(activations(keras));
  expect(activations(torchvision)).not.toEqual(activations(keras));
});

test('the first filter takes RGB in [0, 1] where the file has BGR in 0 to 255', () => {
  const tensors = madeTensors();
  const stored = tensors.get('block1_conv1/kernel')?.values as Float32Array;
  const { tensors: fitted, mean } = fitWeights(fileOf(tensors), ARCHITECTURE, LAYOUTS);
  const first = fitted.get('block1_conv1/kernel')?.values as Float32Array;
  const channel = (values: Float32Array, index: number) => values.slice(index * 2, index * 2 + 2);
  expect(channel(first, 0)).toEqual(channel(stored, 2).map((value) => value * 255));
  expect(channel(first, 1)).toEqual(channel(stored, 1).map((value) => value * 255));
  expect(mean.map((value) => value * 255)).toEqual(
    [123.68, 116.779, 103.939].map((value) => expect.closeTo(value)),
  );
});

test('a tensor that is missing, has another shape or is not finite is named', () => {
  const fit = (name: string, tensor?: HostTensor) => () => {
    const tensors = madeTensors();
    tensors.delete(name);
    if (tensor) tensors.set(name, tensor);
    return fitWeights(fileOf(tensors), ARCHITECTURE, LAYOUTS);
  };
  const message = (why: string) =>
    `The weights file made.safetensors cannot be used: ${why}. Fetch the file again, or name another`;
  expect(fit('block2_conv1/bias')).toThrow(message('it has no tensor "block2_conv1/bias" of shape [4]'));
  expect(fit('block2_conv1/bias', { shape: [2, 2], values: new Float32Array(4) })).toThrow(
    message('it has [2, 2] where "block2_conv1/bias" of shape [4] is expected'),
  );
  const values = new Float32Array([0, 0, Number.NaN, 0]);
  expect(fit('block2_conv1/bias', { shape: [4], values })).toThrow(
    message('"block2_conv1/bias" has values that are not finite'),
  );
});
