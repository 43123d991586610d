/** What a job's last evaluation measured of single examples, and their pictures: the artifact `examples.json`. */
import { z } from 'zod';
import { Measured } from '../job/points.ts';
import { Lambda } from '../lambda/lambda.ts';
import { Place } from '../lambda/place.ts';

export const EXAMPLES_FILE = 'examples.json';
/** How the names of the artifacts begin that are pictures of single examples. */
export const EXAMPLE_PICTURES = 'examples/';

/** The picture of one example; of a large one its middle. */
export const ExamplePictureEntry = z.strictObject({
  /** Index of the example, from 0. */
  example: z.int().nonnegative(),
  /** What it was made with, one of the points' places; null for the example itself. */
  at: Place.nullable(),
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

const examplesFields = {
  /** How many examples the means of the evaluation are over; the values are of the first. */
  evaluated: z.int().positive().optional(),
  /** Of the examples whose values are here, where they have names. */
  names: z.array(z.string()).optional(),
};
/** By the names of loss terms and metrics: a number for each of the first examples. */
const Values = z.record(z.string(), z.array(Measured));

/** One point of the evaluation, example by example. */
const ExamplePoint = z.strictObject({ at: Place, values: Values });
export type ExamplePoint = z.infer<typeof ExamplePoint>;

const Current = z.strictObject({
  version: z.literal(2),
  ...examplesFields,
  points: z.array(ExamplePoint),
  pictures: z.array(ExamplePictureEntry).default([]),
});
export type ExamplesFile = z.infer<typeof Current>;

/** Said `lambda` for a codec's setting, too, and then named the codec. Its first files have no names and no pictures. */
const First = z
  .strictObject({
    version: z.literal(1),
    reference: z.string().optional(),
    ...examplesFields,
    points: z.array(z.strictObject({ lambda: Lambda, values: Values })),
    pictures: z
      .array(ExamplePictureEntry.omit({ at: true }).extend({ lambda: Lambda.nullable() }))
      .default([]),
  })
  .transform(({ reference, points, pictures, ...rest }): ExamplesFile => {
    const place = (lambda: Lambda) => (reference === undefined ? { lambda } : { setting: lambda });
    return {
      ...rest,
      version: 2,
      points: points.map(({ lambda, values }) => ({ at: place(lambda), values })),
      pictures: pictures.map(({ lambda, ...picture }) => ({ ...picture, at: lambda && place(lambda) })),
    };
  });

/** Reads the files of every version as the current one. */
export const ExamplesFile = z.union([Current, First]);
