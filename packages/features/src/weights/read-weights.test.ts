/** Keras's HDF5 files beside safetensors: the same weights are the same network. */
import { readFile } from 'node:fs/promises';
import { randomStream } from '@yoto/core';
import { encodeSafetensors, type HostTensor } from '@yoto/training';
import { expect, test } from 'vitest';
import { makeWeightsFolder } from '../testing/weights-folder.ts';
import { vggArchitecture, vggLayouts } from '../vgg/vgg-architecture.ts';
import { fitWeights } from './fit-weights.ts';
import { readWeights } from './read-weights.ts';

const BLOCKS = [[2, 3], [4]];
const ARCHITECTURE = vggArchitecture(BLOCKS);

const TENSORS = new Map<string, HostTensor>(
  [...ARCHITECTURE.weights].map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return [name, { shape, values: Float32Array.from(randomStream(1, name).normals(size)) }];
  }),
);

/** How versions of Keras call the part of a layer, below the groups they put it into. */
const STYLES: Record<string, (layer: string, part: string) => string[]> = {
  'Keras 1': (layer, part) => [layer, `${layer}_${part === 'kernel' ? 'W' : 'b'}_1:0`],
  'Keras 2': (layer, part) => [layer, layer, `${part}:0`],
  'Keras 3, the whole model': (layer, part) => ['model_weights', layer, layer, part],
};

async function writeH5(path: string, style: (layer: string, part: string) => string[]): Promise<void> {
  const { default: h5wasm } = await import('h5wasm/node');
  await h5wasm.ready;
  const file = new h5wasm.File(path, 'w');
  const groups = new Set<string>();
  for (const [name, { shape, values }] of TENSORS) {
    const [layer = '', part = ''] = name.split('/');
    const parts = style(layer, part);
    for (let depth = 1; depth < parts.length; depth++) {
      const group = parts.slice(0, depth).join('/');
      if (!groups.has(group)) file.create_group(group);
      groups.add(group);
    }
    file.create_dataset({ name: parts.join('/'), data: values, shape: [...shape], dtype: '<f' });
  }
  file.close();
}

test.each(Object.keys(STYLES))('the paths of %s', async (name) => {
  const { path, write } = makeWeightsFolder();
  await writeH5(`${path}/keras.h5`, STYLES[name] as (typeof STYLES)[string]);
  await write('weights.safetensors', encodeSafetensors({ tensors: TENSORS, metadata: {} }));
  const [keras, safetensors] = await Promise.all(
    ['keras.h5', 'weights.safetensors'].map(async (file) =>
      fitWeights(await readWeights(`${path}/${file}`), ARCHITECTURE, vggLayouts(BLOCKS)),
    ),
  );
  expect(keras).toEqual(safetensors);
});

test('an HDF5 file that has been cut off is refused', async () => {
  const { path, write } = makeWeightsFolder();
  await writeH5(`${path}/keras.h5`, STYLES['Keras 2'] as (typeof STYLES)[string]);
  const whole = await readFile(`${path}/keras.h5`);
  for (const length of [whole.length - 1, 1000, 20]) {
    await write('cut.h5', whole.subarray(0, length));
    await expect(readWeights(`${path}/cut.h5`)).rejects.toMatchObject({
      code: 'data_corrupt',
      message:
        'The weights file cut.h5 cannot be used: the HDF5 library cannot open it: it has been cut off or damaged. Fetch the ' +
        'file again, or name another',
    });
  }
});
