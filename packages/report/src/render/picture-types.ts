import type { ReportPicture } from '../block.ts';

/** Types that cannot carry scripts. */
const PICTURE_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

export const isPicture = ({ mediaType }: Pick<ReportPicture, 'mediaType'>): boolean =>
  PICTURE_TYPES.has(mediaType);
