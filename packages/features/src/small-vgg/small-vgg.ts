/**
 * A small network in the form of VGG19's first three blocks: the same layers, with a quarter of the channels. Its weights come with
 * the package: train-command.ts made them of VGG19's (docs/feature-networks.md).
 */
import { fileURLToPath } from 'node:url';
import { AppError } from '@yoto/core';
import type { WeightLayout } from '../architecture.ts';
import { TORCHVISION_INPUT, type VggBlocks, vggArchitecture } from '../vgg/vgg-architecture.ts';
import { readWeights, type WeightsFile } from '../weights/read-weights.ts';

const SMALL_BLOCKS: VggBlocks = [
  [16, 16],
  [32, 32],
  [64, 64, 64, 64],
];

/** 145,936 weights. */
export const SMALL_VGG = vggArchitecture(SMALL_BLOCKS);

export const SMALL_VGG_LAYOUT: WeightLayout = {
  nameInFile: (name) => name,
  filters: 'hwio',
  input: TORCHVISION_INPUT,
};

export const SMALL_VGG_FILE = fileURLToPath(new URL('../../weights/small-vgg.safetensors', import.meta.url));
const SHA256 = '30b6698ab96df7318eefda3edb76e1f6317ad16791ba4ed1075dab97d67ab85e';

/** The weights of the package. Throws `data_corrupt` where the file is not the one that was published with it. */
export async function smallVggWeights(path = SMALL_VGG_FILE): Promise<WeightsFile> {
  const file = await readWeights(path);
  if (file.sha256 === SHA256) return file;
  throw new AppError(
    'data_corrupt',
    `${file.name} is not the file of this version: its sha256 is ${file.sha256}, expected ${SHA256}. Install the program again`,
    { details: { file: file.name } },
  );
}
