/** What codecs make of the pictures of a sheet: beside a model's at one lambda, at the setting whose rate is nearest. Pure. */
import { type ExamplePictureEntry, type Lambda, nearestLambda, parametersAt } from '@yoto/core';
import {
  type ExampleSeries,
  type Examples,
  exampleValue,
  leadingSeries,
  matchingPoint,
  type SeriesPoint,
} from '../examples/example-series.ts';
import type { ShownValue } from '../examples/shown-values.ts';
import { valueLabel } from '../examples/shown-values.ts';
import { lambdaText } from '../format/lambda-text.ts';
import { formatRounded } from '../format/numbers.ts';
import type { ShownSheet } from './gallery.ts';

export interface CodecPicture {
  /** Of the tile beside it. */
  index: number;
  jobId: string;
  entry: ExamplePictureEntry;
  setting: string;
}

export interface CodecCell {
  name: string;
  pictures: readonly CodecPicture[];
  /** Its settings, and its mean rate beside that of the model. */
  text: string;
}

interface CodecChoice {
  lambda: Lambda;
  /** The first tiles of this sheet are shown. */
  sheet: ShownSheet;
  /** What is to be alike, and what the frontier has as x: the rate. */
  rate: ShownValue;
}

/**
 * One cell per codec with pictures. A picture is matched with the model's of the same example, not with their mean: no two
 * pictures need equally many bytes. Pictures that are smaller than a tile are left out, as are those of unknown rate.
 */
export function codecCells(examples: Examples, { lambda, sheet, rate }: CodecChoice): CodecCell[] {
  const leading = leadingSeries(examples.series.filter(({ kind }) => kind !== 'codec'));
  const lead = leading && nearestLambda(leading.points, lambda, ({ at }) => parametersAt(at));
  if (!leading || !lead) return [];
  return examples.series
    .filter(({ kind }) => kind === 'codec')
    .flatMap((codec) => {
      const matches = matchesOf(codec, { lead, sheet, rate });
      if (matches.length === 0) return [];
      const pictures = matches.map(({ index, point, entry }) => ({
        ...{ index, entry },
        jobId: point.jobId,
        setting: lambdaText(parametersAt(point.at)),
      }));
      const own = meanOf(matches.map(({ index, point }) => exampleValue(point, rate.parts, index)));
      const model = meanOf(matches.map(({ index }) => exampleValue(lead, rate.parts, index)));
      const settings = [...new Set(pictures.map(({ setting }) => setting))].join(', ');
      const rates = `${formatRounded(own)}, ${leading.name} ${formatRounded(model)}`;
      return [{ name: codec.name, pictures, text: `${settings}; ${valueLabel(rate)} ${rates}` }];
    });
}

interface Match {
  index: number;
  point: SeriesPoint;
  entry: ExamplePictureEntry;
}

function matchesOf(
  codec: ExampleSeries,
  { lead, sheet, rate }: { lead: SeriesPoint } & Pick<CodecChoice, 'sheet' | 'rate'>,
): Match[] {
  return Array.from({ length: sheet.count }, (_, index) => index).flatMap((index) => {
    const points = codec.points.filter(({ pictures }) => pictures.has(index));
    const match = { lead, example: index, x: rate.parts, by: 'x' } as const;
    const point = matchingPoint({ ...codec, points }, match);
    const entry = point?.pictures.get(index);
    if (!point || !entry || entry.width < sheet.tileWidth || entry.height < sheet.tileHeight) return [];
    return [{ index, point, entry }];
  });
}

/** Of what is there. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
