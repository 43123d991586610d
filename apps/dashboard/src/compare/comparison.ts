/** What a choice means for the examples that are there: whatever it leaves open, or names in vain, is chosen. Pure. */
import { measuredParts } from '@yoto/core';
import {
  type ExampleSeries,
  type Examples,
  leadingSeries,
  middlePoint,
  pointAt,
  type SeriesPoint,
} from '../examples/example-series.ts';
import { type ExampleTask, type ShownValue, shownValues } from '../examples/shown-values.ts';
import type { CompareChoice } from './compare-choice.ts';
import {
  type ComparedPicture,
  comparedPictures,
  picturedSeries,
  usuallyBeside,
} from './compared-pictures.ts';

export interface Comparison {
  example: number;
  /** The examples that have pictures. */
  pictured: readonly number[];
  /** Those that have pictures of the example. */
  series: readonly ExampleSeries[];
  /** The series whose lambdas the slider goes through, and where the slider stands. */
  leading: ExampleSeries;
  lead: SeriesPoint;
  /** Names of what stands beside it. */
  beside: readonly string[];
  pictures: readonly ComparedPicture[];
  values: readonly ShownValue[];
}

/** Undefined where no series has a picture of the example. */
export function comparisonOf(
  examples: Examples,
  choice: CompareChoice,
  task: ExampleTask,
): Comparison | undefined {
  const pictured = [...examples.originals.keys()].sort((a, b) => a - b);
  const example = pictured.find((one) => one === choice.example) ?? pictured[0] ?? 0;
  const series = picturedSeries(examples, example);
  const leading = leadingSeries(series, choice.lead);
  const lead = leading && (pointAt(leading, choice.lambda) ?? middlePoint(leading));
  if (!leading || !lead) return undefined;
  const beside = choice.beside ?? usuallyBeside(series, leading.name);
  const options = {
    example,
    lead,
    leadName: leading.name,
    x: measuredParts(task, task.frontierAxes.x),
    beside,
  };
  const pictures = comparedPictures(examples, options);
  return { example, pictured, series, leading, lead, beside, pictures, values: shownValues(task) };
}
