/** A job's pictures as files: a PNG for every sheet, and the manifest that lists them. */
import {
  type Lambda,
  lambdaKey,
  PICTURE_MANIFEST,
  type PictureManifest,
  type PictureSheetEntry,
} from '@yoto/core';
import { encodePng } from '@yoto/datasets';
import type { PictureSheet } from '@yoto/training';

/** Part of a key of the artifact store, which allows 200 characters for it, some of them escaped. */
const LONGEST_LAMBDA = 60;

/** An artifact's name and bytes, and the name of the file that carries them to the daemon. */
export interface PictureFile {
  name: string;
  mediaType: string;
  file: string;
  bytes: Uint8Array;
}

/** The sheets as PNGs, and last the manifest: what it lists is there before it. */
export async function encodePictures(sheets: readonly PictureSheet[]): Promise<PictureFile[]> {
  const pictures: PictureFile[] = [];
  for (const [index, sheet] of sheets.entries()) {
    const bytes = await encodePng(sheet.pixels, sheet.width, sheet.height, sheet.channels);
    const name = artifactName(sheet, index);
    pictures.push({ name, mediaType: 'image/png', file: `picture-${index}.png`, bytes });
  }
  const sections = sheets.map((sheet, index) => manifestEntry(sheet, artifactName(sheet, index)));
  const bytes = Buffer.from(JSON.stringify({ version: 1, sections } satisfies PictureManifest));
  return [
    ...pictures,
    { name: PICTURE_MANIFEST, mediaType: 'application/json', file: PICTURE_MANIFEST, bytes },
  ];
}

function manifestEntry(sheet: PictureSheet, artifact: string): PictureSheetEntry {
  const { name, label, lambda, tileWidth, tileHeight, gap, columns, count } = sheet;
  return { name, label, lambda, artifact, tileWidth, tileHeight, gap, columns, count };
}

/** `pictures/inputs.png`, `pictures/samples/kl=4.png`. */
function artifactName({ name, lambda }: PictureSheet, index: number): string {
  if (!lambda) return `pictures/${name}.png`;
  return `pictures/${name}/${lambdaName(lambda, index)}.png`;
}

/** `kl=4`; by the picture's index where that would be too long for a key. */
export function lambdaName(lambda: Lambda, index: number): string {
  const text = lambdaKey(lambda);
  return text.length <= LONGEST_LAMBDA ? text : `sheet-${index}`;
}
