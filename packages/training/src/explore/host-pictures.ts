/** Pictures on their way to an explored model, in batches, and what it makes of them on the way back. */
import { AppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import { downloadPictures } from '../examples/example-picture.ts';
import type { HostPicture } from '../task.ts';
import type { ExploreInput, ExploreSet } from './explore-task.ts';

/** An `ExploreSet` on the host. */
export interface ShownSet extends Pick<ExploreSet, 'name' | 'label' | 'captions'> {
  pictures: HostPicture[];
  values: Record<string, readonly number[]>;
  /** False for what the model makes of nothing but noise. */
  isOfPictures: boolean;
}

type Batch = Readonly<Record<string, readonly HostPicture[]>>;

/** Of `batchSize` at most, as an evaluation batches them, because its noise depends on the batch. */
export function inBatches(inputs: readonly ExploreInput[], pictures: Batch, batchSize: number): Batch[] {
  const counts = new Set(inputs.map(({ name }) => pictures[name]?.length ?? 0));
  const all = inputs.flatMap(({ name }) => pictures[name] ?? []);
  const sizes = new Set(all.map(({ height, width, channels }) => `${height} ${width} ${channels}`));
  if (counts.size !== 1 || sizes.size > inputs.length || all.some(({ channels }) => channels !== 3)) {
    throw new AppError(
      'invalid_input',
      'The pictures must be in colour, of one size, and as many of each kind',
    );
  }
  const [count = 0] = counts;
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, index) => {
    const from = index * batchSize;
    const part = ({ name }: ExploreInput) =>
      [name, pictures[name]?.slice(from, from + batchSize) ?? []] as const;
    return Object.fromEntries(inputs.map(part));
  });
}

const WHITE = 255;

/** `[count, height, width, 3]` in [0, 1] for each input. */
export function uploaded(batch: Batch): Record<string, tf.Tensor4D> {
  const entries = Object.entries(batch).map(([name, pictures]) => {
    const { height = 0, width = 0, channels = 3 } = pictures[0] ?? {};
    const size = height * width * channels;
    const values = new Float32Array(pictures.length * size);
    for (const [index, { pixels }] of pictures.entries())
      for (let at = 0; at < size; at++) values[index * size + at] = (pixels[at] as number) / WHITE;
    return [name, tf.tensor4d(values, [pictures.length, height, width, channels])] as const;
  });
  return Object.fromEntries(entries);
}

/** What `make` makes within `tf.tidy`. */
export async function downloaded(
  origin: Pick<ShownSet, 'isOfPictures'>,
  make: () => ExploreSet[],
): Promise<ShownSet[]> {
  let sets: ExploreSet[] = [];
  const kept = tf.tidy(() => {
    sets = make();
    return sets.map(({ images, values = {} }) => ({ images, ...values }));
  });
  try {
    return await Promise.all(sets.map(async (set) => ({ ...(await onHost(set)), ...origin })));
  } finally {
    tf.dispose(kept);
  }
}

async function onHost({ images, values = {}, ...set }: ExploreSet): Promise<Omit<ShownSet, 'isOfPictures'>> {
  const [, height, width] = images.shape;
  const entries = Object.entries(values).map(
    async ([name, tensor]) => [name, [...(await tensor.data())]] as const,
  );
  return {
    ...set,
    pictures: await downloadPictures(images, { height, width }),
    values: Object.fromEntries(await Promise.all(entries)),
  };
}

/** The sets of all batches, one after the other. */
export function joined(batches: readonly ShownSet[][]): ShownSet[] {
  const [first = []] = batches;
  return first.map((set, index) => {
    const parts = batches.flatMap((batch) => batch[index] ?? []);
    const names = Object.keys(set.values);
    return {
      ...set,
      pictures: parts.flatMap(({ pictures }) => pictures),
      values: Object.fromEntries(
        names.map((name) => [name, parts.flatMap(({ values }) => values[name] ?? [])]),
      ),
    };
  });
}
