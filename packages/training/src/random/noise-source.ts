import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { elementCount } from '../layers/initialisers.ts';
import type { NoiseSource } from '../task.ts';

/**
 * Noise of one batch as a function of (seed, phase, batch, name). Training and evaluation have phases of their own,
 * so that an evaluation sees the same noise for every lambda and at every step of the training; so have pictures.
 */
export function createNoiseSource(
  seed: number,
  phase: 'train' | 'evaluate' | 'pictures',
  batch: number,
): NoiseSource {
  const stream = (name: string) => randomStream(seed, `noise/${phase}/${name}`, batch);
  return {
    normal: (name, shape) => tf.tensor(stream(name).normals(elementCount(shape)), [...shape]),
    uniform: (name, shape) => tf.tensor(stream(name).uniforms(elementCount(shape)), [...shape]),
  };
}
