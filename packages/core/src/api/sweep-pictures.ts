/** The stored pictures of a sweep on the wire: of one seed, so that the answer stays small however many jobs there are. */
import { z } from 'zod';
import { JobKind } from '../job/job-spec.ts';
import { PictureSheetEntry } from './picture-manifest.ts';

/** Of one seed: more are not compared at a glance. */
export const MOST_PICTURED_JOBS = 60;

export const SweepPictures = z
  .strictObject({
    /** Those of which some job has pictures, in order. */
    seeds: z.array(z.int()),
    /** The one shown; null while no job has pictures. */
    seed: z.int().nullable(),
    /** In plan order, at most `MOST_PICTURED_JOBS`. */
    jobs: z.array(
      z.strictObject({
        jobId: z.uuid(),
        group: z.string(),
        kind: JobKind,
        /** Where the pictures are, as an address of the server. */
        sheets: z.array(PictureSheetEntry.extend({ url: z.string() })),
      }),
    ),
    /** Of the seed, with those that are left out. */
    jobsOfSeed: z.int(),
    /** Why the pictures of some of the jobs are missing; null where none are. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'SweepPictures' });
export type SweepPictures = z.infer<typeof SweepPictures>;
