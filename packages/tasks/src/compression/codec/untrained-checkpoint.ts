import type { SweepSpecInput } from '@yoto/core';
import { checkpointBeforeTraining } from '../../untrained-checkpoint.ts';
import { networkSizes } from '../architecture/network-sizes.ts';
import { createCompressionModel } from '../model.ts';
import { type CompressionParams, compressionSpec } from '../spec.ts';

/** What `checkpointBeforeTraining` makes of a compression model. */
export const untrainedCheckpoint = (
  params: Partial<CompressionParams>,
  group: SweepSpecInput['groups'][number],
): Promise<Uint8Array> =>
  checkpointBeforeTraining(compressionSpec, { params, group }, (spec, conditioning) => {
    const sizes = networkSizes(spec.task.params as CompressionParams, spec.widthMultiplier);
    return createCompressionModel(sizes, conditioning, spec.seed);
  });
