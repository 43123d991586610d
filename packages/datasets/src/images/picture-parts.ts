/**
 * Which pictures are trained on and which are held out: those of `evaluationFolder` (which are never trained on, also when that
 * folder lies within `folder`), a share chosen by the hash of the file names, or, with `holdOut: 'none'`, none: all
 * are for both.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '@yoto/core';
import type { DataSource } from '../fingerprint/data-source.ts';
import type { DataLocation } from '../readable-paths.ts';
import { holdOut } from './hold-out.ts';
import type { OpenImagesOptions } from './images-params.ts';
import { openPictureFolders } from './picture-folders.ts';
import { MANY_FILES, type ScannedFolder, scanImages } from './scan-images.ts';

/** How many of very many files the fingerprint reads. */
const SAMPLED_FILES = 1000;

/** Pictures of one folder; the names are paths below it. */
export interface PictureList {
  root: string;
  names: readonly string[];
}

export interface PictureParts {
  training: PictureList;
  evaluation: PictureList;
  description: string;
  source: DataSource;
}

/** Throws `invalid_input` for two folders that are one, `data_missing` when there is no picture to use or it may not be read. */
export async function findPictureParts(
  options: OpenImagesOptions,
  location: DataLocation,
): Promise<PictureParts> {
  const { cropSize, evaluationShare } = options;
  const folders = await openPictureFolders(location);
  const mayRead = folders.holds;
  const folder = await folders.find(options.folder, 'folder');
  const root = folder.path;
  if (options.evaluationFolder === undefined) {
    const scanned = await scanImages(folder, cropSize, { mayRead });
    const { names } = scanned;
    const isSplit = options.holdOut === 'share';
    requireImages(scanned, isSplit ? 2 : 1, cropSize);
    const split = isSplit ? holdOut(names, evaluationShare) : { training: names, evaluation: names };
    const parts = isSplit
      ? `${split.training.length} for training, ${split.evaluation.length} held out by file name`
      : `${names.length}, for training and evaluation alike`;
    return {
      training: { root, names: split.training },
      evaluation: { root, names: split.evaluation },
      description: `Pictures in "${folder.name}": ${parts}${remark(scanned)}`,
      source: filesOf([{ prefix: '', root, names }]),
    };
  }
  const evaluationFolder = await folders.find(options.evaluationFolder, 'evaluationFolder');
  const evaluationRoot = evaluationFolder.path;
  if (root === evaluationRoot) {
    throw new AppError(
      'invalid_input',
      `"folder" and "evaluationFolder" are both "${folder.name}": leave one out`,
    );
  }
  // One may lie within the other.
  const held = await scanImages(evaluationFolder, cropSize, { mayRead, leftOut: root });
  requireImages(held, 1, cropSize);
  const scanned = await scanImages(folder, cropSize, { mayRead, leftOut: evaluationRoot });
  requireImages(scanned, 1, cropSize);
  return {
    training: { root, names: scanned.names },
    evaluation: { root: evaluationRoot, names: held.names },
    source: filesOf([
      { prefix: '', root, names: scanned.names },
      // The two may have pictures of one name.
      { prefix: 'evaluation: ', root: evaluationRoot, names: held.names },
    ]),
    description:
      `Pictures: ${scanned.names.length} for training in "${folder.name}"${remark(scanned)}; ` +
      `${held.names.length} for evaluation in "${evaluationFolder.name}"${remark(held)}`,
  };
}

/** All files, or of very many a sample and the hash of all names. */
function filesOf(lists: readonly (PictureList & { prefix: string })[]): DataSource {
  const count = lists.reduce((sum, { names }) => sum + names.length, 0);
  const isMany = count > MANY_FILES;
  const step = isMany ? count / SAMPLED_FILES : 1;
  const files: { name: string; path: string }[] = [];
  const hash = createHash('sha256');
  let place = 0;
  for (const { prefix, root, names } of lists) {
    for (const name of names) {
      if (isMany) hash.update(`${prefix}${name}\n`);
      if (place++ >= files.length * step) files.push({ name: prefix + name, path: join(root, name) });
    }
  }
  return isMany
    ? { kind: 'files', files, listing: { count, sha256: hash.digest('hex') } }
    : { kind: 'files', files };
}

const remark = (scanned: ScannedFolder): string => scanned.remark && `; ${scanned.remark}`;

function requireImages(scanned: ScannedFolder, least: number, cropSize: number): void {
  const { folder, names } = scanned;
  if (names.length >= least) return;
  throw new AppError(
    'data_missing',
    `The folder "${folder.name}" has ${counted(names.length)}, and ${least === 1 ? '1 is' : `${least} are`} needed ` +
      `(${scanned.remark || 'no others were found'}). Add PNG, JPEG or WebP files ` +
      `of ${cropSize} pixels or more on each side, lower "cropSize", or set "folder" to where the pictures are`,
    { details: { folder: folder.name } },
  );
}

const counted = (count: number): string => `${count} usable picture${count === 1 ? '' : 's'}`;
