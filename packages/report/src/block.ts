/** A report as a list of blocks, which HTML and Markdown render their own way. */
import type { Lambda, PictureSheetEntry } from '@yoto/core';
import type { ReportTable } from './report-table.ts';

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'warnings'; items: readonly string[] }
  | { kind: 'facts'; facts: readonly (readonly [string, string])[] }
  | { kind: 'table'; table: ReportTable }
  /** Side by side where there is room. */
  | { kind: 'figures'; figures: readonly { svg: string; caption: string }[] }
  | { kind: 'pictures'; title: string; pictures: readonly ReportPicture[] }
  /** One row per lambda, one column per model; not every model has each. */
  | { kind: 'gallery'; title: string; models: readonly string[]; rows: readonly GalleryRow[] }
  /** Tiles of sheets: for each tile one row per model and one column per value of a weight. */
  | PictureGrid
  | { kind: 'command'; text: string }
  /** A text that is long and meant for programs: folded away, and offered as a file. */
  | { kind: 'file'; name: string; mediaType: string; text: string };

export interface PictureGrid {
  kind: 'grid';
  title: string;
  along: string;
  values: readonly string[];
  rows: readonly { model: string; cells: readonly (ReportPicture | undefined)[] }[];
  /** The data's own sheets, e.g. contents and styles. */
  data: readonly ReportPicture[];
}

interface GalleryRow {
  lambda: string;
  cells: readonly (ReportPicture | undefined)[];
}

/** A picture that a job has stored. */
export interface ReportPicture {
  /** What is shown together, e.g. `Reconstructions`. */
  section: string;
  caption: string;
  mediaType: string;
  base64: string;
  /** What made it and with which lambda, in words; left out by pictures of the data alone. */
  place?: { model: string; lambda: string; at?: Lambda };
  /** How its tiles lie, in pixels, where it is a sheet of several pictures. */
  tiles?: Pick<PictureSheetEntry, 'tileWidth' | 'tileHeight' | 'gap' | 'columns' | 'count'>;
}
