/** Random weights, always the same ones: as many networks as runs would be as many losses. */
import { createHash } from 'node:crypto';
import { randomStream } from '@yoto/core';
import { encodeSafetensors, type HostTensor, varianceScaling, zeros } from '@yoto/training';
import type { Architecture } from './architecture.ts';
import type { WeightsFile } from './weights/read-weights.ts';

const SEED = 1;

/** Filters of He et al. 2015, with which activations keep their scale from layer to layer; biases of zero. */
export function randomWeights({ weights }: Architecture): WeightsFile {
  const he = varianceScaling({ scale: 2, mode: 'fan-in' });
  const tensors = new Map<string, HostTensor>();
  for (const [name, shape] of weights) {
    const initialiser = shape.length === 4 ? he : zeros;
    tensors.set(name, { shape, values: initialiser(shape, randomStream(SEED, `weights/${name}`)) });
  }
  const bytes = encodeSafetensors({ tensors, metadata: {} });
  return { name: 'random', sha256: createHash('sha256').update(bytes).digest('hex'), tensors };
}
