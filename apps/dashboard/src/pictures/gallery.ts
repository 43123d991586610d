/** Which sheets stand beside each other: one row per lambda, one cell per model. Pure. */
import { type Lambda, nearestLambda, type PictureSheetEntry, uniqueLambdas } from '@yoto/core';

/** A sheet and where its bytes are. */
export interface ShownSheet extends PictureSheetEntry {
  url: string;
}

/** Of the whole sheet, in pixels. */
export const sheetSize = ({ tileWidth, tileHeight, gap, columns, count }: ShownSheet) => ({
  width: columns * (tileWidth + gap) - gap,
  height: Math.ceil(count / columns) * (tileHeight + gap) - gap,
});

/** The models of one group and seed: one that shows many lambdas, or (fixed) one per lambda. */
export interface ModelPictures {
  name: string;
  kind: 'fixed' | 'yoto';
  sheets: readonly ShownSheet[];
}

export interface GalleryRow {
  lambda: Lambda;
  cells: { model: string; sheet: ShownSheet }[];
}

/** The sections that depend on lambda, in the order in which the task gave them. */
export function sectionsOf(models: readonly ModelPictures[]): { name: string; label: string }[] {
  const labels = new Map<string, string>();
  for (const { name, label, lambda } of models.flatMap(({ sheets }) => sheets)) {
    if (lambda && !labels.has(name)) labels.set(name, label);
  }
  return [...labels].map(([name, label]) => ({ name, label }));
}

/** The sheets that show the data alone, one of each: they are the same for every model. */
export function dataSheets(models: readonly ModelPictures[]): ShownSheet[] {
  const sheets = models.flatMap((model) => model.sheets).filter(({ lambda }) => lambda === null);
  return [...new Map(sheets.map((sheet) => [sheet.name, sheet])).values()];
}

/**
 * The rows of a section: the lambdas that the YOTO models show, or those of the fixed models where there are only such.
 * A model that does not show a row's lambda stands there with the nearest that it shows.
 */
export function galleryRows(models: readonly ModelPictures[], section: string): GalleryRow[] {
  const shown = models
    .map(({ name, kind, sheets }) => ({ name, kind, sheets: sheets.filter((one) => one.name === section) }))
    .filter(({ sheets }) => sheets.length > 0);
  const yoto = shown.filter(({ kind }) => kind === 'yoto');
  const leading = yoto.length > 0 ? yoto : shown;
  return distinctLambdas(leading.flatMap(({ sheets }) => sheets)).map((lambda) => ({
    lambda,
    cells: shown.flatMap(({ name, sheets }) => {
      const sheet = nearest(sheets, lambda);
      return sheet ? [{ model: name, sheet }] : [];
    }),
  }));
}

/** In order of size where a single weight varies, else as they came. */
function distinctLambdas(sheets: readonly ShownSheet[]): Lambda[] {
  const lambdas = uniqueLambdas(sheets.flatMap(({ lambda }) => (lambda ? [lambda] : [])));
  const [term, ...more] = Object.keys(lambdas[0] ?? {});
  return term !== undefined && more.length === 0
    ? lambdas.sort((one, other) => (one[term] ?? 0) - (other[term] ?? 0))
    : lambdas;
}

function nearest(sheets: readonly ShownSheet[], lambda: Lambda): ShownSheet | undefined {
  const ofLambdas = sheets.flatMap((sheet) => (sheet.lambda ? [{ sheet, lambda: sheet.lambda }] : []));
  return nearestLambda(ofLambdas, lambda, (one) => one.lambda)?.sheet;
}
