/** The frontier of a sweep on the wire; computed by packages/frontier. */
import { z } from 'zod';
import { Measured } from '../job/points.ts';
import { Lambda } from '../lambda/lambda.ts';

export const FrontierAxis = z.strictObject({
  name: z.string(),
  label: z.string(),
  unit: z.string().optional(),
});

/** One method at one lambda: means over its seeds, with the standard deviation over them. */
export const FrontierPoint = z
  .strictObject({
    lambda: Lambda,
    x: Measured,
    y: Measured,
    /** sum_i lambda_i * term_i. */
    fullLoss: Measured,
    /** Full loss minus the fixed models' at the same lambda; null where no fixed model was trained for it. */
    differenceToFixed: Measured,
    seeds: z.int().min(1),
    /** Sample standard deviations over the seeds; null with one seed. */
    xDeviation: Measured,
    yDeviation: Measured,
    fullLossDeviation: Measured,
  })
  .meta({ id: 'FrontierPoint' });
export type FrontierPoint = z.infer<typeof FrontierPoint>;

/**
 * What made a series: a group's own models, one of the baselines derived from the fixed ones, or a reference without
 * models, whose points have a setting (e.g. `{ quality: 50 }`) where the others have their lambda, and no full loss.
 */
export const FrontierMethod = z.enum(['fixed', 'yoto', 'single-model', 'interpolation', 'reference']);
export type FrontierMethod = z.infer<typeof FrontierMethod>;

export const FrontierSeries = z
  .strictObject({
    /** The group's name, `single model`, or `interpolation of` the group's name. */
    name: z.string(),
    method: FrontierMethod,
    points: z.array(FrontierPoint).meta({ description: 'Ordered by lambda' }),
    summary: z.strictObject({
      /** Mean over the lambdas at which the fixed models can be compared; null without any. */
      meanDifferenceToFixed: Measured,
      worstDifferenceToFixed: Measured,
      meanFullLoss: Measured,
      jobs: z.int(),
      completedJobs: z.int(),
      /** Optimiser steps taken by the jobs of this series. */
      steps: z.int(),
      /** Wall-clock seconds that its jobs have held a device, all attempts together. */
      deviceSeconds: z.number(),
    }),
  })
  .meta({ id: 'FrontierSeries' });
export type FrontierSeries = z.infer<typeof FrontierSeries>;

export const SweepFrontier = z
  .strictObject({
    sweepId: z.string(),
    axes: z.strictObject({ x: FrontierAxis, y: FrontierAxis }),
    /** The terms whose weights vary, in order. */
    terms: z.array(z.string()),
    series: z.array(FrontierSeries),
    /** The fixed model whose losses, re-weighted for every lambda, are the least on average. */
    singleModel: z.strictObject({ lambda: Lambda, group: z.string() }).nullable(),
    /** Whether every job of the sweep is completed. */
    complete: z.boolean(),
  })
  .meta({ id: 'SweepFrontier' });
export type SweepFrontier = z.infer<typeof SweepFrontier>;
