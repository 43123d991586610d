/** What stands beside each other in the comparison of pictures. Pure. */
import { API_PREFIX, ARTIFACT_PATH, type ExamplePictureEntry, parametersAt } from '@yoto/core';
import { serverUrl } from '../api/base-path.ts';
import {
  type ExampleSeries,
  type Examples,
  matchingPoint,
  type SeriesPoint,
} from '../examples/example-series.ts';
import { lambdaText } from '../format/lambda-text.ts';
import type { PaneImage } from './zoom-pane.tsx';

/** The original has the name that no series can have. */
export const ORIGINAL = '';

export interface ComparedPicture {
  /** The series, or `ORIGINAL`. */
  name: string;
  title: string;
  /** The lambda or setting; empty for the original. */
  where: string;
  point: SeriesPoint | undefined;
  image: PaneImage;
  /** Where the picture is only the middle of the example: the sides of both. */
  entry: ExamplePictureEntry;
}

/** Series that have pictures of the example, only with the points that have. */
export function picturedSeries({ series }: Examples, example: number): ExampleSeries[] {
  return series
    .map((one) => ({ ...one, points: one.points.filter(({ pictures }) => pictures.has(example)) }))
    .filter(({ points }) => points.length > 0);
}

/** The original, the first fixed grid and the first codec, beside the leading series. */
export function usuallyBeside(series: readonly ExampleSeries[], lead: string): string[] {
  const others = series.filter(({ name }) => name !== lead);
  const firsts = (['fixed', 'codec'] as const).map((kind) => others.find((one) => one.kind === kind));
  return [ORIGINAL, ...firsts.flatMap((one) => (one ? [one.name] : []))];
}

export interface ComparisonOptions {
  example: number;
  lead: SeriesPoint;
  /** Of the series whose point that is. */
  leadName: string;
  /** The loss term or metric by which codecs match. */
  x: readonly string[];
  beside: readonly string[];
}

/** The original first, then the leading series, then the others in their order. */
export function comparedPictures(examples: Examples, options: ComparisonOptions): ComparedPicture[] {
  const { example, lead, leadName, x, beside } = options;
  const series = picturedSeries(examples, example);
  const ordered = series.toSorted((a, b) => Number(b.name === leadName) - Number(a.name === leadName));
  const original = examples.originals.get(example);
  const name = examples.names[example] ?? '';
  const pictures: ComparedPicture[] = [];
  if (original && beside.includes(ORIGINAL)) {
    const { jobId, entry } = original;
    const image = paneImage(jobId, entry, `${name}, original`);
    pictures.push({ name: ORIGINAL, title: 'Original', where: '', point: undefined, image, entry });
  }
  for (const one of ordered) {
    if (one.name !== leadName && !beside.includes(one.name)) continue;
    const point = matchingPoint(one, { lead, example, x, by: 'lambda' });
    const entry = point?.pictures.get(example);
    if (!point || !entry) continue;
    const where = lambdaText(parametersAt(point.at));
    const image = paneImage(point.jobId, entry, `${name} by ${one.name} at ${where}`);
    pictures.push({ name: one.name, title: one.name, where, point, image, entry });
  }
  return pictures;
}

function paneImage(jobId: string, entry: ExamplePictureEntry, text: string): PaneImage {
  return { url: pictureUrl(jobId, entry), text, width: entry.width, height: entry.height };
}

/** With the hash of its bytes: such an address always has the same picture, so browsers keep it. */
export function pictureUrl(jobId: string, { artifact, sha256 }: ExamplePictureEntry): string {
  const path = ARTIFACT_PATH.replace(':id', jobId).replace(':name', () => encodeURIComponent(artifact));
  return serverUrl(`${API_PREFIX}${path}?sha256=${sha256}`);
}
