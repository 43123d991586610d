/**
 * The style images that people can choose of when they explore a model, in its checkpoints: their vectors, because no browser
 * has the network that describes styles, and small pictures of them. Runs in browsers, too.
 */
import { AppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { ExploreChoice, HostPicture, HostTensor, HostTensors } from '@yoto/training';
import type { StyleNetworks } from './networks.ts';

/** Held-out styles to choose of. */
export interface ChoosableStyles {
  /** What people call it. */
  names: readonly string[];
  /** `[1, side, side, 3]` in [0, 1], of one. */
  picture(index: number): Promise<Float32Array>;
  side: number;
  /** Which of them each of the first held-out contents is painted in. */
  ofContents: readonly number[];
}

export const MOST_STYLES = 16;
/** Side of the small pictures at most, in pixels. */
const LARGEST_SIDE = 64;
const VECTOR = 'style-vector/';
const PICTURE = 'style-picture/';
const OF_CONTENTS = 'style-of-contents';
const WHITE = 255;

/** The styles by their names, for a checkpoint. */
export async function styleTensors(
  styles: ChoosableStyles,
  networks: Pick<StyleNetworks, 'describe'>,
): Promise<HostTensors> {
  const tensors = new Map<string, HostTensor>();
  const { side } = styles;
  // One by one: a batch of all would take the memory of many training steps.
  for (const [index, name] of styles.names.entries()) {
    const pixels = await styles.picture(index);
    const made = tf.tidy(() => {
      const image = tf.tensor4d(pixels, [1, side, side, 3]);
      return [
        [VECTOR, networks.describe(image)],
        [PICTURE, reduced(image)],
      ] as const;
    });
    for (const [prefix, tensor] of made) {
      const values = Float32Array.from(await tensor.data<'float32'>());
      // With the index, because two styles may have one name.
      tensors.set(`${prefix}${index}/${name}`, { shape: tensor.shape.slice(1), values });
      tensor.dispose();
    }
  }
  const { ofContents } = styles;
  tensors.set(OF_CONTENTS, { shape: [ofContents.length], values: Float32Array.from(ofContents) });
  return tensors;
}

function reduced(image: tf.Tensor4D): tf.Tensor4D {
  const factor = Math.ceil(image.shape[1] / LARGEST_SIDE);
  return tf.avgPool(image, factor, factor, 'valid');
}

export interface StyleChoices extends Pick<ExploreChoice, 'options' | 'ofHeldOut'> {
  /** One for each option. */
  vectors: readonly Float32Array[];
}

/** What `styleTensors` gave. Throws `invalid_input` where a checkpoint has no styles. */
export function styleChoices(tensors: HostTensors): StyleChoices {
  const named = [...tensors].flatMap(([name, { values }]) => {
    if (!name.startsWith(VECTOR)) return [];
    const key = name.slice(VECTOR.length);
    const picture = tensors.get(PICTURE + key);
    const label = key.slice(key.indexOf('/') + 1);
    return picture ? [{ vector: values, option: { label, picture: hostPicture(picture) } }] : [];
  });
  if (named.length === 0)
    throw new AppError(
      'invalid_input',
      'This checkpoint has no styles to choose of, because an older version of YOTO Sweeps wrote it: run the job again, or paint with `yoto stylize`, which needs no styles in the checkpoint',
    );
  return {
    options: named.map(({ option }) => option),
    vectors: named.map(({ vector }) => vector),
    ofHeldOut: [...(tensors.get(OF_CONTENTS)?.values ?? [])],
  };
}

function hostPicture({ shape: [height = 0, width = 0], values }: HostTensor): HostPicture {
  return {
    height,
    width,
    channels: 3,
    pixels: Uint8Array.from(values, (value) => Math.round(value * WHITE)),
  };
}
