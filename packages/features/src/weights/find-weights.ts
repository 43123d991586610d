/** Finds the file with a network's weights on this machine, or fetches it. */
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { downloadFile } from '@yoto/datasets/download-file';
import { type DataLocation, notReadable, openReadablePaths } from '@yoto/datasets/readable-paths';
import type { FeatureNetworkSpec, PublishedWeights } from '../specs.ts';

/** Folders of the data folder that weights are looked for in. */
const FOLDERS = ['', 'weights', 'vgg'];
/** The one that downloads are put into. */
const DOWNLOADS = 'weights';

export interface WeightsSource extends DataLocation {
  /** A file in the data folder or in a folder that the worker's owner allows; left out, the network's usual names. */
  file?: string | undefined;
  /** What the user calls `file`, for messages. */
  fileParameter?: string | undefined;
  /** Fetch the published file into `weights` where none is found. */
  download?: boolean | undefined;
}

/**
 * The path of the file. Throws `data_missing` where there is none, none that may be read, or no network to fetch it from, and
 * `data_corrupt` where what was fetched is not the published file.
 */
export async function findWeights(spec: FeatureNetworkSpec, source: WeightsSource): Promise<string> {
  if (source.file !== undefined) return namedFile(source.file, source);
  for (const name of spec.files) {
    for (const folder of FOLDERS) {
      const path = join(source.dataDir, folder, name);
      if ((await stat(path).catch(() => undefined))?.isFile()) return path;
    }
  }
  if (source.download && spec.published) return downloadWeights(spec.published, source.dataDir);
  throw missingWeights(spec);
}

function missingWeights({ id, title, files, published }: FeatureNetworkSpec): AppError {
  const where = published ? `get ${published.url}` : 'docs/feature-networks.md says where to get it';
  return new AppError(
    'data_missing',
    `The weights of ${title} are not here. Put ${files.join(' or ')} into the worker's data folder (YOTO_DATA), or into ` +
      `"${DOWNLOADS}" there: ${where}`,
    { details: { network: id, files } },
  );
}

/** Is there in full, checked, or not at all. */
async function downloadWeights(published: PublishedWeights, dataDir: string): Promise<string> {
  const folder = join(dataDir, DOWNLOADS);
  const path = join(folder, published.file);
  try {
    await mkdir(folder, { recursive: true });
    const workFolder = await mkdtemp(join(folder, '.download-'));
    try {
      const temporary = join(workFolder, published.file);
      await downloadFile(
        published,
        temporary,
        `put ${published.file} into "${DOWNLOADS}" in the worker's data folder (YOTO_DATA)`,
      );
      await rename(temporary, path);
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  } catch (error) {
    throw toAppError(error);
  }
  return path;
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
