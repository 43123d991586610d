/** What a sweep's frontiers show, in numbers, on the wire; computed by packages/frontier from the last evaluations. */
import { z } from 'zod';
import { Measured } from '../job/points.ts';
import { Lambda } from '../lambda/lambda.ts';
import { FrontierAxis, FrontierMethod } from './frontier.ts';

/** A percentile bootstrap interval over seeds (or over jobs, for costs). */
export const Interval = z
  .strictObject({
    low: z.number(),
    high: z.number(),
    /** The nominal coverage, e.g. 0.95; with few seeds the true one is lower (see the analysis's warnings). */
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
    value: Measured,
    reason: z.string().nullable(),
    interval: Interval.nullable(),
    intervalReason: z.string().nullable(),
  })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof Estimate>;

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
    points: z.strictObject({ reference: z.int(), test: z.int() }),
    leftOut: z.strictObject({ reference: z.int(), test: z.int() }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'BdDifference' });
export type BdDifference = z.infer<typeof BdDifference>;

export const BdComparison = z
  .strictObject({
    reference: z.string(),
    test: z.string(),
    /** Per cent more x that `test` has at equal y. */
    rate: z.array(BdDifference),
    /** How much more y `test` has at equal x, in units of y. */
    metric: z.array(BdDifference),
  })
  .meta({ id: 'BdComparison' });
export type BdComparison = z.infer<typeof BdComparison>;

/** Full loss above the fixed models' at the same lambda: absolute, and as a share of the fixed models' loss (of means: of their mean). */
export const Regret = z.strictObject({ absolute: Estimate, relative: Estimate }).meta({ id: 'Regret' });
export type Regret = z.infer<typeof Regret>;

export const SeriesRegret = z
  .strictObject({
    /** Whether seeds were paired (both sides have the same seeds) or resampled independently. */
    pairing: z.enum(['paired', 'unpaired']),
    lambdas: z.array(Regret.extend({ lambda: Lambda, seeds: z.int() })),
    mean: Regret,
    worst: Regret,
    worstLambda: Lambda.nullable(),
  })
  .meta({ id: 'SeriesRegret' });
export type SeriesRegret = z.infer<typeof SeriesRegret>;

/** A hypervolume, its share of the box between the ideal and the reference point, and its ratio to the reference series'. */
export const HypervolumeEstimate = z
  .strictObject({ value: Estimate, share: Measured, ratio: Estimate })
  .meta({ id: 'HypervolumeEstimate' });
export type HypervolumeEstimate = z.infer<typeof HypervolumeEstimate>;

export const SeriesHypervolume = z
  .strictObject({
    /** Of the points at the lambdas that this series and the reference series have in common. */
    matched: HypervolumeEstimate.extend({ lambdas: z.int() }),
    /** Under the monotone curve through the points, so that denser sampling is not rewarded. */
    curve: HypervolumeEstimate,
    /** In the space of all loss terms, at the matched lambdas; null where the axes already are all the terms. */
    terms: z.strictObject({ terms: z.array(z.string()), value: Measured, ratio: Measured }).nullable(),
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
    gaps: z.array(z.strictObject({ from: Lambda, to: Lambda, size: z.number() })),
    /** The step if the points were evenly spread over this series' range. */
    evenGap: Measured,
    /** Neighbouring lambdas at which the model hardly differs. */
    still: z.array(z.strictObject({ from: Lambda, to: Lambda, distance: z.number() })),
  })
  .meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;

export const SeriesCost = z
  .strictObject({
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
    reference: z.string(),
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

export const SeriesAnalysis = z
  .strictObject({
    name: z.string(),
    method: FrontierMethod,
    seeds: z.array(z.int()),
    /** Means over seeds with intervals, ordered by lambda: the bands of the charts. */
    bands: z.array(z.strictObject({ lambda: Lambda, x: Estimate, y: Estimate, fullLoss: Estimate })),
    /** Null for the reference itself, where there is no fixed group, and for what has no lambda. */
    regret: SeriesRegret.nullable(),
    hypervolume: SeriesHypervolume,
    /** Null for what does not depend on lambda: the single model, and references without models. */
    monotonicity: Monotonicity.nullable(),
    coverage: Coverage.nullable(),
    cost: SeriesCost,
    warnings: z.array(z.string()),
  })
  .meta({ id: 'SeriesAnalysis' });
export type SeriesAnalysis = z.infer<typeof SeriesAnalysis>;

const AnalysisAxis = FrontierAxis.extend({ better: z.enum(['lower', 'higher']) });

export const SweepAnalysis = z
  .strictObject({
    sweepId: z.string(),
    axes: z.strictObject({ x: AnalysisAxis, y: AnalysisAxis }),
    /** The terms whose weights vary, in order. */
    terms: z.array(z.string()),
    /** The series that the others are compared with: the first fixed group, or else the first series measured. */
    reference: z.string().nullable(),
    bootstrap: z.strictObject({ method: z.string(), resamples: z.int(), level: z.number(), seed: z.int() }),
    /** The reference point of every hypervolume here, and the best value of each axis. */
    hypervolumeBox: z
      .strictObject({
        reference: z.strictObject({ x: z.number(), y: z.number() }),
        ideal: z.strictObject({ x: z.number(), y: z.number() }),
        rule: z.string(),
      })
      .nullable(),
    series: z.array(SeriesAnalysis),
    /** Every series against every other, both ways round; of very many series only pairs with the reference. */
    bd: z.array(BdComparison),
    breakEven: z.array(BreakEven),
    /** How the numbers were made, in words, for reports. */
    methods: z.array(z.string()),
    warnings: z.array(z.string()),
    /** Whether every job of the sweep is completed. */
    complete: z.boolean(),
  })
  .meta({ id: 'SweepAnalysis' });
export type SweepAnalysis = z.infer<typeof SweepAnalysis>;
