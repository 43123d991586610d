/**
 * Pictures that need no files, for style transfer: scenes as contents, textures as styles. Each is a function of its index
 * and the data set's seed. Training meets other scenes than evaluation, and the same textures.
 */
import { parseInput, randomStream } from '@yoto/core';
import { z } from 'zod';
import { checkIndex } from '../check-index.ts';
import type { ImageDataset } from '../image-dataset.ts';
import { paintPicture } from './painting.ts';
import { drawScene } from './scenes.ts';
import { TEXTURES } from './textures.ts';

/** Part of the data's fingerprint: to be raised by every change that gives any pixel another value. */
const GENERATOR_VERSION = 1;
const CHANNELS = 3;
/** So many that no training meets one twice before it has met a million. */
const TRAINING_SCENES = 1_000_000;
const EVALUATION_SCENES = 1_000;
/** Per pixel and side. Textures have finer patterns, and are painted only once. */
const SCENE_SAMPLES = 2;
const TEXTURE_SAMPLES = 3;

const PatternsParams = z.strictObject({
  /** Scenes, of which there are a million to train on, or a fixed list of textures. */
  kind: z.enum(['content', 'style']),
  /** Side of the square pictures, in pixels. */
  size: z.int().min(16).max(1024).default(128),
  /** Other seeds give other scenes, and the same textures placed in another way. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .default(0),
});

interface Pictures {
  trainSize: number;
  evaluationSize: number;
  description: string;
  training(index: number): Uint8ClampedArray;
  evaluation(index: number): Uint8ClampedArray;
  name(index: number): string;
}

/** Opens the pictures of one kind, with parameters as `PatternsParams` has them. Throws `invalid_input`. */
export function openPatterns(params: Readonly<Record<string, unknown>>): ImageDataset {
  const options = parseInput(PatternsParams, params, 'The parameters of the data set "patterns"');
  const { kind, size, seed } = options;
  const pictures = kind === 'content' ? scenes(size, seed) : textures(size, seed);
  const { trainSize, evaluationSize, description } = pictures;

  function values(indices: readonly number[], of: (index: number) => Uint8ClampedArray): Float32Array {
    const valuesEach = size * size * CHANNELS;
    const all = new Float32Array(indices.length * valuesEach);
    for (const [row, index] of indices.entries()) {
      for (const [at, byte] of of(index).entries()) all[row * valuesEach + at] = byte / 255;
    }
    return all;
  }
  async function evaluation(indices: readonly number[]): Promise<Float32Array> {
    for (const index of indices) checkIndex(index, evaluationSize, 'The patterns, for evaluation,');
    return values(indices, pictures.evaluation);
  }
  return {
    id: 'patterns',
    ...{ height: size, width: size, channels: CHANNELS, valueRange: [0, 1] },
    ...{ trainSize, evaluationSize, description },
    source: { kind: 'generator', name: 'patterns', version: GENERATOR_VERSION, parameters: options },
    async train(indices) {
      for (const index of indices) checkIndex(index, trainSize, 'The patterns, for training,');
      return values(indices, pictures.training);
    },
    evaluation,
    evaluationImage: async (index) => ({
      ...{ height: size, width: size },
      data: await evaluation([index]),
      name: pictures.name(index),
    }),
    async close() {},
  };
}

function scenes(size: number, seed: number): Pictures {
  const painted = (stream: string) => (index: number) =>
    paintPicture(drawScene(randomStream(seed, stream, index)), size, SCENE_SAMPLES);
  return {
    trainSize: TRAINING_SCENES,
    evaluationSize: EVALUATION_SCENES,
    description: `${TRAINING_SCENES} drawn scenes for training, ${EVALUATION_SCENES} others for evaluation`,
    training: painted('training-scenes'),
    evaluation: painted('evaluation-scenes'),
    name: (index) => `scene ${index + 1}`,
  };
}

function textures(size: number, seed: number): Pictures {
  const painted = new Map<number, Uint8ClampedArray>();
  const paint = (index: number): Uint8ClampedArray => {
    const known = painted.get(index);
    if (known) return known;
    const { paint } = TEXTURES[index] as (typeof TEXTURES)[number];
    const bytes = paintPicture(paint(seed), size, TEXTURE_SAMPLES);
    painted.set(index, bytes);
    return bytes;
  };
  const names = TEXTURES.map(({ name }) => name);
  return {
    trainSize: TEXTURES.length,
    evaluationSize: TEXTURES.length,
    description: `${TEXTURES.length} textures, for training and evaluation alike: ${names.join(', ')}`,
    training: paint,
    evaluation: paint,
    name: (index) => names[index] as string,
  };
}
