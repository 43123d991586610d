/** What lists the pictures of a job: the artifact `pictures.json`, which names the others. */
import { z } from 'zod';

export const PICTURE_MANIFEST = 'pictures.json';

/** One sheet: pictures of one kind made with one lambda, tiles in rows with a white gap between them. */
export const PictureSheetEntry = z.strictObject({
  /** The section it belongs to, e.g. `reconstructions`. */
  name: z.string(),
  label: z.string(),
  /** Null for the data alone, e.g. the inputs. */
  lambda: z.record(z.string(), z.number()).nullable(),
  /** The name of the artifact with its bytes, a PNG. */
  artifact: z.string(),
  /** In pixels, like the gap. */
  tileWidth: z.int().positive(),
  tileHeight: z.int().positive(),
  gap: z.int().nonnegative(),
  columns: z.int().positive(),
  /** Tiles; the last row may be shorter. */
  count: z.int().positive(),
});
export type PictureSheetEntry = z.infer<typeof PictureSheetEntry>;

export const PictureManifest = z.strictObject({
  version: z.literal(1),
  /** In the order in which the task gave them. */
  sections: z.array(PictureSheetEntry),
});
export type PictureManifest = z.infer<typeof PictureManifest>;
