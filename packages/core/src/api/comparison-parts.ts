/** The parts of a sweep's comparison on the wire: numbers that may not exist, and what is measured of one series. */
import { z } from 'zod';
import { Measured } from '../job/points.ts';
import { Lambda } from '../lambda/lambda.ts';
import { Place } from '../lambda/place.ts';

/** A percentile bootstrap interval over seeds (or over jobs, for costs). */
export const Interval = z
  .strictObject({
    low: z.number(),
    high: z.number(),
    /** The nominal coverage, e.g. 0.95; with few seeds the true one is lower (see the comparison's warnings). */
    level: z.number(),
    /** How many seeds (jobs) were resampled: the fewer of the two sides of a comparison. */
    seeds: z.int(),
    /** How many resamples gave a value. */
    resamples: z.int(),
  })
  .meta({ id: 'Interval' });
export type Interval = z.infer<typeof Interval>;

/** A number that may not exist, and then says why; the same for its interval. */
export const Estimate = z
  .strictObject({
    value: z.number().nullable(),
    reason: z.string().nullable(),
    interval: Interval.nullable(),
    intervalReason: z.string().nullable(),
  })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof Estimate>;

/** Full loss above the fixed models' at the same lambda: absolute, and as a share of theirs (of means: of their mean). */
export const Regret = z.strictObject({ absolute: Estimate, relative: Estimate }).meta({ id: 'Regret' });
export type Regret = z.infer<typeof Regret>;

/** One method at one place: means over its seeds. */
export const ComparisonPoint = z
  .strictObject({
    at: Place,
    /** How many seeds the means are over; those whose models diverged are left out. */
    seeds: z.int().min(0),
    /** Models left out because their loss is not finite (of a codec: values on the axes). */
    diverged: z.int().min(0),
    /** Every loss term, declared sum and metric of the task, by name; terms are unweighted. */
    values: z.record(z.string(), Estimate),
    /** sum_i lambda_i * term_i. */
    fullLoss: Estimate,
    /** Over the seeds that both sides have at this lambda. */
    regret: Regret.extend({ seeds: z.int().min(0) }),
  })
  .meta({ id: 'ComparisonPoint' });
export type ComparisonPoint = z.infer<typeof ComparisonPoint>;

export const SeriesRegret = z
  .strictObject({
    /** Whether seeds were paired (both sides have the same seeds) or resampled independently. */
    pairing: z.enum(['paired', 'unpaired']),
    /** How many lambdas the mean and the worst are over. */
    lambdas: z.int().min(0),
    mean: Regret,
    worst: Regret,
    worstLambda: Lambda.nullable(),
  })
  .meta({ id: 'SeriesRegret' });
export type SeriesRegret = z.infer<typeof SeriesRegret>;

export const BdMethod = z.enum(['pchip', 'akima', 'cubic']);
export type BdMethod = z.infer<typeof BdMethod>;

/** One Bjontegaard difference of two curves by one interpolation. */
export const BdDifference = z
  .strictObject({
    method: BdMethod,
    difference: Estimate,
    /** The common range of the axis held equal, and its share of the range that both curves span together. */
    overlap: z.strictObject({ low: z.number(), high: z.number(), share: z.number() }).nullable(),
    /** How x enters: as its logarithm, or as it is. */
    xScale: z.enum(['log', 'linear']),
    /** Points used of each curve, and those left out (unmeasured, repeated or dominated). */
    points: z.strictObject({ anchor: z.int(), test: z.int() }),
    leftOut: z.strictObject({ anchor: z.int(), test: z.int() }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'BdDifference' });
export type BdDifference = z.infer<typeof BdDifference>;

/** Two series: `test` is measured against `anchor`, as in the common test conditions of video coding. */
export const BdComparison = z
  .strictObject({
    anchor: z.string(),
    test: z.string(),
    /** Per cent more x that `test` has at equal y. */
    rate: z.array(BdDifference),
    /** How much more y `test` has at equal x, in units of y. */
    metric: z.array(BdDifference),
  })
  .meta({ id: 'BdComparison' });
export type BdComparison = z.infer<typeof BdComparison>;

/** A hypervolume, its share of the box between the ideal and the reference point, and its ratio to the anchor's. */
export const HypervolumeEstimate = z
  .strictObject({ value: Estimate, share: Measured, ratio: Estimate })
  .meta({ id: 'HypervolumeEstimate' });
export type HypervolumeEstimate = z.infer<typeof HypervolumeEstimate>;

export const SeriesHypervolume = z
  .strictObject({
    /** Of the points at the lambdas that this series and the anchor have in common. */
    matched: HypervolumeEstimate.extend({ lambdas: z.int() }),
    /** Under the monotone curve through the points, so that denser sampling is not rewarded. */
    curve: HypervolumeEstimate,
    /** In the space of all loss terms, at the matched lambdas: what two axes cannot show of a sweep over more weights. */
    terms: z.strictObject({ terms: z.array(z.string()), value: Estimate, ratio: Estimate }),
  })
  .meta({ id: 'SeriesHypervolume' });
export type SeriesHypervolume = z.infer<typeof SeriesHypervolume>;

export const Monotonicity = z
  .strictObject({
    /** Pairs of neighbouring lambdas that differ in one weight. */
    checked: z.int(),
    /** Where a term increased with its own weight, by more than the tolerance. */
    violations: z.array(
      z.strictObject({
        term: z.string(),
        from: Lambda,
        to: Lambda,
        increase: z.number(),
        tolerance: z.number(),
      }),
    ),
    /** Where the point for another lambda has the smaller full loss at this one, by more than the tolerance. */
    outdone: z.array(
      z.strictObject({ lambda: Lambda, by: Lambda, difference: z.number(), tolerance: z.number() }),
    ),
    toleranceRule: z.string(),
  })
  .meta({ id: 'Monotonicity' });
export type Monotonicity = z.infer<typeof Monotonicity>;

export const Coverage = z
  .strictObject({
    /** How x was measured before it was divided by the range of all series. */
    xScale: z.enum(['log', 'linear']),
    /** The range of x of this series as a share of the range of all series. */
    span: Measured,
    /** The largest steps between neighbours along x, largest first, in shares of the range of all series. */
    gaps: z.array(z.strictObject({ from: Place, to: Place, size: z.number() })),
    /** The step if the points were evenly spread over this series' range. */
    evenGap: Measured,
    /** Neighbours at which the model hardly differs. */
    still: z.array(z.strictObject({ from: Place, to: Place, distance: z.number() })),
  })
  .meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;

export const SeriesCost = z
  .strictObject({
    jobs: z.int(),
    completedJobs: z.int(),
    /** Optimiser steps taken by the jobs of this series. */
    steps: z.int(),
    /** Device-seconds of all jobs, finished or not, attempts together. */
    deviceSeconds: z.number(),
    /** Of one completed job. */
    jobSeconds: Estimate,
    /** Of all the jobs that one seed's curve takes; for the interpolation baseline with the models it mixes. */
    curveSeconds: Estimate,
    /** Share of the hypervolume box under the curve, per device-second of one curve. */
    hypervolumePerSecond: Measured,
    devices: z.array(z.string()),
  })
  .meta({ id: 'SeriesCost' });
export type SeriesCost = z.infer<typeof SeriesCost>;

/** From how many lambdas on one YOTO model costs less than a grid of fixed models. */
export const BreakEven = z
  .strictObject({
    series: z.string(),
    anchor: z.string(),
    /** Device-seconds of one YOTO job over those of one fixed job. */
    lambdas: Estimate,
    /** The smallest grid that costs more than the YOTO model. */
    cheaperFrom: z.int().nullable(),
    meanRegret: Regret,
    statement: z.string().nullable(),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'BreakEven' });
export type BreakEven = z.infer<typeof BreakEven>;
