/** What data an attempt has worked with, so that two results can be said to come from the same. */
import { z } from 'zod';

/** One hash that stands for a data set: equal fingerprints, equal data. */
export const DataFingerprint = z
  .strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** What the hash is over, in words: which files, whole or in part, or which generator. */
    covers: z.string(),
  })
  .meta({ id: 'DataFingerprint' });
export type DataFingerprint = z.infer<typeof DataFingerprint>;

export const DataRecord = z
  .strictObject({
    /** What was found where, for people. */
    description: z.string(),
    fingerprint: DataFingerprint.nullable().meta({ description: 'Null where the task gives none' }),
  })
  .meta({ id: 'DataRecord' });
export type DataRecord = z.infer<typeof DataRecord>;
