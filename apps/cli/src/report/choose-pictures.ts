/** Which of a sweep's pictures a page shows, and where: by lambda as figures 3 and 8 of the paper, or along weights as 7 and 11. */
import {
  isOnLine,
  type Lambda,
  lambdaKey,
  lambdaLabel,
  lambdaLine,
  type PictureSheetEntry,
  type Slice,
  varyingParameters,
} from '@yoto/core';
import type { ReportPicture } from '@yoto/report';

/** More rows are no longer compared at a glance. */
const MOST_ROWS = 8;

/** A sheet of pictures of a model, e.g. of one series and seed. */
export interface ModelSheet<Artifact> extends Pick<PictureSheetEntry, 'label' | 'lambda'> {
  model: string;
  artifact: Artifact;
  tiles?: NonNullable<ReportPicture['tiles']>;
}

/** Where several parameters vary: what is held, and along what. */
export interface PictureLines {
  slice?: Slice | null;
  /** The task's. */
  defaultLambda?: Lambda | undefined;
}

export interface ChosenPicture<Artifact> {
  artifact: Artifact;
  section: string;
  caption: string;
  /** Left out by pictures of the data alone. */
  place?: { model: string; lambda: string; at: Lambda };
  tiles?: NonNullable<ReportPicture['tiles']>;
}

/**
 * Section by section and row by row, the data's own pictures always. Of the lambdas those that most models show; where several
 * parameters vary, those on the slice, or without one those that differ from the usual lambda in one parameter at most.
 */
export function choosePictures<Artifact>(
  sheets: readonly ModelSheet<Artifact>[],
  lines: PictureLines = {},
): ChosenPicture<Artifact>[] {
  const rows = [null, ...(lambdasOnLines(sheets, lines) ?? chosenLambdas(sheets))];
  const sections = [...new Set(sheets.map(({ label }) => label))];
  return sections.flatMap((section) =>
    rows.flatMap((row) =>
      sheets
        .filter(({ label, lambda }) => label === section && keyOf(lambda) === row)
        .map(({ artifact, lambda, model, tiles }): ChosenPicture<Artifact> => {
          const shown = { artifact, section, ...(tiles && { tiles }) };
          if (lambda === null) return { ...shown, caption: section };
          const place = { model, lambda: lambdaLabel(lambda), at: lambda };
          return { ...shown, caption: `${section} of ${model} at ${place.lambda}`, place };
        }),
    ),
  );
}

/** Keys; undefined where no more than one parameter varies. */
function lambdasOnLines(
  sheets: readonly ModelSheet<unknown>[],
  { slice, defaultLambda }: PictureLines,
): string[] | undefined {
  const lambdas = sheets.flatMap(({ lambda }) => (lambda ? [lambda] : []));
  const varying = varyingParameters(lambdas);
  if (varying.length < 2) return undefined;
  const along = slice ? [slice.along] : varying;
  const bases = along.map(
    (name) => lambdaLine(lambdas, name, { ...(slice && { base: slice.base }), defaultLambda }).base,
  );
  const shown = lambdas.filter((lambda) => bases.some((base) => isOnLine(lambda, base)));
  return [...new Set(shown.map(lambdaKey))];
}

/** Keys in order of size where one weight varies, else as they came. */
function chosenLambdas(sheets: readonly ModelSheet<unknown>[]): string[] {
  const models = new Map<string, Set<string>>();
  const lambdas = new Map<string, Lambda>();
  for (const { lambda, model } of sheets) {
    const key = keyOf(lambda);
    if (lambda === null || key === null) continue;
    lambdas.set(key, lambda);
    models.set(key, (models.get(key) ?? new Set()).add(model));
  }
  const ordered = [...lambdas].sort(([, a], [, b]) => byOneWeight(a, b)).map(([key]) => key);
  const countOf = (key: string) => models.get(key)?.size ?? 0;
  const counts = [...new Set(ordered.map(countOf))].sort((a, b) => b - a);
  const chosen = new Set<string>();
  for (const count of counts) {
    const alike = ordered.filter((key) => countOf(key) === count);
    for (const key of spread(alike, MOST_ROWS - chosen.size)) chosen.add(key);
  }
  return ordered.filter((key) => chosen.has(key));
}

const keyOf = (lambda: Lambda | null): string | null => lambda && lambdaKey(lambda);

function byOneWeight(a: Lambda, b: Lambda): number {
  const [term, ...more] = Object.keys(a);
  return term === undefined || more.length > 0 ? 0 : (a[term] ?? 0) - (b[term] ?? 0);
}

/** At even distances, both ends included. */
function spread(keys: readonly string[], most: number): readonly string[] {
  if (keys.length <= most) return keys;
  if (most < 2) return keys.slice(0, most);
  const step = (keys.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => keys[Math.round(i * step)] as string);
}
