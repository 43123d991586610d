/** What a job's last evaluation measured of single examples, and their pictures: the artifact `examples.json`. */
import { z } from 'zod';
import { Measured } from '../job/points.ts';
import { Lambda } from '../lambda/lambda.ts';

export const EXAMPLES_FILE = 'examples.json';
/** How the names of the artifacts begin that are pictures of single examples. */
export const EXAMPLE_PICTURES = 'examples/';

/** The picture of one example; of a large one its middle. */
export const ExamplePictureEntry = z.strictObject({
  /** Index of the example, from 0. */
  example: z.int().nonnegative(),
  /** What it was made with, one of the points'; null for the example itself. */
  lambda: Lambda.nullable(),
  /** The name of the artifact with its bytes, a PNG, and their hash. */
  artifact: z.string(),
  sha256: z.string(),
  /** In pixels: of the stored picture, and of the whole one, of which the values are. */
  width: z.int().positive(),
  height: z.int().positive(),
  wholeWidth: z.int().positive(),
  wholeHeight: z.int().positive(),
});
export type ExamplePictureEntry = z.infer<typeof ExamplePictureEntry>;

/** One point of the evaluation (its lambda, or a reference's setting), example by example. */
export const ExamplePoint = z.strictObject({
  lambda: Lambda,
  /** By the names of loss terms and metrics: a number for each of the first examples. */
  values: z.record(z.string(), z.array(Measured)),
});
export type ExamplePoint = z.infer<typeof ExamplePoint>;

/** Files of reference jobs from before there were names and pictures have neither. */
export const ExamplesFile = z.strictObject({
  version: z.literal(1),
  /** The id of the reference whose examples these are. */
  reference: z.string().optional(),
  /** How many examples the means of the evaluation are over; the values are of the first. */
  evaluated: z.int().positive().optional(),
  /** Of the examples whose values are here, where they have names. */
  names: z.array(z.string()).optional(),
  points: z.array(ExamplePoint),
  pictures: z.array(ExamplePictureEntry).default([]),
});
export type ExamplesFile = z.infer<typeof ExamplesFile>;
