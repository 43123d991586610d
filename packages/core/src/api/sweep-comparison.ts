/** How the methods of a sweep compare, on the wire; computed by packages/frontier from the last evaluations. */
import { z } from 'zod';
import { Lambda } from '../lambda/lambda.ts';
import {
  BdComparison,
  BreakEven,
  ComparisonPoint,
  Coverage,
  Monotonicity,
  SeriesCost,
  SeriesHypervolume,
  SeriesRegret,
} from './comparison-parts.ts';

/** Something that can be an axis: a loss term, a sum of loss terms that the task declares, or a metric. */
export const ComparisonAxis = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string().optional(),
    kind: z.enum(['term', 'sum', 'metric']),
    better: z.enum(['lower', 'higher']),
  })
  .meta({ id: 'ComparisonAxis' });
export type ComparisonAxis = z.infer<typeof ComparisonAxis>;

/**
 * What made a series: a group's own models, one of the baselines derived from the fixed ones, or a codec (any external
 * method that trains nothing), whose points have a setting where the others have their lambda, and no full loss.
 */
export const Method = z.enum(['fixed', 'yoto', 'single-model', 'interpolation', 'codec']);
export type Method = z.infer<typeof Method>;

/** Something that may not exist, and then says why. */
const explained = <T extends z.ZodType>(schema: T) =>
  z.strictObject({ value: schema.nullable(), reason: z.string().nullable() });

export const ComparisonSeries = z
  .strictObject({
    /** The group's name, `single model`, or `interpolation of` the group's name. */
    name: z.string(),
    method: Method,
    /** Those with at least one model that did not diverge, ascending. */
    seeds: z.array(z.int()),
    /** Ordered by lambda, or by setting. */
    points: z.array(ComparisonPoint),
    /** Against the anchor's fixed models, over the seeds in common. */
    regret: SeriesRegret,
    /** Of the points on the slice. */
    hypervolume: SeriesHypervolume,
    monotonicity: explained(Monotonicity),
    coverage: explained(Coverage),
    cost: SeriesCost,
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ComparisonSeries' });
export type ComparisonSeries = z.infer<typeof ComparisonSeries>;

/** The lambdas at which all parameters but one equal a stated base: what makes a curve of a sweep over several. */
export const Slice = z
  .strictObject({
    /** The parameter that varies along the curve. */
    along: z.string(),
    /** What the other varying parameters are held at; empty where only one varies in the sweep. */
    base: z.record(z.string(), z.number()),
    /** How many different lambdas lie on it. */
    lambdas: z.int(),
  })
  .meta({ id: 'Slice' });
export type Slice = z.infer<typeof Slice>;

export const SweepComparison = z
  .strictObject({
    sweepId: z.string(),
    axes: z.strictObject({ x: ComparisonAxis, y: ComparisonAxis }),
    /** Everything that can be put on an axis; every point has a value by each name. */
    axisChoices: z.array(ComparisonAxis),
    /** The parameters of lambda (weights and loss parameters) that take more than one value in this sweep, in order. */
    varying: z.array(z.string()),
    /** What the numbers of curves (Bjontegaard, coverage, hypervolumes of the axes) are computed on. */
    slice: explained(Slice),
    /** The series that the others are compared with: the first fixed group, or else the first trained series measured. */
    anchor: explained(z.string()),
    /** The fixed model that stands for every lambda, and how it was chosen. */
    singleModel: explained(z.strictObject({ lambda: Lambda, group: z.string(), rule: z.string() })),
    /** Null in a first answer, which has every value but no interval. */
    bootstrap: z
      .strictObject({ method: z.string(), resamples: z.int(), level: z.number(), seed: z.int() })
      .nullable(),
    /** The reference point of every hypervolume of the axes, and the best value of each axis. */
    hypervolumeBox: explained(
      z.strictObject({
        referencePoint: z.strictObject({ x: z.number(), y: z.number() }),
        ideal: z.strictObject({ x: z.number(), y: z.number() }),
        rule: z.string(),
      }),
    ),
    series: z.array(ComparisonSeries),
    /** Every series against every other, both ways round; of very many series only pairs with the anchor. */
    bd: z.array(BdComparison),
    breakEven: z.array(BreakEven),
    /** How the numbers were made, in words, for reports. */
    methods: z.array(z.string()),
    warnings: z.array(z.string()),
    /** Whether every job of the sweep is completed. */
    complete: z.boolean(),
  })
  .meta({ id: 'SweepComparison' });
export type SweepComparison = z.infer<typeof SweepComparison>;
