/** What data an attempt has worked with, so that two results can be said to come from the same. */
import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One hash that stands for a data set: equal fingerprints, equal data. */
export const DataFingerprint = z
  .strictObject({
    sha256: Sha256,
    /** What the hash is over, in words: which files, whole or in part, or which generator. */
    covers: z.string(),
  })
  .meta({ id: 'DataFingerprint' });
export type DataFingerprint = z.infer<typeof DataFingerprint>;

/** Weights that a job uses and never trains, e.g. of a pretrained feature network. */
export const FrozenRecord = z
  .strictObject({
    /** The same for all versions of the weights, e.g. `vgg19`. */
    name: z.string().min(1),
    /** For people. */
    title: z.string(),
    sha256: Sha256,
  })
  .meta({ id: 'FrozenRecord' });
export type FrozenRecord = z.infer<typeof FrozenRecord>;

/** What tells frozen weights from others: two with the same name and hash are the same. */
export const FrozenIdentity = FrozenRecord.omit({ title: true });
export type FrozenIdentity = z.infer<typeof FrozenIdentity>;

export const DataRecord = z
  .strictObject({
    /** What was found where, for people. */
    description: z.string(),
    fingerprint: DataFingerprint.nullable().meta({ description: 'Null where the task gives none' }),
    frozen: z
      .array(FrozenRecord)
      .default([])
      .meta({ description: 'Weights that the job uses and never trains; empty for most tasks' }),
  })
  .meta({ id: 'DataRecord' });
export type DataRecord = z.infer<typeof DataRecord>;
/** As it may be stored: older records say nothing of frozen weights. */
export type StoredDataRecord = z.input<typeof DataRecord>;
