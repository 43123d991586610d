// What the plans of convolutions with fewer products have in common: tiles of 2x2 results, their 16 points, and the parts
// that taps fall into. See asm/winograd-operands.ts.

/** Points of a tile. */
export const POINTS = 16;

/** Three or two taps along an axis. */
interface AxisPart {
  taps: 3 | 2;
  first: number;
}

const THREE: AxisPart = { taps: 3, first: 0 };
/** By taps along an axis; five are of stride 2. */
const AXIS_PARTS: Readonly<Record<number, AxisPart[]>> = {
  2: [{ taps: 2, first: 0 }],
  3: [THREE],
  5: [THREE, { taps: 2, first: 1 }],
};
/** The products along an axis of three taps, and of two. */
const AXIS_POINTS = { 3: [0, 1, 2, 3], 2: [0, 1, 3] } as const;

/** A point of a part. */
interface Slot {
  point: number;
  /** Parts before this one that have the point too. */
  before: number;
}

export interface TapParts {
  parts: { rows: AxisPart; columns: AxisPart }[];
  slots: Slot[];
  /** Of every point: the parts that have it. */
  partsOfPoint: number[];
}

/** The parts of rows x columns taps, each 2, 3 or 5 (of stride 2). */
export function tapParts(rows: number, columns: number): TapParts {
  const found: TapParts = { parts: [], slots: [], partsOfPoint: new Array<number>(POINTS).fill(0) };
  for (const rowPart of AXIS_PARTS[rows] ?? []) {
    for (const columnPart of AXIS_PARTS[columns] ?? []) {
      found.parts.push({ rows: rowPart, columns: columnPart });
      for (const i of AXIS_POINTS[rowPart.taps]) {
        for (const j of AXIS_POINTS[columnPart.taps]) {
          const point = 4 * i + j;
          const before = found.partsOfPoint[point] ?? 0;
          found.slots.push({ point, before });
          found.partsOfPoint[point] = before + 1;
        }
      }
    }
  }
  return found;
}

const MOST_PARTS = 4;
const MOST_SLOTS = 49;

/** Four parts of a descriptor; `column` says what it calls a first column of taps. */
export function partWords({ parts }: TapParts, column: (first: number) => number): number[] {
  const words = parts.flatMap(({ rows, columns }) => [
    ...[rows.taps, rows.first, columns.taps, column(columns.first)],
  ]);
  return [...words, ...new Array<number>(4 * MOST_PARTS - words.length).fill(0)];
}

/** Every slot of a descriptor: its offset and a step. */
export function slotWords(
  { slots }: TapParts,
  words: (slot: Slot, index: number) => [number, number],
): number[] {
  const filler = new Array<number>(2 * (MOST_SLOTS - slots.length)).fill(0);
  return [...slots.flatMap(words), ...filler];
}

/** Pictures that tiles are read from; `words` are the first of asm/winograd-operands.ts. */
export interface TiledPictures {
  words: Record<string, number>;
  /** Rows of tiles of an image, and tiles in one. */
  tileRows: number;
  tiles: number;
  /** Bytes of the padded rows under `count` rows of tiles of an image. */
  paddedBytes(count: number): number;
}

interface Pictures {
  src: number;
  height: number;
  width: number;
  channels: number;
  /** Rows of zeros above; columns of zeros to the left, and where the first column of taps is then. */
  top: number;
  left: number;
  firstColumn: number;
  /** Taps and their stride. */
  rows: number;
  columns: number;
  stride: number;
  outHeight: number;
  outWidth: number;
}

const FLOAT = 4;

export function tiledPictures(pictures: Pictures): TiledPictures {
  const { src, height, width, channels, top, left, firstColumn, rows, columns, stride } = pictures;
  const tileRows = Math.ceil(pictures.outHeight / 2);
  const tiles = Math.ceil(pictures.outWidth / 2);
  const pixel = channels * FLOAT;
  const reachedRow = (2 * tileRows - 1) * stride + rows;
  const reachedColumn = firstColumn + (2 * tiles - 1) * stride + columns;
  const isPadded = top !== 0 || left !== 0 || reachedRow > height || reachedColumn > width;
  const paddedRow = isPadded ? Math.max(left + width, reachedColumn) * pixel : width * pixel;
  const [tileRowStep, span] = [2 * stride, stride + rows];
  return {
    words: {
      ...{ src, image: height * width * pixel, height, row: width * pixel, top, left: left * pixel },
      ...{ paddedRow, isPadded: Number(isPadded), tileRows, tiles, tileStep: 2 * stride * pixel },
      ...{ tileRowStep, span, channels, tapStep: stride * pixel, tapRowStep: stride },
    },
    tileRows,
    tiles,
    paddedBytes: (count) => (isPadded ? ((count - 1) * tileRowStep + span) * paddedRow : 0),
  };
}
