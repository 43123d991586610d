import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { tf } from '@yoto/engine';
import { encodeSafetensors } from '@yoto/training';
import { describe, expect, test } from 'vitest';
import { NETWORKS } from './networks.ts';
import { openFeatureNetwork } from './open-feature-network.ts';
import { smallVggWeights } from './small-vgg/small-vgg.ts';
import { FEATURE_NETWORKS, featureNetworkIdSchema, featureNetworkSpec } from './specs.ts';
import { referencePicture } from './testing/reference-picture.ts';
import { useWasm } from './testing/use-wasm.ts';
import { makeWeightsFolder } from './testing/weights-folder.ts';

useWasm();

test('every network has a spec, and the layers that its spec names', () => {
  expect(FEATURE_NETWORKS.map(({ id }) => id)).toEqual(featureNetworkIdSchema.options);
  for (const { id, contentLayer, styleLayers } of FEATURE_NETWORKS)
    expect(NETWORKS[id].architecture.layerNames).toEqual(
      expect.arrayContaining([contentLayer, ...styleLayers]),
    );
});

describe('random features', () => {
  const open = () => openFeatureNetwork('random', { dataDir: '/nowhere' });

  test('need no file and are always the same', async () => {
    const [first, second] = [await open(), await open()];
    const { styleLayers } = featureNetworkSpec('random');
    const picture = referencePicture(8, 9);
    const [one, other] = [first.layers(picture, styleLayers), second.layers(picture, styleLayers)];
    expect(Object.keys(one)).toEqual([...styleLayers]);
    expect(one.block3_conv4?.shape).toEqual([1, 2, 2, 64]);
    for (const name of styleLayers) expect(one[name]?.dataSync()).toEqual(other[name]?.dataSync());
    expect(first.frozen).toMatchObject({ name: 'random', sha256: second.frozen.sha256 });
    tf.dispose([one, other]);
    first.dispose();
    second.dispose();
  });

  test('are computed only as deep as is asked for, and leave nothing behind', async () => {
    const before = tf.memory().numTensors;
    const network = await open();
    const dot = tf.ones([1, 1, 1, 3]) as tf.Tensor4D;
    const { block1_conv2 } = network.layers(dot, ['block1_conv2']);
    expect(block1_conv2.shape).toEqual([1, 1, 1, 16]);
    expect(network.layers(dot, [])).toEqual({});
    expect(() => network.layers(dot, ['block2_conv1'])).toThrow(
      'The images are too small for the layer "block2_conv1": use larger ones, or layers before it',
    );
    tf.dispose([block1_conv2, dot]);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuse a layer that they do not have', async () => {
    const network = await open();
    const dot = tf.ones([1, 1, 1, 3]) as tf.Tensor4D;
    expect(() => network.layers(dot, ['block4_conv1'])).toThrow(
      /no layer "block4_conv1". Its layers are block1_/,
    );
    network.dispose();
    dot.dispose();
  });
});

describe('the small VGG', () => {
  test('needs no file', async () => {
    const network = await openFeatureNetwork('small-vgg', { dataDir: '/nowhere' });
    const { block3_conv4 } = network.layers(referencePicture(8, 9), ['block3_conv4']);
    expect(block3_conv4.shape).toEqual([1, 2, 2, 64]);
    // VGG19 has about 100 here.
    expect(Math.max(...block3_conv4.dataSync())).toBeGreaterThan(10);
    block3_conv4.dispose();
    network.dispose();
  });

  test('refuses another file in the place of its own', async () => {
    const { path, write } = makeWeightsFolder();
    await write('small-vgg.safetensors', encodeSafetensors({ tensors: new Map(), metadata: {} }));
    await expect(smallVggWeights(join(path, 'small-vgg.safetensors'))).rejects.toMatchObject({
      code: 'data_corrupt',
      message: expect.stringMatching(/^small-vgg\.safetensors is not the file of this version/),
    });
  });
});

describe('a weights file', () => {
  const open = (dataDir: string, file?: string) =>
    openFeatureNetwork('vgg19-blocks-1-3', { dataDir, file, fileParameter: 'weights' });

  test('that is nowhere: the message says which and where to put it', async () => {
    await expect(open(makeWeightsFolder().path)).rejects.toMatchObject({
      code: 'data_missing',
      message: expect.stringMatching(
        /VGG19, blocks 1 to 3 are not here\. Put vgg19_block1-3\.safetensors or .*YOTO_DATA/,
      ),
    });
  });

  test('may not lie outside the data folders, and is told in the words for one that is not there', async () => {
    const [data, elsewhere] = [makeWeightsFolder(), makeWeightsFolder()];
    await elsewhere.write('secret', new Uint8Array(4));
    await symlink(join(elsewhere.path, 'secret'), join(data.path, 'link'));
    for (const file of [join(elsewhere.path, 'secret'), 'link', 'nothing', '.'])
      await expect(open(data.path, file)).rejects.toMatchObject({
        code: 'data_missing',
        message:
          `The worker has no file "${file}" that it may read (parameter "weights"). Put the weights under that name in ` +
          'its data folder (YOTO_DATA), or name a file in a folder that its owner allows with DATA_FOLDERS',
      });
  });

  test("that is cut off, empty or another network's is refused, and no tensor is made", async () => {
    const { path, write } = makeWeightsFolder();
    const before = tf.memory().numTensors;
    const tensors = new Map([['block1_conv1/kernel', { shape: [3, 3, 3, 2], values: new Float32Array(54) }]]);
    const whole = encodeSafetensors({ tensors, metadata: {} });
    const refusals: [file: Uint8Array, why: string][] = [
      [whole.subarray(0, 0), 'it has only 0 bytes'],
      [whole.subarray(0, 40), 'it ends within its header'],
      [whole.subarray(0, -1), 'the values of "block1_conv1/kernel" are not all there'],
      [whole, 'it has [3, 3, 3, 2] where "block1_conv1/kernel" of shape [3, 3, 3, 64] is expected'],
      [
        encodeSafetensors({ tensors: new Map(), metadata: {} }),
        'it has no tensor "block1_conv1/kernel" of shape [3, 3, 3, 64]',
      ],
    ];
    for (const [bytes, why] of refusals) {
      await write('weights/vgg19_block1-3.safetensors', bytes);
      await expect(open(path)).rejects.toMatchObject({
        code: 'data_corrupt',
        message: `The weights file vgg19_block1-3.safetensors cannot be used: ${why}. Fetch the file again, or name another`,
      });
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
