/** The data set `spots`: batches by index, pure functions of the seed and the index. */
import { randomStream } from '@yoto/core';
import type { Batches, HostBatch, TaskContext } from '@yoto/training';

/** Of the square pictures, in pixels. */
export const SIDE = 8;
export const PIXELS = SIDE * SIDE;

export interface Spots {
  train: Batches;
  evaluation: Batches;
  description: string;
}

export function openSpots({ dataset, seed, batchSize, evaluationExamples }: TaskContext): Spots {
  const noise = Number(dataset.params.noise);
  return {
    description: 'spots with noise, made here',
    train: {
      count: Number.POSITIVE_INFINITY,
      at: async (index) => spots(batchSize, noise, (example) => [seed, 'train', index * batchSize + example]),
    },
    // Held out: other random numbers, and the same for every seed.
    evaluation: {
      count: Math.ceil(evaluationExamples / batchSize),
      async at(index) {
        const first = index * batchSize;
        const size = Math.min(batchSize, evaluationExamples - first);
        return spots(size, noise, (example) => [0, 'evaluation', first + example]);
      },
    },
  };
}

type Key = [seed: number, name: string, index: number];

/** `clean` and `noisy`: `[examples, 64]` each. */
function spots(examples: number, noise: number, keyOf: (example: number) => Key): HostBatch {
  const clean = new Float32Array(examples * PIXELS);
  const noisy = new Float32Array(examples * PIXELS);
  for (let example = 0; example < examples; example++) {
    const random = randomStream(...keyOf(example));
    const [across = 0, down = 0] = random.uniforms(2).map((place) => place * (SIDE - 1));
    const offsets = random.normals(PIXELS);
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      const distance = (Math.floor(pixel / SIDE) - down) ** 2 + ((pixel % SIDE) - across) ** 2;
      const at = example * PIXELS + pixel;
      clean[at] = Math.exp(-distance / 4);
      noisy[at] = (clean[at] ?? 0) + noise * (offsets[pixel] ?? 0);
    }
  }
  const shape = [examples, PIXELS];
  return { clean: { shape, data: clean }, noisy: { shape, data: noisy } };
}
