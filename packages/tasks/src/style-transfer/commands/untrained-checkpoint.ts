import type { SweepSpecInput } from '@yoto/core';
import { checkpointBeforeTraining } from '../../untrained-checkpoint.ts';
import { createStyleModel } from '../model.ts';
import { openStyleNetworks } from '../networks.ts';
import { type StyleTransferParams, styleTransferSpec } from '../spec.ts';

/** What `checkpointBeforeTraining` makes of a style model on the generated patterns. */
export const untrainedCheckpoint = (
  params: Partial<StyleTransferParams>,
  group: SweepSpecInput['groups'][number],
  imageSize = 32,
): Promise<Uint8Array> => {
  const dataset = { id: 'patterns', params: { imageSize } };
  return checkpointBeforeTraining(
    styleTransferSpec,
    { params, group, dataset },
    async (spec, conditioning) => {
      const own = spec.task.params as StyleTransferParams;
      const networks = await openStyleNetworks(own, { dataDir: '/nonexistent' });
      const sizes = { channels: own.channels, styleFeatures: networks.vectorSize };
      const model = createStyleModel(sizes, conditioning, spec.seed);
      const frozen = networks.frozen.map(({ name, sha256 }) => ({ name, sha256 }));
      networks.dispose();
      return { ...model, frozen };
    },
  );
};
