/** Parameters of the data set `images`. Apart from its code, so that a task's spec can name them without loading it. */
import { z } from 'zod';

const Fields = z.strictObject({
  folder: z.string().min(1).default('images').meta({
    title: 'Folder',
    description:
      'PNG, JPEG and WebP files at any depth: a path in the data folder, or a folder that the worker allows by name',
  }),
  evaluationFolder: z.string().min(1).optional().meta({
    title: 'Evaluation folder',
    description: 'Held-out pictures; left out, a share of the folder is held out by its file names',
  }),
  evaluationShare: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.1)
    .meta({ title: 'Evaluation share', description: 'Of the files, where there is no evaluation folder' }),
  cropSize: z
    .number()
    .int()
    .min(8)
    .max(4096)
    .default(256)
    .meta({ title: 'Crop size', description: 'Side of the square training pictures, in pixels' }),
  minScale: z.number().gt(0).max(1).default(1).meta({
    title: 'Smallest scale',
    description: 'Below 1, training crops are of pictures reduced by a random factor from here to 1',
  }),
  flip: z.boolean().default(true).meta({ title: 'Flip', description: 'Mirror half of the training crops' }),
});

/** Extend it with `safeExtend`, which keeps the check. */
export const ImagesParams = Fields.refine(
  ({ folder, evaluationFolder }) =>
    evaluationFolder === undefined || normalPath(folder) !== normalPath(evaluationFolder),
  {
    path: ['evaluationFolder'],
    message:
      'is the folder that the model trains on: name another, or leave it out to hold out a share of the folder',
  },
);

/** What a task may ask of the data set besides; no user sees it. */
export const OpenImagesParams = ImagesParams.safeExtend({
  /** `none`: all pictures are for training and evaluation alike, and one is enough. */
  holdOut: z.enum(['share', 'none']).default('share'),
  /**
   * `detail`: crops at the photograph's own pixels, or reduced down to `minScale`. `scene`: training crops of any size from
   * `cropSize` to the whole short side, and evaluation crops of the whole short side, reduced to `cropSize`.
   */
  crops: z.enum(['detail', 'scene']).default('detail'),
})
  .refine(({ holdOut, evaluationFolder }) => holdOut === 'share' || evaluationFolder === undefined, {
    path: ['holdOut'],
    message: 'must not be "none" with an evaluation folder, whose pictures are held out',
  })
  .refine(({ crops, minScale }) => crops === 'detail' || minScale === 1, {
    path: ['minScale'],
    message: 'has no meaning with crops of whole scenes: leave it out',
  });

/** Without what changes nothing in a path: `./a//b/../` is `a`. Links, which only a worker sees, are not followed. */
function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${/^[/\\]/.test(path) ? '/' : ''}${parts.join('/')}`;
}

export type OpenImagesOptions = z.output<typeof OpenImagesParams>;
