/** Finds the file with a network's weights on this machine. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@yoto/core';
import { type DataLocation, notReadable, openReadablePaths } from '@yoto/datasets/readable-paths';
import type { FeatureNetworkSpec } from '../specs.ts';

/** Folders of the data folder that weights are looked for in. */
const FOLDERS = ['', 'weights', 'vgg'];

export interface WeightsSource extends DataLocation {
  /** A file in the data folder or in a folder that the worker's owner allows; left out, the network's usual names. */
  file?: string | undefined;
  /** What the user calls `file`, for messages. */
  fileParameter?: string | undefined;
}

/** The path of the file. Throws `data_missing` where there is none, or none that may be read. */
export async function findWeights(spec: FeatureNetworkSpec, source: WeightsSource): Promise<string> {
  if (source.file !== undefined) return namedFile(source.file, source);
  for (const name of spec.files) {
    for (const folder of FOLDERS) {
      const path = join(source.dataDir, folder, name);
      if ((await stat(path).catch(() => undefined))?.isFile()) return path;
    }
  }
  throw new AppError(
    'data_missing',
    `The weights of ${spec.title} are not here. Put ${spec.files.join(' or ')} into the worker's data folder (YOTO_DATA), or ` +
      'into "weights" there: docs/feature-networks.md says where to get it',
    { details: { network: spec.id, files: spec.files } },
  );
}

async function namedFile(name: string, source: WeightsSource): Promise<string> {
  const paths = await openReadablePaths(source);
  const path = await paths.find(name, 'file');
  if (path === undefined) {
    const parameter = source.fileParameter ?? 'file';
    throw notReadable('file', { name, parameter, remedy: 'Put the weights under that name' });
  }
  return path;
}
