/** Pictures along one weight: one row per model, YOTO above the fixed ones, one column per value (figures 7 and 11). Pure. */
import { isOnLine, type Lambda, type LambdaLine, lambdaLine, varyingParameters } from '@yoto/core';
import type { ModelPictures, ShownSheet } from './gallery.ts';

export interface PictureGrid extends LambdaLine {
  rows: {
    model: string;
    /** In the order of the values; undefined where the model shows none. */
    cells: (ShownSheet | undefined)[];
  }[];
  /** Pictures of each sheet: one grid each. */
  pictures: number;
}

/** The parameters along which models show pictures. */
export const gridParameters = (models: readonly ModelPictures[], section: string): string[] =>
  varyingParameters(lambdasOf(models, section));

interface GridChoice {
  along: string;
  /** A base that people have chosen for this line; what it leaves out is held at its usual value. */
  base?: Lambda;
  /** The task's. */
  defaultLambda?: Lambda | undefined;
}

export function pictureGrid(
  models: readonly ModelPictures[],
  section: string,
  { along, ...choice }: GridChoice,
): PictureGrid {
  const line = lambdaLine(lambdasOf(models, section), along, choice);
  const rows = models.flatMap(({ name, kind, sheets }) => {
    const own = sheets.filter(
      (sheet) => sheet.name === section && sheet.lambda && isOnLine(sheet.lambda, line.base),
    );
    const cells = line.values.map((value) => own.find(({ lambda }) => lambda?.[along] === value));
    return own.length > 0 ? [{ model: name, kind, cells }] : [];
  });
  return {
    ...line,
    // Sorting is stable: otherwise in the order of the sweep.
    rows: rows
      .toSorted((a, b) => Number(b.kind === 'yoto') - Number(a.kind === 'yoto'))
      .map(({ model, cells }) => ({ model, cells })),
    pictures: Math.max(0, ...rows.flatMap(({ cells }) => cells.flatMap((sheet) => sheet?.count ?? []))),
  };
}

const lambdasOf = (models: readonly ModelPictures[], section: string): Lambda[] =>
  models.flatMap(({ sheets }) =>
    sheets.flatMap(({ name, lambda }) => (name === section && lambda ? [lambda] : [])),
  );
