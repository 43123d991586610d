/** Single examples of a sweep's jobs, as series that can be compared: one series per group, one point per lambda or setting. Pure. */
import {
  comparePlaces,
  type ExamplePictureEntry,
  type ExamplesFile,
  type JobKind,
  type JobSummary,
  lambdaKey,
  nearestLambda,
  type Place,
  parametersAt,
  placeKey,
  seriesName,
} from '@yoto/core';

export type ExampleJob = Pick<JobSummary, 'id' | 'group' | 'kind' | 'seed'>;

export interface SeriesPoint {
  jobId: string;
  at: Place;
  /** By name, then by example. */
  values: Readonly<Record<string, readonly (number | null)[]>>;
  /** What was made of the examples, by their indices. */
  pictures: ReadonlyMap<number, ExamplePictureEntry>;
}

export interface ExampleSeries {
  /** As in the charts. */
  name: string;
  kind: JobKind;
  /** By lambda where a single weight varies. */
  points: readonly SeriesPoint[];
}

/** The original of an example, and which job has stored it. */
interface Original {
  jobId: string;
  entry: ExamplePictureEntry;
}

export interface Examples {
  /** Of each example, by its index. */
  names: readonly string[];
  /** How many examples the means of the sweep are over; these are the first. */
  evaluated: number;
  series: readonly ExampleSeries[];
  originals: ReadonlyMap<number, Original>;
}

/** What the jobs of one seed (and the codecs, which have none) say of single examples. Jobs come in plan order. */
export function examplesOf(jobs: readonly ExampleJob[], files: ReadonlyMap<string, ExamplesFile>): Examples {
  const series = new Map<string, { kind: JobKind; points: SeriesPoint[] }>();
  const originals = new Map<number, Original>();
  for (const job of jobs) {
    const file = files.get(job.id);
    if (!file) continue;
    for (const entry of file.pictures) {
      if (entry.at === null && !originals.has(entry.example))
        originals.set(entry.example, { jobId: job.id, entry });
    }
    const name = seriesName(job.group, job.kind);
    const own = series.get(name) ?? { kind: job.kind, points: [] };
    own.points.push(...pointsOf(job.id, file));
    series.set(name, own);
  }
  const all = [...files.values()];
  return {
    names: exampleNames(all),
    evaluated: Math.max(0, ...all.map(({ evaluated, points }) => evaluated ?? lengthOf(points))),
    series: [...series].map(([name, { kind, points }]) => ({ name, kind, points: inOrder(points) })),
    originals,
  };
}

function pointsOf(jobId: string, { points, pictures }: ExamplesFile): SeriesPoint[] {
  return points.map(({ at, values }) => {
    const own = pictures.filter((one) => one.at && placeKey(one.at) === placeKey(at));
    return { jobId, at, values, pictures: new Map(own.map((one) => [one.example, one])) };
  });
}

const lengthOf = (points: ExamplesFile['points']): number =>
  Math.max(0, ...points.flatMap(({ values }) => Object.values(values).map(({ length }) => length)));

/** The examples of a sweep are the same for all of its jobs, so the first file with names has those of all. */
function exampleNames(files: readonly ExamplesFile[]): string[] {
  const count = Math.max(0, ...files.map(({ points }) => lengthOf(points)));
  const named = files.toSorted((a, b) => (b.names?.length ?? 0) - (a.names?.length ?? 0))[0]?.names ?? [];
  return Array.from({ length: count }, (_, index) => named[index] ?? `example ${index + 1}`);
}

function inOrder(points: readonly SeriesPoint[]): SeriesPoint[] {
  const [term, ...more] = Object.keys(points[0] ? parametersAt(points[0].at) : {});
  if (term === undefined || more.length > 0) return [...points];
  return points.toSorted((a, b) => comparePlaces(a.at, b.at, [term]));
}

/** The series whose lambdas a slider goes through: a YOTO model where there is one, else any model. */
export function leadingSeries(
  series: readonly ExampleSeries[],
  asked?: string | null,
): ExampleSeries | undefined {
  return (
    series.find(({ name }) => name === asked) ??
    series.find(({ kind }) => kind === 'yoto') ??
    series.find(({ kind }) => kind !== 'codec') ??
    series[0]
  );
}

export const pointAt = ({ points }: ExampleSeries, key: string | undefined): SeriesPoint | undefined =>
  points.find(({ at }) => lambdaKey(parametersAt(at)) === key);

/** Where a slider stands at first. */
export const middlePoint = ({ points }: ExampleSeries): SeriesPoint | undefined =>
  points[Math.floor((points.length - 1) / 2)];

/** `parts`: what to add up, as `measuredParts` has it; null where one was not measured. */
export function exampleValue(
  point: SeriesPoint | undefined,
  parts: readonly string[],
  example: number,
): number | null {
  const values = parts.map((name) => point?.values[name]?.[example] ?? null);
  return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

export interface MatchOptions {
  /** The point of the leading series that the others are to match. */
  lead: SeriesPoint;
  example: number;
  /** What makes up the value on the frontier's x axis. */
  x: readonly string[];
  /** By lambda (codecs, which have none, by x all the same), or all by x. */
  by: 'lambda' | 'x';
}

/** The point of a series that stands beside the leading one for an example. */
export function matchingPoint(
  { kind, points }: ExampleSeries,
  { lead, example, x, by }: MatchOptions,
): SeriesPoint | undefined {
  if (points.includes(lead)) return lead;
  if (by === 'lambda' && kind !== 'codec')
    return nearestLambda(points, parametersAt(lead.at), ({ at }) => parametersAt(at));
  const wanted = exampleValue(lead, x, example);
  if (wanted === null) return undefined;
  return nearest(points, (point) => {
    const value = exampleValue(point, x, example);
    return value === null ? Number.POSITIVE_INFINITY : Math.abs(value - wanted);
  });
}

function nearest(
  points: readonly SeriesPoint[],
  distance: (point: SeriesPoint) => number,
): SeriesPoint | undefined {
  const [best] = points
    .map((point) => ({ point, to: distance(point) }))
    .filter(({ to }) => Number.isFinite(to))
    .toSorted((a, b) => a.to - b.to);
  return best?.point;
}
